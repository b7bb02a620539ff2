using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Baselines;

public sealed class HydraTests
{
    [Theory]
    [InlineData(9, 1, 8)]
    [InlineData(17, 2, 8)]
    [InlineData(50, 4, 3)]
    [InlineData(64, 1, 8)]
    [InlineData(101, 8, 13)]
    public void Count_AnyGroup_AsThePlainLoop(int length, int dilation, int kernels)
    {
        var (signal, weights) = (Numbers(length, 1), Numbers(kernels * 9, 2));
        var padded = new float[HydraCompetition.PaddedLength(length, dilation)];
        var (soft, hard) = (new float[kernels], new float[kernels]);
        HydraCompetition.Pad(signal, dilation, padded);
        HydraCompetition.Count(padded, length, dilation, weights, soft, hard);
        var (plainSoft, plainHard) = Plain(signal, dilation, weights);
        soft.ShouldBe(plainSoft, 1e-4);
        hard.ShouldBe(plainHard);
        hard.Sum().ShouldBe(length);
    }

    [Fact]
    public void Count_FlatSignal_TheFirstKernelWins()
    {
        var padded = new float[HydraCompetition.PaddedLength(20, 2)];
        var (soft, hard) = (new float[4], new float[4]);
        HydraCompetition.Count(padded, 20, 2, Numbers(36, 3), soft, hard);
        soft.ShouldBe([0, 0, 0, 0]);
        hard.ShouldBe([20, 0, 0, 0]);
    }

    [Fact]
    public void Draw_AnyKernel_MeanZeroAndMagnitudesOne()
    {
        var kernels = HydraKernels.Draw(234, new HydraOptions { Seed = 5 });
        (kernels.Dilations, kernels.FeatureCount).ShouldBe((5, 5 * 1024));
        foreach (var kernel in kernels.Weights.ToArray().Chunk(9))
        {
            kernel.Sum().ShouldBe(0, 1e-6f);
            kernel.Sum(Math.Abs).ShouldBe(1, 1e-6f);
        }

        HydraKernels.Draw(9, new HydraOptions()).Dilations.ShouldBe(1);
        HydraKernels.Draw(17, new HydraOptions()).Dilations.ShouldBe(2);
        HydraKernels.Draw(234, new HydraOptions { MaxDilations = 3 }).Dilations.ShouldBe(3);
    }

    [Fact]
    public void Transform_AnySignal_AsThePlainTwin()
    {
        var signals = BaselineData.Peaks(12, 2, points: 60).Features;
        var hydra = Hydra.Fit(
            signals,
            new HydraOptions
            {
                Groups = 6,
                Kernels = 24,
                Seed = 4,
            }
        );
        hydra.FeatureCount.ShouldBe(2 * 3 * 6 * 24);
        var counts = Enumerable.Range(0, 12).Select(row => PlainCounts(hydra.Kernels, signals.Row(row).ToArray())).ToArray();
        var features = new float[hydra.FeatureCount];
        hydra.Transform(signals.Row(3), features);
        for (var f = 0; f < features.Length; f++)
            features[f].ShouldBe((float)PlainScaled([.. counts.Select(row => (double)row[f])], 3), 2e-3f);
        features.Count(value => value == 0).ShouldBeInRange(1, features.Length / 2);
    }

