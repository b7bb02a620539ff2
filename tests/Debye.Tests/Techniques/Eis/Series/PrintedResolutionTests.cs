using System.Numerics;
using Debye.Techniques.Eis.Series;

namespace Debye.Tests.Techniques.Eis.Series;

public sealed class PrintedResolutionTests
{
    [Fact]
    public void Deviations_FixedDecimals_AreTheSameForAll()
    {
        var deviations = PrintedResolution.Deviations([new(1.2345, -0.25), new(10.5, -0.125)]);

        // 1.2345: four decimals; the frequency's share is 0.4 in the last of five digits.
        deviations[0].ShouldBe(Math.Sqrt(1e-8 / 12 + Math.Pow(0.4e-6 * 10 * 1.2596, 2)), 2e-7);
        deviations[2].ShouldBe(Math.Sqrt(1e-6 / 12 + Math.Pow(0.4e-5 * 1.2596, 2)), 2e-6);
    }

    [Fact]
    public void Deviations_SignificantDigits_GrowWithTheNumber()
    {
        var deviations = PrintedResolution.Deviations([new(1.23456e5, -1.23456e-5), new(6.54321e1, -1.5e-3)]);

        deviations[0].ShouldBeInRange(1 / Math.Sqrt(12), 0.4);
        deviations[1].ShouldBeInRange(1e-4 / Math.Sqrt(12), 1e-4);
    }

    [Fact]
    public void Deviations_ComputedNumbers_AreNextToNothing() =>
        PrintedResolution.Deviations([new(Math.PI, -Math.E), Complex.FromPolarCoordinates(1, 1)]).ShouldAllBe(value => value < 1e-14);
}
