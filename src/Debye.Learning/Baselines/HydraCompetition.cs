using System.Numerics;

namespace Debye.Learning.Baselines;

/// <summary>One group of kernels along a signal: which of them answers most and which least at each point.</summary>
internal static class HydraCompetition
{
    /// <summary>Taps of a kernel.</summary>
    public const int Taps = 9;

    /// <summary>Length of a signal with zeros around it, so that every tap and every vector stays within.</summary>
    public static int PaddedLength(int length, int dilation) => length + ((Taps - 1) * dilation) + Vector<float>.Count;

    /// <summary>Puts zeros around a signal.</summary>
    /// <param name="signal">Values.</param>
    /// <param name="dilation">Points between taps, 1 or more.</param>
    /// <param name="destination"><see cref="PaddedLength"/> values.</param>
    public static void Pad(ReadOnlySpan<float> signal, int dilation, Span<float> destination)
    {
        destination.Clear();
        signal.CopyTo(destination[(Taps / 2 * dilation)..]);
    }

    /// <summary>Counts the wins; of kernels that answer alike the first one wins.</summary>
    /// <param name="padded">From <see cref="Pad"/>.</param>
    /// <param name="length">Points of the signal.</param>
    /// <param name="dilation">Points between taps.</param>
    /// <param name="kernels">Kernels × 9.</param>
    /// <param name="soft">For each kernel the sum of its responses where they are the largest of the group.</param>
    /// <param name="hard">For each kernel the number of points where its response is the smallest of the group.</param>
    public static void Count(
        ReadOnlySpan<float> padded,
        int length,
        int dilation,
        ReadOnlySpan<float> kernels,
        Span<float> soft,
        Span<float> hard
    )
    {
        Span<Vector<float>> sums = stackalloc Vector<float>[soft.Length];
        Span<Vector<int>> counts = stackalloc Vector<int>[soft.Length];
        sums.Clear();
        counts.Clear();
        for (var point = 0; point < length; point += Vector<float>.Count)
        {
            Compete(padded[point..], dilation, kernels, out var largest, out var largestAt, out var smallestAt);
            // Lanes behind the end win for no kernel.
            var beyond = Vector.GreaterThanOrEqual(Vector<int>.Indices, new Vector<int>(length - point));
            (largestAt, smallestAt) = (largestAt | beyond, smallestAt | beyond);
            for (var k = 0; k < sums.Length; k++)
            {
                var own = new Vector<int>(k);
                sums[k] += Vector.ConditionalSelect(Vector.Equals(largestAt, own), largest, Vector<float>.Zero);
                counts[k] -= Vector.Equals(smallestAt, own);
            }
        }

        for (var k = 0; k < sums.Length; k++)
            (soft[k], hard[k]) = (Vector.Sum(sums[k]), Vector.Sum(counts[k]));
    }

    private static void Compete(
        ReadOnlySpan<float> window,
        int dilation,
        ReadOnlySpan<float> kernels,
        out Vector<float> largest,
        out Vector<int> largestAt,
        out Vector<int> smallestAt
    )
    {
        // Nine variables rather than an array: they stay in registers over all kernels of the group.
        var (a, b, c) = (new Vector<float>(window), new Vector<float>(window[dilation..]), new Vector<float>(window[(2 * dilation)..]));
        var (d, e, f) = (
            new Vector<float>(window[(3 * dilation)..]),
            new Vector<float>(window[(4 * dilation)..]),
            new Vector<float>(window[(5 * dilation)..])
        );
        var (g, h, i) = (
            new Vector<float>(window[(6 * dilation)..]),
            new Vector<float>(window[(7 * dilation)..]),
            new Vector<float>(window[(8 * dilation)..])
        );
        (largest, largestAt, smallestAt) = (new Vector<float>(float.NegativeInfinity), Vector<int>.Zero, Vector<int>.Zero);
        var smallest = new Vector<float>(float.PositiveInfinity);
        for (var k = 0; k < kernels.Length / Taps; k++)
        {
            var weights = kernels.Slice(k * Taps, Taps);
            var response = a * new Vector<float>(weights[0]);
            response = Vector.FusedMultiplyAdd(b, new Vector<float>(weights[1]), response);
            response = Vector.FusedMultiplyAdd(c, new Vector<float>(weights[2]), response);
            response = Vector.FusedMultiplyAdd(d, new Vector<float>(weights[3]), response);
            response = Vector.FusedMultiplyAdd(e, new Vector<float>(weights[4]), response);
            response = Vector.FusedMultiplyAdd(f, new Vector<float>(weights[5]), response);
            response = Vector.FusedMultiplyAdd(g, new Vector<float>(weights[6]), response);
            response = Vector.FusedMultiplyAdd(h, new Vector<float>(weights[7]), response);
            response = Vector.FusedMultiplyAdd(i, new Vector<float>(weights[8]), response);
            var (above, below, own) = (Vector.GreaterThan(response, largest), Vector.LessThan(response, smallest), new Vector<int>(k));
            (largest, largestAt) = (Vector.ConditionalSelect(above, response, largest), Vector.ConditionalSelect(above, own, largestAt));
            (smallest, smallestAt) = (
                Vector.ConditionalSelect(below, response, smallest),
                Vector.ConditionalSelect(below, own, smallestAt)
            );
        }
    }
}
