using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class BasisFunctionsTests
{
    [Theory]
    [InlineData(RelaxationBasis.Gaussian, 10, 0.5)]
    [InlineData(RelaxationBasis.Gaussian, 3, 0.1)]
    [InlineData(RelaxationBasis.Gaussian, 30, 1.0)]
    [InlineData(RelaxationBasis.PiecewiseLinear, 10, 0.5)]
    public void Integrals_OverOneFunction_AgreeWithBruteForce(RelaxationBasis kind, int density, double coefficient)
    {
        var basis = new BasisFunctions(
            new RelaxationOptions
            {
                Basis = kind,
                PointsPerDecade = density,
                ShapeCoefficient = coefficient,
            },
            Math.Log(1e-6),
            Math.Log(1e2)
        );
        foreach (var omegaTau in (double[])[1e-3, 0.3, 1, 7, 1e4])
        {
            Complex quadrature = 0,
                brute = 0;
            for (var q = 0; q < basis.Offsets.Length; q++)
                quadrature += basis.Factors[q] / new Complex(1, omegaTau * basis.Offsets[q]);
            var width = kind == RelaxationBasis.Gaussian ? 4 * basis.Reach : basis.Step;
            const int Steps = 40_000;
            for (var i = 0; i < Steps; i++)
            {
                var x = width * ((2 * i + 1.0) / Steps - 1);
                brute += 2 * width / Steps * basis.Value(x) / new Complex(1, omegaTau * Math.Exp(x));
            }

            (quadrature - brute).Magnitude.ShouldBeLessThan(1e-8 * Math.Max(1e-3, brute.Magnitude), $"{kind} {omegaTau}");
        }
    }

    [Theory]
    [InlineData(RelaxationBasis.Gaussian, 1)]
    [InlineData(RelaxationBasis.Gaussian, 2)]
    [InlineData(RelaxationBasis.PiecewiseLinear, 1)]
    public void Penalty_Products_AgreeWithBruteForce(RelaxationBasis kind, int order)
    {
        var basis = new BasisFunctions(new RelaxationOptions { Basis = kind }, 0, 8);
        const double H = 1e-3;
        double Slope(double x) => (basis.Value(x + H) - basis.Value(x - H)) / (2 * H);
        double Bend(double x) => (basis.Value(x + H) - 2 * basis.Value(x) + basis.Value(x - H)) / (H * H);
        for (var steps = 0; steps < 4; steps++)
        {
            var sum = 0.0;
            for (var x = -3.0; x < 3; x += 1e-4)
                sum += 1e-4 * (order == 1 ? Slope(x) * Slope(x - steps * basis.Step) : Bend(x) * Bend(x - steps * basis.Step));
            sum.ShouldBe(basis.Penalty(steps, order), 6e-3 * basis.Penalty(0, order));
        }
    }

    [Fact]
    public void Area_OfOneFunction_IsItsIntegral()
    {
        foreach (var kind in Enum.GetValues<RelaxationBasis>())
        {
            var basis = new BasisFunctions(new RelaxationOptions { Basis = kind }, 0, 8);
            basis.Factors.Sum().ShouldBe(basis.Area, 1e-12);
        }
    }

    [Fact]
    public void Problem_Model_IsTheSumOfItsParts()
    {
        var spectrum = new ImpedanceSpectrum(
            [1, 10, 100, 1000],
            [new Complex(3, -1), new Complex(2, -1), new Complex(1, -1), new Complex(1, 1)]
        );
        var basis = new BasisFunctions(new RelaxationOptions(), Math.Log(1e-5), Math.Log(10));
        var problem = new RelaxationProblem(spectrum, basis, new RelaxationOptions(), withInductance: true, withCapacitance: true);
        var x = new double[problem.Count];
        (x[0], x[1], x[2]) = (2, 3, 5);
        var omega = 2 * Math.PI * 100;
        var expected = new Complex(2, 3 * omega / problem.HighestOmega - 5 * problem.LowestOmega / omega) * problem.Scale;
        (problem.Model(x)[2] - expected).Magnitude.ShouldBeLessThan(1e-12);
    }
}
