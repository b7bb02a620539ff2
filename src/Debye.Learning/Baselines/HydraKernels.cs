using System.Numerics.Tensors;
using Debye.Numerics;

namespace Debye.Learning.Baselines;

/// <summary>The random kernels of every dilation and group, and how often each of them wins along a signal.</summary>
internal sealed class HydraKernels
{
    private readonly float[] _weights;

    /// <summary>Takes kernels.</summary>
    /// <param name="length">Points of a signal, at least 9.</param>
    /// <param name="dilations">Number of dilations 1, 2, 4 ….</param>
    /// <param name="groups">Groups of a dilation, even.</param>
    /// <param name="kernels">Kernels of a group.</param>
    /// <param name="weights">Dilations × groups × kernels × 9.</param>
    /// <exception cref="ArgumentException">The numbers do not fit each other.</exception>
    public HydraKernels(int length, int dilations, int groups, int kernels, float[] weights)
    {
        new HydraOptions { Groups = groups, Kernels = kernels }.Validate();
        if (dilations < 1 || length < HydraCompetition.Taps || dilations > MostDilations(length))
            throw new ArgumentException(
                Invariant($"Expected dilations that fit signals of {length} points, got {dilations} of them."),
                nameof(dilations)
            );
        ClassifierInput.RequireLength(weights.Length, dilations * groups * kernels * HydraCompetition.Taps, nameof(weights));
        (SignalLength, Dilations, Groups, Kernels, _weights) = (length, dilations, groups, kernels, weights);
    }

    public int SignalLength { get; }

    public int Dilations { get; }

    public int Groups { get; }

    public int Kernels { get; }

    /// <summary>Dilations × groups × kernels × 9.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Two counts for every kernel.</summary>
    public int FeatureCount => 2 * Dilations * Groups * Kernels;

    /// <summary>Draws kernels: normal deviates of mean 0, divided by the sum of their magnitudes.</summary>
    public static HydraKernels Draw(int length, HydraOptions options)
    {
        var dilations = Math.Min(options.MaxDilations, MostDilations(length));
        var weights = new float[dilations * options.Groups * options.Kernels * HydraCompetition.Taps];
        var random = new RandomSource(options.Seed);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)random.NextNormal();
        for (var start = 0; start < weights.Length; start += HydraCompetition.Taps)
        {
            var kernel = weights.AsSpan(start, HydraCompetition.Taps);
            TensorPrimitives.Subtract(kernel, TensorPrimitives.Sum<float>(kernel) / kernel.Length, kernel);
            TensorPrimitives.Divide(kernel, TensorPrimitives.SumOfMagnitudes<float>(kernel), kernel);
        }

        return new HydraKernels(length, dilations, options.Groups, options.Kernels, weights);
    }

    /// <summary>
    /// Square roots of the counts, negative ones taken for 0: for each dilation and group the soft counts of its kernels, then the hard
    /// ones.
    /// </summary>
    /// <param name="signal"><see cref="SignalLength"/> values.</param>
    /// <param name="destination"><see cref="FeatureCount"/> numbers.</param>
    public void Count(ReadOnlySpan<float> signal, Span<float> destination)
    {
        var difference = new float[SignalLength - 1];
        TensorPrimitives.Subtract(signal[1..], signal[..^1], difference);
        var buffer = new float[HydraCompetition.PaddedLength(SignalLength, 1 << (Dilations - 1))];
        for (var index = 0; index < Dilations; index++)
        {
            CountHalf(signal, 2 * index, buffer, destination);
            CountHalf(difference, (2 * index) + 1, buffer, destination);
        }

        TensorPrimitives.Max(destination, 0, destination);
        TensorPrimitives.Sqrt(destination, destination);
    }

    private void CountHalf(ReadOnlySpan<float> signal, int half, float[] buffer, Span<float> destination)
    {
        var (dilation, taps) = (1 << (half / 2), Kernels * HydraCompetition.Taps);
        var padded = buffer.AsSpan(0, HydraCompetition.PaddedLength(signal.Length, dilation));
        HydraCompetition.Pad(signal, dilation, padded);
        for (var group = half * Groups / 2; group < (half + 1) * Groups / 2; group++)
        {
            var own = destination.Slice(2 * group * Kernels, 2 * Kernels);
            HydraCompetition.Count(padded, signal.Length, dilation, _weights.AsSpan(group * taps, taps), own[..Kernels], own[Kernels..]);
        }
    }

    private static int MostDilations(int length) => 1 + (int)Math.Log2((length - 1) / (double)(HydraCompetition.Taps - 1));
}