    [Fact]
    public void Fit_OneSignal_FeaturesAreZero()
    {
        // One signal has no variance to scale by.
        var signals = BaselineData.Peaks(1, 2).Features;
        Hydra.Fit(signals, new HydraOptions { Groups = 2 }).Transform(signals).Values.ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Fit_ThreadsAndSeeds_OnlySeedsMatter()
    {
        var signals = BaselineData.Peaks(40, 3).Features;
        var options = new HydraOptions { Groups = 8, Seed = 1 };
        var one = Hydra.Fit(signals, options).Transform(signals).Values.ToArray();
        Hydra.Fit(signals, options with { Threads = 2 }).Transform(signals, 2).Values.ToArray().ShouldBe(one);
        Hydra.FitTransform(signals, options).Transformed.Values.ToArray().ShouldBe(one);
        Hydra.Fit(signals, options with { Seed = 2 }).Transform(signals).Values.ToArray().ShouldNotBe(one);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_Peaks_AreLearned(bool withMiniRocket)
    {
        var (train, test) = (BaselineData.Peaks(150, 5), BaselineData.Peaks(150, 6));
        var model = HydraClassifier.Train(
            train,
            new HydraOptions { Groups = 16, Threads = 2 },
            withMiniRocket ? new MiniRocketOptions { Features = 840 } : null
        );
        BaselineData.Accuracy(model, train).ShouldBeGreaterThan(0.9);
        BaselineData.Accuracy(model, test).ShouldBeGreaterThan(0.6);
        (model.Head.FeatureCount - model.Features.FeatureCount).ShouldBe(withMiniRocket ? 840 : 0);
    }

    [Fact]
    public void Train_WithMiniRocket_HeadCentresOneAndStandardisesTheOther()
    {
        var train = BaselineData.Peaks(60, 5);
        var model = HydraClassifier.Train(train, new HydraOptions { Groups = 4 }, new MiniRocketOptions { Features = 168 });
        var factor = ((ILinearClassifier)model.Head).Linear.Standardisation.Factor;
        factor[..model.Features.FeatureCount].ToArray().ShouldAllBe(own => own == 1);
        var rocket = Standardisation.Of(model.MiniRocket.ShouldNotBeNull().Transform(train.Features));
        factor[model.Features.FeatureCount..].ToArray().ShouldBe(rocket.Factor.ToArray());
    }

    [Fact]
    public void Fit_WrongInput_Throws()
    {
        var signals = BaselineData.Peaks(4, 7).Features;
        HydraOptions[] wrong =
        [
            new() { Groups = 0 },
            new() { Groups = 3 },
            new() { Kernels = 1 },
            new() { Kernels = 65 },
            new() { MaxDilations = 0 },
            new() { Threads = 0 },
        ];
        foreach (var options in wrong)
            Should.Throw<ArgumentOutOfRangeException>(() => Hydra.Fit(signals, options));
        Should.Throw<ArgumentException>(() => Hydra.Fit(new FeatureTable(new float[8], 8), new HydraOptions()));
        Should.Throw<ArgumentException>(() => Hydra.Fit(new FeatureTable(Array.Empty<float>(), 20), new HydraOptions()));
        var hydra = Hydra.Fit(signals, new HydraOptions { Groups = 2 });
        Should.Throw<ArgumentException>(() => hydra.Transform(new float[39], new float[hydra.FeatureCount]));
        Should.Throw<ArgumentException>(() => hydra.Transform(new float[40], new float[hydra.FeatureCount - 1]));
        Should.Throw<ArgumentException>(() => new HydraKernels(40, 4, 2, 2, new float[4 * 2 * 2 * 9]));
        Should.Throw<ArgumentException>(() => new HydraKernels(40, 2, 2, 2, new float[5]));
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var random = new RandomSource(seed, 11);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    private static (float[] Soft, float[] Hard) Plain(float[] signal, int dilation, ReadOnlySpan<float> weights)
    {
        var responses = new float[weights.Length / 9];
        var (soft, hard) = (new float[responses.Length], new float[responses.Length]);
        for (var i = 0; i < signal.Length; i++)
        {
            Array.Clear(responses);
            for (var k = 0; k < responses.Length; k++)
            for (var tap = 0; tap < 9; tap++)
            {
                var from = i + ((tap - 4) * dilation);
                if (from >= 0 && from < signal.Length)
                    responses[k] = MathF.FusedMultiplyAdd(signal[from], weights[(k * 9) + tap], responses[k]);
            }

            soft[Array.IndexOf(responses, responses.Max())] += responses.Max();
            hard[Array.IndexOf(responses, responses.Min())]++;
        }

        return (soft, hard);
    }

    private static float[] PlainCounts(HydraKernels kernels, float[] signal)
    {
        var difference = signal.Skip(1).Zip(signal, (next, own) => next - own).ToArray();
        var counts = new List<float>();
        for (var group = 0; group < kernels.Dilations * kernels.Groups; group++)
        {
            var onSignal = group % kernels.Groups < kernels.Groups / 2;
            var (soft, hard) = Plain(
                onSignal ? signal : difference,
                1 << (group / kernels.Groups),
                kernels.Weights.Slice(group * kernels.Kernels * 9, kernels.Kernels * 9)
            );
            counts.AddRange([.. soft, .. hard]);
        }

        return [.. counts];
    }

    private static double PlainScaled(double[] counts, int row)
    {
        var roots = counts.Select(count => Math.Sqrt(Math.Max(0, count))).ToArray();
        var (mean, zeros) = (roots.Average(), roots.Count(root => root == 0) / (double)roots.Length);
        var deviation = Math.Sqrt(roots.Sum(root => (root - mean) * (root - mean)) / (roots.Length - 1));
        return roots[row] == 0 || deviation < 1e-6 ? 0 : (roots[row] - mean) / (deviation + Math.Pow(zeros, 4) + 1e-8);
    }
}
