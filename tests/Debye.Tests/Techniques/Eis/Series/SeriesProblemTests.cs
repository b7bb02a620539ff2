using System.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Series;

namespace Debye.Tests.Techniques.Eis.Series;

/// <summary>Kernels of series terms against the circuit's own elements and against differences.</summary>
public sealed class SeriesProblemTests
{
    private static readonly double[] s_frequency = FrequencyGrid.Logarithmic(0.02, 3e4, 21);

    [Theory]
    [InlineData("R1")]
    [InlineData("L1")]
    [InlineData("C1")]
    [InlineData("W1")]
    [InlineData("K1")]
    [InlineData("Zarc1")]
    [InlineData("G1")]
    [InlineData("Ws1")]
    [InlineData("Wsp1")]
    [InlineData("p(R1,C1)")]
    [InlineData("p(CPE1,R1)")]
    public void Evaluate_OneTerm_IsTheElement(string text)
    {
        var circuit = Circuit.Parse(text);
        var truth = circuit.Parameters.Select(parameter => parameter.Definition.TypicalMiddle).ToArray();
        var impedance = circuit.Impedance(s_frequency, truth);
        var series = SeriesCircuit.Create(circuit);
        var problem = Loaded(impedance);
        var solution = new SeriesSearch(problem).Search(series.Terms, [], 4, 0, ref s_random)[0];

        (solution.ChiSquared / s_frequency.Length).ShouldBeLessThan(1e-20);
        series.ToParameters(solution).Zip(truth).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1e-6);
    }

    [Fact]
    public void Evaluate_Slopes_AreThoseOfTheResidual()
    {
        SeriesTerm[] terms =
        [
            new(TermShape.Resistor, 0, 1e6),
            new(TermShape.Arc, 0, 1e6, LowerExponent: 0.4, UpperExponent: 1),
            new(TermShape.Gerischer, 0, 1e6),
            new(TermShape.FiniteWarburg, 0, 1e6, LowerExponent: 0.2, UpperExponent: 0.7),
        ];
        var problem = Loaded(Circuit.Parse("R0-p(R1,CPE1)-p(R2,CPE2)").Impedance(s_frequency, [5, 10, 1e-4, 0.9, 30, 1e-2, 0.7]));
        double[] point = [-5, 0.8, -2, 1, 0.45];
        var amplitudes = new double[4];
        var chi = problem.Evaluate(terms, point, amplitudes, withSlopes: true);
        var gradient = Enumerable.Range(0, 5).Select(k => 2 * Columns.Dot(problem.Slope(k), problem.Residual)).ToArray();

        chi.ShouldBeGreaterThan(1e-6);
        for (var k = 0; k < point.Length; k++)
        {
            var (plus, minus) = (Moved(point, k, 1e-5), Moved(point, k, -1e-5));
            var numeric =
                (
                    problem.Evaluate(terms, plus, amplitudes, withSlopes: false)
                    - problem.Evaluate(terms, minus, amplitudes, withSlopes: false)
                ) / 2e-5;
            gradient[k].ShouldBe(numeric, 1e-5 * chi + 1e-6 * Math.Abs(numeric));
        }
    }

    [Fact]
    public void Evaluate_NegativeAmplitude_IsHeldAtItsLimit()
    {
        SeriesTerm[] terms = [new(TermShape.Resistor, 0, 1e6), new(TermShape.Inductor, 1e-9, 1)];
        var amplitudes = new double[2];
        Loaded(Circuit.Parse("R1-C1").Impedance(s_frequency, [5, 1e-3])).Evaluate(terms, [], amplitudes, withSlopes: false);

        amplitudes[0].ShouldBe(5, 1e-9);
        amplitudes[1].ShouldBe(1e-9);
    }

    private static Debye.Numerics.RandomSource s_random = new(4);

    private static SeriesProblem Loaded(Complex[] impedance)
    {
        var problem = new SeriesProblem();
        var weights = impedance.Select(value => 1 / value.Magnitude).ToArray();
        problem.Load(new FrequencyGrid(s_frequency), impedance, [.. weights, .. weights]);
        return problem;
    }

    private static double[] Moved(double[] point, int k, double step)
    {
        var moved = point.ToArray();
        moved[k] += step;
        return moved;
    }
}
