using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Validation;

namespace Debye.Tests.Techniques.Eis.Validation;

public sealed class ZHitTests
{
    private static ImpedanceSpectrum Simulate(string circuit, EisOptions? options = null) =>
        new EisSimulator(Circuit.Parse(circuit), FrequencyGrid.Logarithmic(1e5, 1e-2, 71)).Simulate(
            [.. Circuit.Parse(circuit).Parameters.Select(parameter => parameter.Setting.Value!.Value)],
            options
        );

    private static double Largest(ReadOnlyMemory<double> values) => values.ToArray().Max(Math.Abs);

    [Theory]
    [InlineData("R0{10}", 1e-12)]
    [InlineData("CPE0{1e-3,0.7}", 1e-10)]
    [InlineData("R0{10}-p(R1{100},CPE1{1e-3,0.8})", 0.02)]
    [InlineData("R0{100}-W1{20}", 0.01)]
    public void Reconstruct_Analytic_AgreesWithTheModulus(string circuit, double tolerance) =>
        Largest(ZHit.Reconstruct(Simulate(circuit)).Residual).ShouldBeLessThan(tolerance);

    [Fact]
    public void Reconstruct_Drift_GrowsToLowFrequencies()
    {
        // Points from high to low frequencies: the last ones have drifted most, and the phase knows nothing of it.
        var residual = ZHit.Reconstruct(Simulate("R0{100}-W1{20}", new EisOptions { Drift = 0.2 })).Residual.ToArray();
        residual[0].ShouldBeGreaterThan(0.05);
        residual[0].ShouldBeGreaterThan(residual[15]);
    }

    [Fact]
    public void Reconstruct_AnyScaleAndOrder_SameResiduals()
    {
        var spectrum = Simulate("R0{10}-p(R1{100},CPE1{1e-3,0.8})");
        var other = new ImpedanceSpectrum(
            [.. spectrum.FrequencyHertz.ToArray().Reverse()],
            [.. spectrum.ImpedanceOhm.ToArray().Reverse().Select(value => 1e4 * value)]
        );
        var (first, second) = (ZHit.Reconstruct(spectrum).Residual.ToArray(), ZHit.Reconstruct(other).Residual.ToArray());
        first.Zip(second, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Reconstruct_WrongUse_IsRefused()
    {
        Should.Throw<ArgumentException>(() => ZHit.Reconstruct(new ImpedanceSpectrum([1.0], [Complex.One])));
        Should.Throw<ArgumentOutOfRangeException>(() => ZHit.Reconstruct(Simulate("R0{10}"), 10, 1));
    }
}
