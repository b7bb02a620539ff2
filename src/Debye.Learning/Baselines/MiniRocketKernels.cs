using System.Numerics;
using System.Numerics.Tensors;

namespace Debye.Learning.Baselines;

/// <summary>The 84 kernels: nine taps, six of them −1 and three 2, and how often their output exceeds a threshold.</summary>
internal static class MiniRocketKernels
{
    /// <summary>Taps of a kernel.</summary>
    public const int Taps = 9;

    /// <summary>Taps that are 2, for each kernel, in lexicographic order.</summary>
    public static (int First, int Second, int Third)[] Doubled { get; } =
    [
        .. from a in Enumerable.Range(0, Taps)
        from b in Enumerable.Range(a + 1, Taps - a - 1)
        from c in Enumerable.Range(b + 1, Taps - b - 1)
        select (a, b, c),
    ];

    /// <summary>What all kernels of a dilation share: nine shifted copies of a signal times 3, and minus their third in sum.</summary>
    /// <param name="signal">Values; zeros are taken beyond its ends.</param>
    /// <param name="dilation">Points between taps, 1 or more.</param>
    /// <param name="shifted">9 × length.</param>
    /// <param name="common">As long as the signal.</param>
    public static void Shift(ReadOnlySpan<float> signal, int dilation, Span<float> shifted, Span<float> common)
    {
        var length = signal.Length;
        shifted.Clear();
        common.Clear();
        for (var tap = 0; tap < Taps; tap++)
        {
            var offset = (tap - Taps / 2) * dilation;
            if (Math.Abs(offset) >= length)
                continue;
            var count = length - Math.Abs(offset);
            var source = signal.Slice(Math.Max(0, offset), count);
            var start = Math.Max(0, -offset);
            TensorPrimitives.Multiply(source, 3, shifted.Slice(tap * length + start, count));
            TensorPrimitives.Subtract(common.Slice(start, count), source, common.Slice(start, count));
        }
    }

    /// <summary>Output of one kernel.</summary>
    /// <param name="shifted">9 × length, from <see cref="Shift"/>.</param>
    /// <param name="common">From <see cref="Shift"/>.</param>
    /// <param name="kernel">0…83.</param>
    /// <param name="destination">As long as the signal.</param>
    public static void Convolve(ReadOnlySpan<float> shifted, ReadOnlySpan<float> common, int kernel, Span<float> destination)
    {
        var (first, second, third) = Doubled[kernel];
        var length = common.Length;
        TensorPrimitives.Add(shifted.Slice(first * length, length), shifted.Slice(second * length, length), destination);
        TensorPrimitives.Add(destination, shifted.Slice(third * length, length), destination);
        TensorPrimitives.Add(destination, common, destination);
    }

    /// <summary>Share of values above a threshold.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="threshold">The threshold.</param>
    public static float ShareAbove(ReadOnlySpan<float> values, float threshold)
    {
        var (limit, counts, i) = (new Vector<float>(threshold), Vector<int>.Zero, 0);
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            counts -= Vector.GreaterThan(new Vector<float>(values[i..]), limit);
        var count = Vector.Sum(counts);
        for (; i < values.Length; i++)
            if (values[i] > threshold)
                count++;
        return (float)count / values.Length;
    }

    /// <summary>A quantile by linear interpolation between sorted values.</summary>
    /// <param name="sorted">Rising values, at least one.</param>
    /// <param name="share">0…1.</param>
    public static float Quantile(ReadOnlySpan<float> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = Math.Min((int)position, Math.Max(0, sorted.Length - 2));
        return sorted.Length == 1 ? sorted[0] : (float)(sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]));
    }
}
