using System.Numerics;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class AnalyticRelaxationTests
{
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1.0)]
    [InlineData(300.0)]
    public void Distributions_Integrated_GiveTheImpedance(double frequency)
    {
        var s = new Complex(0, 2 * Math.PI * frequency);
        (Integrate(tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8), s) - 50 / (1 + Complex.Pow(0.1 * s, 0.8))).Magnitude.ShouldBeLessThan(
            1e-6
        );
        (
            Integrate(tau => AnalyticRelaxation.HavriliakNegami(tau, 50, 0.1, 0.9, 0.7), s)
            - 50 / Complex.Pow(1 + Complex.Pow(0.1 * s, 0.9), 0.7)
        ).Magnitude.ShouldBeLessThan(1e-6);
        (
            IntegrateBelow(0.1, tau => AnalyticRelaxation.Gerischer(tau, 50, 0.1), s) - 50 / Complex.Sqrt(1 + 0.1 * s)
        ).Magnitude.ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void HavriliakNegami_Limits_AreZarcAndGerischer()
    {
        AnalyticRelaxation.HavriliakNegami(0.3, 50, 0.1, 0.8, 1).ShouldBe(AnalyticRelaxation.Zarc(0.3, 50, 0.1, 0.8), 1e-10);
        AnalyticRelaxation.HavriliakNegami(0.03, 50, 0.1, 1, 0.5).ShouldBe(AnalyticRelaxation.Gerischer(0.03, 50, 0.1), 1e-10);
        AnalyticRelaxation.HavriliakNegami(0.3, 50, 0.1, 1, 0.5).ShouldBe(0, 1e-10);
        Should.Throw<ArgumentOutOfRangeException>(() => AnalyticRelaxation.Zarc(1, 1, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => AnalyticRelaxation.HavriliakNegami(1, 1, 1, 1, 1));
    }

    private static Complex Integrate(Func<double, double> gamma, Complex s)
    {
        const double Step = 0.02;
        var sum = Complex.Zero;
        for (var x = -40.0; x < 36; x += Step)
            sum += Step * gamma(Math.Exp(x)) / (1 + s * Math.Exp(x));
        return sum;
    }

    /// <summary>τ = τ₀ sin²θ takes the singularity at τ₀ away.</summary>
    private static Complex IntegrateBelow(double centre, Func<double, double> gamma, Complex s)
    {
        const int Steps = 4000;
        var sum = Complex.Zero;
        for (var i = 0; i < Steps; i++)
        {
            var (sine, cosine) = Math.SinCos((i + 0.5) * 0.5 * Math.PI / Steps);
            sum += gamma(centre * sine * sine) * 2 * cosine / sine * (0.5 * Math.PI / Steps) / (1 + s * centre * sine * sine);
        }

        return sum;
    }
}
