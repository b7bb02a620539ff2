using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Learning.Trees;

/// <summary>Inner loops over the histogram of one tile: cell [code, lane] holds a sum of packed derivatives.</summary>
/// <remarks>
/// Source of the method: T. Chen, C. Guestrin, Proc. KDD 785 (2016), doi 10.1145/2939672.2939785; G. Ke et al.,
/// Adv. Neural Inf. Process. Syst. 30, 3146 (2017).
/// </remarks>
internal static class HistogramKernels
{
    private const int Lanes = TiledBins.Lanes;

    /// <summary>
    /// Adds rows to a histogram of <see cref="TiledBins.TileCells"/> cells; cells of unused lanes are undefined afterwards.
    /// </summary>
    public static void Accumulate(
        ReadOnlySpan<byte> tile,
        int width,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<long> packed,
        Span<long> histogram
    )
    {
        // Every code is a byte, so no address can leave the histogram; row numbers come from the partition of the same table.
        ArgumentOutOfRangeException.ThrowIfLessThan(histogram.Length, TiledBins.TileCells);
        ref var cells = ref MemoryMarshal.GetReference(histogram);
        ref var codes = ref MemoryMarshal.GetReference(tile);
        ref var words = ref MemoryMarshal.GetReference(packed);
        foreach (var row in rows)
        {
            var word = Unsafe.Add(ref words, row);
            ref var code = ref Unsafe.Add(ref codes, (nint)row * Lanes);
            AddEight(ref cells, Unsafe.ReadUnaligned<ulong>(ref code), word);
            if (width > 8)
                AddEight(ref Unsafe.Add(ref cells, 8), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref code, 8)), word);
        }
    }

    /// <summary>Takes one histogram off another.</summary>
    public static void Subtract(ReadOnlySpan<long> part, Span<long> whole)
    {
        for (var i = 0; i < whole.Length; i += Vector512<long>.Count)
        {
            var cells = whole.Slice(i, Vector512<long>.Count);
            (Vector512.Create<long>(cells) - Vector512.Create(part.Slice(i, Vector512<long>.Count))).CopyTo(cells);
        }
    }

    /// <summary>
    /// Best split of each lane: the largest GL²/(HL+λ) + GR²/(HR+λ) with both second derivatives at least <paramref name="minimumSecond"/>,
    /// all in the integer units of the histogram. Codes up to the returned one go left.
    /// </summary>
    /// <param name="histogram">Cells of the tile.</param>
    /// <param name="lastCode">Largest code that occurs.</param>
    /// <param name="missingLeft">Whether code 0 goes left, else right.</param>
    /// <param name="total">Sum over all rows of the node.</param>
    /// <param name="lambda">Penalty in units of the second derivative.</param>
    /// <param name="minimumSecond">At least 1, so that no side is empty.</param>
    /// <param name="scores">16 scores, raised where this call finds better ones.</param>
    /// <param name="splits">Codes of the splits; those with missing values on the left are complemented.</param>
    public static void Scan(
        ReadOnlySpan<long> histogram,
        int lastCode,
        bool missingLeft,
        long total,
        float lambda,
        float minimumSecond,
        Span<float> scores,
        Span<int> splits
    )
    {
        ref var cells = ref MemoryMarshal.GetReference(histogram[..((lastCode + 1) * Lanes)]);
        var (low, high) = missingLeft ? (Vector512.LoadUnsafe(ref cells), Vector512.LoadUnsafe(ref cells, 8)) : default;
        var totalFirst = Vector512.Create((float)FixedPointGradients.First(total));
        var totalSecond = Vector512.Create((float)FixedPointGradients.Second(total));
        var penalty = Vector512.Create(lambda);
        var least = Vector512.Create(minimumSecond);
        var best = Vector512.Create<float>(scores);
        var where = Vector512.Create<int>(splits);
        for (var code = 1; code <= lastCode; code++)
        {
            low += Vector512.LoadUnsafe(ref cells, (nuint)(code * Lanes));
            high += Vector512.LoadUnsafe(ref cells, (nuint)(code * Lanes + 8));
            var leftSecond = Vector512.ConvertToSingle(Vector512.Narrow(low, high));
            var leftFirst = Vector512.ConvertToSingle(Vector512.Narrow(low >> 32, high >> 32));
            var rightFirst = totalFirst - leftFirst;
            var rightSecond = totalSecond - leftSecond;
            var (left, right) = (leftSecond + penalty, rightSecond + penalty);
            var score = (leftFirst * leftFirst * right + rightFirst * rightFirst * left) / (left * right);
            var better =
                Vector512.GreaterThan(score, best)
                & Vector512.GreaterThanOrEqual(leftSecond, least)
                & Vector512.GreaterThanOrEqual(rightSecond, least);
            best = Vector512.ConditionalSelect(better, score, best);
            where = Vector512.ConditionalSelect(better.AsInt32(), Vector512.Create(missingLeft ? ~code : code), where);
        }

        best.CopyTo(scores);
        where.CopyTo(splits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEight(ref long cells, ulong codes, long word)
    {
        // A code times 16 lanes times 8 bytes is the code shifted left by 7.
        Unsafe.AddByteOffset(ref cells, (nint)((codes << 7) & 0x7F80)) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 1) & 0x7F80) + 8) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 9) & 0x7F80) + 16) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 17) & 0x7F80) + 24) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 25) & 0x7F80) + 32) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 33) & 0x7F80) + 40) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 41) & 0x7F80) + 48) += word;
        Unsafe.AddByteOffset(ref cells, (nint)((codes >> 49) & 0x7F80) + 56) += word;
    }
}
