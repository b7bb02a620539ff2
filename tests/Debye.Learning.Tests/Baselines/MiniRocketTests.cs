using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Baselines;

public sealed class MiniRocketTests
{
    [Fact]
    public void Doubled_Kernels_AreAllChoicesOfThree()
    {
        MiniRocketKernels.Doubled.Length.ShouldBe(MiniRocket.KernelCount);
        MiniRocketKernels.Doubled.Distinct().Count().ShouldBe(84);
        (MiniRocketKernels.Doubled[0], MiniRocketKernels.Doubled[^1]).ShouldBe(((0, 1, 2), (6, 7, 8)));
    }

    [Fact]
    public void Dilations_Length209_ShareOutTheFeatures()
    {
        var dilations = MiniRocket.Dilations(209, 119, 32);
        dilations.Sum(item => item.Features).ShouldBe(119);
        dilations.Select(item => item.Dilation).ShouldBeUnique();
        dilations.Select(item => item.Dilation).ShouldBeInOrder();
        dilations[0].Dilation.ShouldBe(1);
        dilations[^1].Dilation.ShouldBeInRange(25, 26);
        MiniRocket.Dilations(9, 1, 32).ShouldBe([(1, 1)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Convolve_AnyKernel_AsTheSumOverTaps(int dilation)
    {
        var signal = Signal(50, 1);
        var (shifted, common, output) = (new float[450], new float[50], new float[50]);
        MiniRocketKernels.Shift(signal, dilation, shifted, common);
        for (var kernel = 0; kernel < 84; kernel += 5)
        {
            MiniRocketKernels.Convolve(shifted, common, kernel, output);
            output.ShouldBe(PlainConvolution(signal, dilation, kernel), 1e-5);
        }
    }

    [Fact]
    public void Transform_AnySignal_AsThePlainTwin()
    {
        var signals = BaselineData.Peaks(12, 2, points: 60).Features;
        var rocket = MiniRocket.Fit(signals, new MiniRocketOptions { Features = 84 * 30, Seed = 4 });
        rocket.FeatureCount.ShouldBe(84 * 30);
        var features = new float[rocket.FeatureCount];
        rocket.Transform(signals.Row(3), features);
        var (at, index) = (0, 0);
        foreach (var (dilation, count) in MiniRocket.Dilations(60, 30, 32))
        {
            for (var kernel = 0; kernel < 84; kernel++)
            {
                var output = PlainConvolution(signals.Row(3), dilation, kernel);
                var margin = (index + kernel) % 2 == 0 ? 0 : 4 * dilation;
                var inner = output[margin..(60 - margin)];
                for (var k = 0; k < count; k++, at++)
                    features[at]
                        .ShouldBeInRange(
                            inner.Count(v => v > rocket.Thresholds[at] + 1e-5f) / (float)inner.Length,
                            inner.Count(v => v > rocket.Thresholds[at] - 1e-5f) / (float)inner.Length
                        );
            }

            index++;
        }

        at.ShouldBe(features.Length);
        features.Average().ShouldBe(0.5f, 0.1f);
    }

    [Fact]
    public void ShareAbove_AnyLength_CountsStrictly()
    {
        for (var length = 1; length < 70; length++)
        {
            var values = Signal(length, (ulong)length);
            MiniRocketKernels.ShareAbove(values, values[0]).ShouldBe(values.Count(v => v > values[0]) / (float)length, 1e-6f);
        }

        MiniRocketKernels.Quantile([1, 2, 4], 0.75).ShouldBe(3);
        MiniRocketKernels.Quantile([5], 0.3).ShouldBe(5);
    }

    [Fact]
    public void Fit_ThreadsAndSeeds_OnlySeedsMatter()
    {
        var signals = BaselineData.Peaks(40, 3).Features;
        var options = new MiniRocketOptions { Features = 840, Seed = 1 };
        var one = MiniRocket.Fit(signals, options).Transform(signals).Values.ToArray();
        MiniRocket.Fit(signals, options with { Threads = 2 }).Transform(signals, 2).Values.ToArray().ShouldBe(one);
        MiniRocket.Fit(signals, options with { Seed = 2 }).Transform(signals).Values.ToArray().ShouldNotBe(one);
    }

    [Fact]
    public void Train_Peaks_AreLearned()
    {
        var (train, test) = (BaselineData.Peaks(150, 5), BaselineData.Peaks(150, 6));
        var model = MiniRocketClassifier.Train(train, new MiniRocketOptions { Features = 1680, Threads = 2 });
        BaselineData.Accuracy(model, train).ShouldBeGreaterThan(0.9);
        BaselineData.Accuracy(model, test).ShouldBeGreaterThan(0.6);
        new RidgeClassifierOptions().Penalties.ShouldContain(model.Head.ShouldBeOfType<RidgeClassifier>().Penalty);
        model.FeatureCount.ShouldBe(40);
    }

    [Fact]
    public void Fit_WrongInput_Throws()
    {
        var signals = BaselineData.Peaks(4, 7).Features;
        Should.Throw<ArgumentException>(() => MiniRocket.Fit(signals, new MiniRocketOptions { Features = 83 }));
        Should.Throw<ArgumentException>(() => MiniRocket.Fit(signals, new MiniRocketOptions { MaxDilations = 0 }));
        Should.Throw<ArgumentException>(() => MiniRocket.Fit(new FeatureTable(new float[8], 8), new MiniRocketOptions()));
        Should.Throw<ArgumentException>(() => MiniRocket.Fit(new FeatureTable(Array.Empty<float>(), 20), new MiniRocketOptions()));
        var rocket = MiniRocket.Fit(signals, new MiniRocketOptions { Features = 84 });
        Should.Throw<ArgumentException>(() => rocket.Transform(new float[39], new float[84]));
        Should.Throw<ArgumentException>(() => rocket.Transform(new float[40], new float[83]));
    }

    [Fact]
    public void Train_PrototypeSplit_BeatsTheNearestNeighbour()
    {
        // A fifth of the usual features and one penalty, to be quick; all of them reach 0.440 (docs/results/pdf-baselines.md).
        var (train, test, truth, _) = BaselineData.Pdf(BaselineData.PrototypeSplit);
        var model = MiniRocketClassifier.Train(
            train,
            new MiniRocketOptions { Features = 2016, Threads = 2 },
            new RidgeClassifierOptions { Penalties = [1] }
        );
        var probabilities = model.Predict(test, threads: 2);
        BaselineData.Top(probabilities, truth, 1).ShouldBeGreaterThan(0.40);
        BaselineData.Top(probabilities, truth, 2).ShouldBeGreaterThan(0.635);
    }

    private static float[] Signal(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        var signal = new float[length];
        for (var i = 0; i < length; i++)
            signal[i] = (float)random.NextNormal();
        return signal;
    }

    private static float[] PlainConvolution(ReadOnlySpan<float> signal, int dilation, int kernel)
    {
        var output = new float[signal.Length];
        var (a, b, c) = MiniRocketKernels.Doubled[kernel];
        for (var i = 0; i < output.Length; i++)
        for (var tap = 0; tap < 9; tap++)
        {
            var from = i + (tap - 4) * dilation;
            if (from >= 0 && from < signal.Length)
                output[i] += signal[from] * (tap == a || tap == b || tap == c ? 2 : -1);
        }

        return output;
    }
}
