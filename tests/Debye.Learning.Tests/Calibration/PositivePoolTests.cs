using Debye.Learning.Calibration;
using Debye.Numerics;

namespace Debye.Learning.Tests.Calibration;

public sealed class PositivePoolTests
{
    [Fact]
    public void Fit_OneGoodOneBlindSource_FollowsTheGoodOne()
    {
        var (good, blind, truth) = Make(300);
        var pool = PositivePool.Fit([good, blind], truth, 3);
        pool.Weights[0].ShouldBeGreaterThan(5 * pool.Weights[1]);
        var few = PositivePool.Fit([good[..9], blind[..9]], truth.AsSpan(0, 3), 3, prior: 100);
        few.Weights.ShouldAllBe(weight => Math.Abs(weight - 0.5) < 0.05);
    }

    [Fact]
    public void Fit_Weights_AreTheMinimum()
    {
        var (good, blind, truth) = Make(60);
        var pool = PositivePool.Fit([good, blind], truth, 3);
        var best = Loss(pool.Weights);
        foreach (var factor in (double[])[0.97, 1.03])
        {
            Loss([pool.Weights[0] * factor, pool.Weights[1]]).ShouldBeGreaterThan(best);
            Loss([pool.Weights[0], pool.Weights[1] * factor]).ShouldBeGreaterThan(best);
        }

        double Loss(double[] weights)
        {
            var p = new PositivePool { Weights = weights }.Combine(3, good, blind);
            return truth.Select((k, i) => -Math.Log(p[(3 * i) + k])).Sum()
                + weights.Sum(weight => 0.15 * Math.Pow(Math.Log(2 * weight), 2));
        }
    }

    [Fact]
    public void Combine_EqualWeights_IsTheGeometricMean()
    {
        var p = PositivePool.Equal(2).Combine(2, [0.9f, 0.1f], [0.5f, 0.5f]);
        p[0].ShouldBe((float)(Math.Sqrt(0.45) / (Math.Sqrt(0.45) + Math.Sqrt(0.05))), 1e-6f);
        Should.Throw<ArgumentException>(() => PositivePool.Equal(2).Combine(2, [0.9f, 0.1f]));
        Should.Throw<ArgumentException>(() =>
            PositivePool.Fit(
                [
                    [1f],
                ],
                [0, 1],
                2
            )
        );
    }

    private static (float[] Good, float[] Blind, int[] Truth) Make(int count)
    {
        var (random, good, blind, truth) = (new RandomSource(1), new float[3 * count], new float[3 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            truth[i] = random.NextInt(3);
            var named = random.NextDouble() < 0.8 ? truth[i] : random.NextInt(3);
            for (var k = 0; k < 3; k++)
                (good[(3 * i) + k], blind[(3 * i) + k]) = (k == named ? 0.8f : 0.1f, k == i % 3 ? 0.8f : 0.1f);
        }

        return (good, blind, truth);
    }
}
