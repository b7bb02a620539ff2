using Debye.Learning.Chemometrics;
using Debye.Numerics;

namespace Debye.Learning.Tests.Chemometrics;

public sealed class ScaledChiSquaredTests
{
    [Theory]
    [InlineData("chi2_5x0.3")]
    [InlineData("chi2_1")]
    [InlineData("chi2_40")]
    public void Estimate_ReferenceSamples_SameDegreesAndScale(string name)
    {
        var sample = SpectraReference.Json("estimate_dof.json").GetProperty(name);
        var values = sample.Numbers("values");
        foreach (var (key, estimator) in new[] { ("robust", DistanceEstimator.Robust), ("classical", DistanceEstimator.Classical) })
        {
            var own = ScaledChiSquared.Estimate(values, estimator);
            new[] { own.Degrees, own.Scale }.ShouldAgree(sample.Numbers(key), 1e-9);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    public void Estimate_ManySquaredNormals_FindsTheirNumber(int degrees)
    {
        var random = new RandomSource(5, 5);
        var values = Enumerable
            .Range(0, 4000)
            .Select(_ => Enumerable.Range(0, degrees).Sum(_ => Square(random.NextNormal())) / degrees * 0.7)
            .ToArray();
        foreach (var estimator in Enum.GetValues<DistanceEstimator>())
        {
            var own = ScaledChiSquared.Estimate(values, estimator);
            ((double)own.Degrees).ShouldBe(degrees, 0.12 * degrees + 0.5);
            own.Scale.ShouldBe(0.7, 0.03);
        }
    }

    [Fact]
    public void Estimate_RobustWithForeignValues_HardlyMoves()
    {
        var random = new RandomSource(6, 5);
        var clean = Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, 6).Sum(_ => Square(random.NextNormal()))).ToArray();
        double[] mixed = [.. clean, .. Enumerable.Repeat(500.0, 60)];
        ScaledChiSquared.Estimate(mixed, DistanceEstimator.Robust).Scale.ShouldBe(6, 0.6);
        ScaledChiSquared.Estimate(mixed, DistanceEstimator.Classical).Scale.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-6)]
    public void Estimate_DistancesAlmostTheSame_HaveManyDegrees(double spread)
    {
        var random = new RandomSource(7, 5);
        var values = Enumerable.Range(0, 500).Select(_ => 3 + spread * random.NextNormal()).ToArray();
        foreach (var estimator in Enum.GetValues<DistanceEstimator>())
        {
            var own = ScaledChiSquared.Estimate(values, estimator);
            own.Degrees.ShouldBeGreaterThan(80_000);
            own.Scale.ShouldBe(3, 0.01);
        }
    }

    [Fact]
    public void Estimate_MoreThanHalfZero_IsOneDegree() =>
        ScaledChiSquared.Estimate([0, 0, 0, 0, 0, 1, 2, 5], DistanceEstimator.Robust).Degrees.ShouldBe(1);

    [Fact]
    public void Estimate_BadInput_Throws()
    {
        foreach (var estimator in Enum.GetValues<DistanceEstimator>())
        {
            Should.Throw<ArgumentException>(() => ScaledChiSquared.Estimate([1], estimator));
            Should.Throw<ArgumentException>(() => ScaledChiSquared.Estimate([1, -1, 2], estimator));
            Should.Throw<ArgumentException>(() => ScaledChiSquared.Estimate([1, double.NaN, 2], estimator));
            Should.Throw<ArgumentException>(() => ScaledChiSquared.Estimate([2, 2, 2, 2], estimator)).Message.ShouldContain("vary");
        }
    }

    private static double Square(double value) => value * value;
}
