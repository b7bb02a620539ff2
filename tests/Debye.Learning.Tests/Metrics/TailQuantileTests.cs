using Debye.Learning.Metrics;
using Debye.Numerics;

namespace Debye.Learning.Tests.Metrics;

public sealed class TailQuantileTests
{
    [Fact]
    public void Lower_ExponentialTail_IsTheTrueQuantile()
    {
        var random = new RandomSource(1);
        var values = Enumerable.Range(0, 20_000).Select(_ => Math.Log(1 - random.NextDouble())).Order().ToArray();
        TailQuantile.Lower(values, 0.001, 0.1).ShouldBe(Math.Log(0.001), 0.15);
        TailQuantile.Lower(values, 0.1, 0.1).ShouldBe(Math.Log(0.1), 0.05);
        TailQuantile.Lower(values, 1e-6, 0.1).ShouldBe(Math.Log(1e-6), 0.4);
    }

    [Fact]
    public void Lower_ShiftedAndScaled_MovesWithTheValues()
    {
        double[] values = [-9, -4, -3, -2.5, -2, -1, -0.5, 0, 1, 2, 3, 4];
        var quantile = TailQuantile.Lower(values, 0.01, 0.5);
        TailQuantile.Lower(Array.ConvertAll(values, value => 5 + (2 * value)), 0.01, 0.5).ShouldBe(5 + (2 * quantile), 1e-12);
        TailQuantile.Lower(values, 0.5, 0.5).ShouldBe(values[6], 1e-12);
    }

    [Fact]
    public void Lower_OutOfRange_Throws()
    {
        Should.Throw<ArgumentException>(() => TailQuantile.Lower(new double[9], 0.01, 0.1));
        Should.Throw<ArgumentException>(() => TailQuantile.Lower(new double[20], 0.2, 0.1));
        Should.Throw<ArgumentException>(() => TailQuantile.Lower(new double[20], 0.01, 0.6));
    }
}
