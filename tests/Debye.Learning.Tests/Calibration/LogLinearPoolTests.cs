using Debye.Learning.Calibration;
using Debye.Numerics;

namespace Debye.Learning.Tests.Calibration;

public sealed class LogLinearPoolTests
{
    private const int Classes = 3;
    private const int Count = 4000;

    /// <summary>Truths drawn from a source's probabilities: it is calibrated, and nothing can be better.</summary>
    private static (float[] Source, int[] Truth) Calibrated(ulong seed)
    {
        var random = new RandomSource(seed);
        var (source, truth) = (new float[Count * Classes], new int[Count]);
        for (var i = 0; i < Count; i++)
        {
            var weights = new double[Classes];
            for (var c = 0; c < Classes; c++)
                weights[c] = Math.Exp(1.5 * random.NextNormal());
            var (draw, sum) = (random.NextDouble() * weights.Sum(), 0.0);
            truth[i] = Classes - 1;
            for (var c = 0; c < Classes; c++)
            {
                source[i * Classes + c] = (float)(weights[c] / weights.Sum());
                if (sum <= draw && draw < sum + weights[c])
                    truth[i] = c;
                sum += weights[c];
            }
        }

        return (source, truth);
    }

    private static double Loss(float[] probabilities, int[] truth) =>
        -truth.Select((t, i) => Math.Log(probabilities[i * Classes + t])).Average();

    [Fact]
    public void Fit_CalibratedSourceAndNoise_WeighsTheSourceOneAndNoiseNothing()
    {
        var ((source, truth), (noise, _)) = (Calibrated(1), Calibrated(2));
        var pool = LogLinearPool.Fit([source, noise], truth, Classes);
        pool.Weights[0].ShouldBe(1, 0.08);
        pool.Weights[1].ShouldBe(0, 0.05);
        pool.Biases.ShouldAllBe(bias => Math.Abs(bias) < 0.1);
    }

    [Fact]
    public void Fit_OverconfidentSource_IsTakenBack()
    {
        var (source, truth) = Calibrated(3);
        var sharp = new float[source.Length];
        for (var i = 0; i < Count; i++)
        {
            var sum = 0.0;
            for (var c = 0; c < Classes; c++)
                sum += Math.Pow(source[i * Classes + c], 3);
            for (var c = 0; c < Classes; c++)
                sharp[i * Classes + c] = (float)(Math.Pow(source[i * Classes + c], 3) / sum);
        }

        var pool = LogLinearPool.Fit([sharp], truth, Classes);
        pool.Weights[0].ShouldBe(1 / 3.0, 0.03);
        Loss(pool.Combine([sharp]), truth).ShouldBeLessThan(Loss(sharp, truth));
    }

    [Fact]
    public void Combine_Rows_AreProbabilities()
    {
        var (source, truth) = Calibrated(4);
        var combined = LogLinearPool.Fit([source], truth, Classes).Combine([source]);
        for (var i = 0; i < Count; i++)
            combined.Skip(i * Classes).Take(Classes).Sum().ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Fit_WrongLengths_Throw()
    {
        var (source, truth) = Calibrated(5);
        Should.Throw<ArgumentException>(() => LogLinearPool.Fit([source[..^1]], truth, Classes));
        Should.Throw<ArgumentException>(() => LogLinearPool.Fit([], truth, Classes));
        Should.Throw<ArgumentException>(() => LogLinearPool.Fit([source], truth, Classes).Combine([source, source]));
    }
}
