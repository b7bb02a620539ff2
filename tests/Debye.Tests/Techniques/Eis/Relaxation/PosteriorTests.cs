using Debye.Numerics;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class PosteriorTests
{
    private static readonly double[] Precision = [2.0, 1.2, 0.5, 1.2, 1.5, 0.3, 0.5, 0.3, 1.0];
    private static readonly double[] Mean = [0.3, -0.4, 0.8];

    [Fact]
    public void Truncated_Moments_AgreeWithRejection()
    {
        var factor = Factor();
        var sampler = new TruncatedNormalSampler(Mean, factor, 0.7, [1, 1, 1], new RandomSource(1));
        var (expected, accepted) = (new double[3], 0);
        var (random, transposed) = (new RandomSource(9), new double[9]);
        factor.InverseTransposed(transposed);
        for (var draw = 0; draw < 200_000; draw++)
        {
            double[] u = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
            double[] x =
            [
                .. Enumerable.Range(0, 3).Select(i => Mean[i] + 0.7 * Enumerable.Range(0, 3).Sum(k => transposed[i * 3 + k] * u[k])),
            ];
            if (x.Min() < 0)
                continue;
            accepted++;
            for (var i = 0; i < 3; i++)
                expected[i] += x[i];
        }

        var found = Moments(sampler.Next, sampler.Current, 20_000);
        for (var i = 0; i < 3; i++)
            found[i].ShouldBe(expected[i] / accepted, 0.015);
    }

    [Fact]
    public void Projected_FarFromZero_HasTheMomentsOfTheNormal()
    {
        var factor = Factor();
        double[] mean = [30, 40, 50];
        double[] right = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(k => Precision[i * 3 + k] * mean[k]))];
        var sampler = new ProjectedNormalSampler(Precision, right, factor, 0.7, new RandomSource(1));
        var covariance = new double[9];
        factor.Inverse(covariance);
        var (sum, square) = (0.0, 0.0);
        for (var draw = 0; draw < 20_000; draw++)
        {
            sampler.Next();
            sum += sampler.Current[1] - 40;
            square += (sampler.Current[1] - 40) * (sampler.Current[1] - 40);
        }

        (sum / 20_000).ShouldBe(0, 0.03);
        (square / 20_000).ShouldBe(0.49 * covariance[4], 0.05 * covariance[4]);
    }

    [Fact]
    public void Projected_NearZero_HoldsZeros()
    {
        var sampler = new ProjectedNormalSampler(Precision, [0.1, -0.5, 0.6], Factor(), 0.3, new RandomSource(1));
        var zeros = 0;
        for (var draw = 0; draw < 200; draw++)
        {
            sampler.Next();
            sampler.Current.Min().ShouldBeGreaterThanOrEqualTo(0);
            zeros += sampler.Current[1] == 0 ? 1 : 0;
        }

        zeros.ShouldBeInRange(150, 200);
    }

    private static CholeskyFactor Factor()
    {
        var factor = new CholeskyFactor(3);
        factor.Compute(Precision, 3, [0, 1, 2]);
        return factor;
    }

    private static double[] Moments(Action next, double[] current, int draws)
    {
        var sum = new double[current.Length];
        for (var draw = 0; draw < draws; draw++)
        {
            next();
            for (var i = 0; i < sum.Length; i++)
                sum[i] += current[i];
        }

        return Array.ConvertAll(sum, value => value / draws);
    }
}
