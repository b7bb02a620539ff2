using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Debye.Learning.Regression;

/// <summary>Scalar products of four rows with four others: what factors and inverses of large matrices are made of.</summary>
internal static class DotKernels
{
    /// <summary>Rows on each side, and the number that lengths must be a multiple of.</summary>
    public const int Rows = 4;

    /// <summary>All 16 products.</summary>
    /// <param name="left">Begins with the first of four rows, each <paramref name="stride"/> after the one before.</param>
    /// <param name="right">Four other rows of the same stride.</param>
    /// <param name="stride">Distance of rows.</param>
    /// <param name="length">Numbers of a row that count, a multiple of 4.</param>
    /// <param name="destination">16 numbers, left row by left row.</param>
    public static void Products(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int stride, int length, Span<double> destination)
    {
        for (var r = 0; r < Rows; r += 2)
            TwoByFour(
                left.Slice(r * stride, length),
                left.Slice((r + 1) * stride, length),
                right[..(length == 0 ? 0 : 3 * stride + length)],
                stride,
                destination.Slice(r * Rows, 2 * Rows)
            );
    }

    private static void TwoByFour(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> right,
        int stride,
        Span<double> sums
    )
    {
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        ref var r = ref MemoryMarshal.GetReference(right);
        var (a0, a1, a2, a3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        for (nuint k = 0; k < (nuint)first.Length; k += Rows)
        {
            var (x, y) = (Vector256.LoadUnsafe(ref a, k), Vector256.LoadUnsafe(ref b, k));
            var right0 = Vector256.LoadUnsafe(ref r, k);
            var right1 = Vector256.LoadUnsafe(ref r, k + (nuint)stride);
            var right2 = Vector256.LoadUnsafe(ref r, k + 2 * (nuint)stride);
            var right3 = Vector256.LoadUnsafe(ref r, k + 3 * (nuint)stride);
            a0 = Vector256.FusedMultiplyAdd(x, right0, a0);
            a1 = Vector256.FusedMultiplyAdd(x, right1, a1);
            a2 = Vector256.FusedMultiplyAdd(x, right2, a2);
            a3 = Vector256.FusedMultiplyAdd(x, right3, a3);
            b0 = Vector256.FusedMultiplyAdd(y, right0, b0);
            b1 = Vector256.FusedMultiplyAdd(y, right1, b1);
            b2 = Vector256.FusedMultiplyAdd(y, right2, b2);
            b3 = Vector256.FusedMultiplyAdd(y, right3, b3);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Vector256.Sum(a0), Vector256.Sum(a1), Vector256.Sum(a2), Vector256.Sum(a3));
        (sums[4], sums[5], sums[6], sums[7]) = (Vector256.Sum(b0), Vector256.Sum(b1), Vector256.Sum(b2), Vector256.Sum(b3));
    }
}
