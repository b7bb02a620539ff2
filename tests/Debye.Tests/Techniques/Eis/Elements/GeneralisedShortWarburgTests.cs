using System.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Tests.Techniques.Eis.Elements;

public sealed class GeneralisedShortWarburgTests
{
    private static readonly double[] s_frequency = FrequencyGrid.Logarithmic(1e-4, 1e6, 41);

    [Fact]
    public void ExponentOneHalf_IsShortWarburg()
    {
        var own = Circuit.Parse("Wsp0").Impedance(s_frequency, [20, 0.3, 0.5]);
        var plain = Circuit.Parse("Ws0").Impedance(s_frequency, [20, 0.3]);
        for (var i = 0; i < own.Length; i++)
            Complex.Abs(own[i] / plain[i] - 1).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Limits_AreResistanceAndConstantPhase()
    {
        var low = Circuit.Parse("Wsp0").Impedance([1e-9], [20, 0.3, 0.35])[0];
        Complex.Abs(low / 20 - 1).ShouldBeLessThan(1e-4);
        var high = Circuit.Parse("Wsp0").Impedance([1e9], [20, 0.3, 0.35])[0];
        high.Phase.ShouldBe(-0.35 * Math.PI / 2, 1e-9);
        high.Magnitude.ShouldBe(20 / Math.Pow(2 * Math.PI * 1e9 * 0.3, 0.35), 1e-6);
    }
}
