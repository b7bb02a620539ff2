using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Baselines;

/// <summary>
/// Features of a signal from 84 fixed kernels at many dilations: the share of points at which a kernel's output exceeds a threshold.
/// </summary>
/// <remarks>
/// Thresholds are quantiles of the outputs on training examples drawn at random; nothing else is learned. Every other kernel looks only at
/// points where it lies within the signal. Source: A. Dempster, D. F. Schmidt and G. I. Webb, KDD 2021, 248, doi 10.1145/3447548.3467231.
/// </remarks>
public sealed class MiniRocket
{
    /// <summary>Number of kernels.</summary>
    public const int KernelCount = 84;

    private const double GoldenRatio = 1.6180339887498949;
    private readonly (int Dilation, int Features)[] _dilations;
    private readonly float[] _thresholds;

    private MiniRocket(FeatureTable signals, MiniRocketOptions options)
    {
        SignalLength = signals.Columns;
        _dilations = Dilations(SignalLength, options.Features / KernelCount, options.MaxDilations);
        _thresholds = new float[KernelCount * _dilations.Sum(dilation => dilation.Features)];
        ParallelLoop.Run(_dilations.Length, options.Threads, (index, _) => FitThresholds(signals, index, options.Seed));
    }

    private MiniRocket(int length, (int Dilation, int Features)[] dilations, float[] thresholds)
    {
        (SignalLength, _dilations, _thresholds) = (length, dilations, thresholds);
    }

    /// <summary>Points of a signal.</summary>
    public int SignalLength { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => _thresholds.Length;

    /// <summary>Threshold of every feature.</summary>
    internal ReadOnlySpan<float> Thresholds => _thresholds;

    /// <summary>Dilations, and features of each kernel with them.</summary>
    internal ReadOnlySpan<(int Dilation, int Features)> Spacings => _dilations;

    /// <summary>Features whose thresholds are known.</summary>
    /// <exception cref="ArgumentException">The dilations do not fit the length, or there are not as many thresholds.</exception>
    internal static MiniRocket Restore(int length, (int Dilation, int Features)[] dilations, float[] thresholds)
    {
        if (
            length < MiniRocketKernels.Taps
            || Array.Exists(
                dilations,
                own => own.Dilation < 1 || own.Features < 1 || own.Dilation > (length - 1) / (MiniRocketKernels.Taps - 1)
            )
        )
            throw new ArgumentException(Invariant($"Expected dilations that fit signals of {length} points."), nameof(dilations));
        ClassifierInput.RequireLength(thresholds.Length, KernelCount * dilations.Sum(own => own.Features), nameof(thresholds));
        return new MiniRocket(length, dilations, thresholds);
    }

    /// <summary>Takes thresholds from signals.</summary>
    /// <param name="signals">At least one row of at least 9 finite values.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">There is no signal, it is too short or has a value that is not finite, or an option is out of
    /// range.</exception>
    public static MiniRocket Fit(FeatureTable signals, MiniRocketOptions options)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ClassifierInput.RequireTable(signals, signals.Columns, options.Threads);
        if (signals.Rows == 0)
            throw new ArgumentException("Expected at least one signal.", nameof(signals));
        if (signals.Columns < MiniRocketKernels.Taps)
            throw new ArgumentException(
                Invariant($"Expected signals of at least {MiniRocketKernels.Taps} points, got {signals.Columns}."),
                nameof(signals)
            );
        return new MiniRocket(signals, options);
    }

    /// <summary>Features of one signal, each 0…1.</summary>
    /// <param name="signal"><see cref="SignalLength"/> finite values.</param>
    /// <param name="destination">Room for <see cref="FeatureCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public void Transform(ReadOnlySpan<float> signal, Span<float> destination)
    {
        ClassifierInput.RequireLength(signal.Length, SignalLength, nameof(signal));
        ClassifierInput.RequireLength(destination.Length, FeatureCount, nameof(destination));
        var (shifted, common, output) = (
            new float[MiniRocketKernels.Taps * SignalLength],
            new float[SignalLength],
            new float[SignalLength]
        );
        var at = 0;
        for (var index = 0; index < _dilations.Length; index++)
        {
            var (dilation, features) = _dilations[index];
            MiniRocketKernels.Shift(signal, dilation, shifted, common);
            for (var kernel = 0; kernel < KernelCount; kernel++)
            {
                MiniRocketKernels.Convolve(shifted, common, kernel, output);
                var margin = (index + kernel) % 2 == 0 ? 0 : MiniRocketKernels.Taps / 2 * dilation;
                for (var k = 0; k < features; k++, at++)
                    destination[at] = MiniRocketKernels.ShareAbove(output.AsSpan(margin, SignalLength - 2 * margin), _thresholds[at]);
            }
        }
    }

    /// <summary>Features of many signals.</summary>
    /// <param name="signals">Rows of <see cref="SignalLength"/> finite values.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    public FeatureTable Transform(FeatureTable signals, int threads = 1)
    {
        ClassifierInput.RequireTable(signals, SignalLength, threads);
        var features = new float[checked(signals.Rows * FeatureCount)];
        ParallelLoop.Run(signals.Rows, threads, (row, _) => Transform(signals.Row(row), features.AsSpan(row * FeatureCount, FeatureCount)));
        return new FeatureTable(features, FeatureCount);
    }

    /// <summary>
    /// Dilations from 1 to the longest that fits, evenly spaced in their logarithm, and features of each kernel with them.
    /// </summary>
    internal static (int Dilation, int Features)[] Dilations(int length, int perKernel, int most)
    {
        var wanted = Math.Min(perKernel, most);
        var largestExponent = Math.Log2((length - 1) / (double)(MiniRocketKernels.Taps - 1));
        var counts = Enumerable
            .Range(0, wanted)
            .Select(i => (int)Math.Pow(2, largestExponent * i / Math.Max(1, wanted - 1)))
            .GroupBy(dilation => dilation)
            .Select(group => (Dilation: group.Key, Features: (int)(group.Count() * (double)perKernel / wanted)))
            .ToArray();
        var rest = perKernel - counts.Sum(item => item.Features);
        for (var i = 0; i < rest; i++)
            counts[i % counts.Length].Features++;
        return counts;
    }

    private void FitThresholds(FeatureTable signals, int index, ulong seed)
    {
        var at = KernelCount * _dilations.Take(index).Sum(dilation => dilation.Features);
        var (shifted, common, output) = (
            new float[MiniRocketKernels.Taps * SignalLength],
            new float[SignalLength],
            new float[SignalLength]
        );
        var random = new RandomSource(seed, (ulong)index);
        for (var kernel = 0; kernel < KernelCount; kernel++)
        {
            MiniRocketKernels.Shift(signals.Row(random.NextInt(signals.Rows)), _dilations[index].Dilation, shifted, common);
            MiniRocketKernels.Convolve(shifted, common, kernel, output);
            Array.Sort(output);
            for (var k = 0; k < _dilations[index].Features; k++, at++)
                _thresholds[at] = MiniRocketKernels.Quantile(output, (at + 1) * GoldenRatio % 1);
        }
    }
}
