using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Debye.Techniques.Pdf;

internal static partial class PdfKernels
{
    /// <summary>Two atoms nearer than this share a position (mixed occupancy) and are no pair, Å.</summary>
    public const double SamePositionAngstrom = 1e-3;

    private const int Lane = 8;

    /// <summary>Puts the pairs of two atoms under all translations into bins.</summary>
    /// <param name="t">Translations.</param>
    /// <param name="px">From the one atom to the other, x, Å.</param>
    /// <param name="py">The same, y.</param>
    /// <param name="pz">The same, z.</param>
    /// <param name="reach">Longest distance, Å; the bins go that far.</param>
    /// <param name="near">Pairs below this distance are listed one by one, Å.</param>
    /// <param name="weight">w_i·w_j/(N⟨f⟩²) and how often the pair counts.</param>
    /// <param name="inverseStep">Bins in 1 Å.</param>
    /// <param name="target">Receives the pairs.</param>
    public static void DepositPairs(
        LatticeTranslations t,
        double px,
        double py,
        double pz,
        double reach,
        double near,
        double weight,
        double inverseStep,
        PairBins target
    )
    {
        var count = Gather(t, px, py, pz, reach);
        ref var squares = ref MemoryMarshal.GetReference(t.Found);
        ref var bins = ref MemoryMarshal.GetReference(target.Bins);
        var listed = Vector512.Create(near * near);
        for (var i = 0; i < count; i += Lane)
        {
            var square = Vector512.LoadUnsafe(ref squares, (nuint)i);
            var lanes = Math.Min(Lane, count - i);
            var r = Vector512.Sqrt(square);
            if (Vector512.LessThanAny(square, listed))
                DepositNear(r, lanes, near, weight, inverseStep, target);
            else
                Deposit(r, 0, lanes, weight, inverseStep, ref bins);
        }
    }

    /// <summary>
    /// Squared distances of two atoms under all translations that are within reach, one after the other; returns their number.
    /// </summary>
    private static int Gather(LatticeTranslations t, double px, double py, double pz, double reach)
    {
        ref var x = ref MemoryMarshal.GetReference(t.X);
        ref var y = ref MemoryMarshal.GetReference(t.Y);
        ref var z = ref MemoryMarshal.GetReference(t.Z);
        ref var squares = ref MemoryMarshal.GetReference(t.Found);
        var (vx, vy, vz) = (Vector512.Create(px), Vector512.Create(py), Vector512.Create(pz));
        var (farthest, nearest) = (Vector512.Create(reach * reach), Vector512.Create(SamePositionAngstrom * SamePositionAngstrom));
        nuint count = 0;
        for (nuint i = 0; i < (nuint)t.Count; i += Lane)
        {
            var (dx, dy, dz) = (
                Vector512.LoadUnsafe(ref x, i) + vx,
                Vector512.LoadUnsafe(ref y, i) + vy,
                Vector512.LoadUnsafe(ref z, i) + vz
            );
            var square = dx * dx + dy * dy + dz * dz;
            var inside = Vector512.LessThan(square, farthest) & Vector512.GreaterThan(square, nearest);
            var found = inside.ExtractMostSignificantBits();
            if (Avx512F.IsSupported)
            {
                Avx512F.Compress(Vector512<double>.Zero, inside, square).StoreUnsafe(ref squares, count);
                count += (nuint)BitOperations.PopCount(found);
            }
            else
            {
                for (; found != 0; found &= found - 1)
                    Unsafe.Add(ref squares, count++) = square.GetElement(BitOperations.TrailingZeroCount(found));
            }
        }

        // What follows the last distance is read with it, but not used.
        Vector512.Create(reach * reach).StoreUnsafe(ref squares, count);
        return (int)count;
    }

    /// <summary>Eight pairs of which some are so near that they are listed one by one.</summary>
    private static void DepositNear(Vector512<double> r, int lanes, double near, double weight, double inverseStep, PairBins target)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var distance = r.GetElement(lane);
            if (distance < near)
                target.Near.Add((distance, weight));
            else
                Deposit(r, lane, lane + 1, weight, inverseStep, ref MemoryMarshal.GetReference(target.Bins));
        }
    }

    /// <summary>Divides some of eight pairs among the bins around their distances.</summary>
    private static void Deposit(Vector512<double> r, int first, int end, double weight, double inverseStep, ref double bins)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(DepositTable.Weights);
        var row = r * (inverseStep * DepositTable.Rows);
        var whole = Vector512.Floor(row);
        var (places, rests, amount) = (Vector512.ConvertToInt64(whole), row - whole, Vector512.Create(weight));
        ref var place = ref Unsafe.As<Vector512<long>, long>(ref places);
        ref var rest = ref Unsafe.As<Vector512<double>, double>(ref rests);
        for (var lane = first; lane < end; lane++)
        {
            var at = (nuint)Unsafe.Add(ref place, lane);
            var low = at % DepositTable.Rows * DepositTable.Nodes;
            var bin = at / DepositTable.Rows + (PairBins.Offset - DepositTable.Before);
            var start = Vector512.LoadUnsafe(ref weights, low);
            var slope = Vector512.LoadUnsafe(ref weights, low + DepositTable.Nodes) - start;
            var shares = Vector512.FusedMultiplyAdd(slope, Vector512.Create(Unsafe.Add(ref rest, lane)), start);
            Vector512.FusedMultiplyAdd(shares, amount, Vector512.LoadUnsafe(ref bins, bin)).StoreUnsafe(ref bins, bin);
        }
    }

    /// <summary>Adds the Gaussians of two atoms under all translations to a grid, each with its own width along the bond.</summary>
    /// <param name="t">Translations.</param>
    /// <param name="px">From the one atom to the other, x, Å.</param>
    /// <param name="py">The same, y.</param>
    /// <param name="pz">The same, z.</param>
    /// <param name="tensor">Sum of the two displacement tensors, Å²: xx, yy, zz, xy, xz, yz.</param>
    /// <param name="weight">w_i·w_j/(N⟨f⟩²) and how often the pair counts.</param>
    /// <param name="peaks">Law of widths, grid, convention.</param>
    /// <param name="grid">Receives the sum.</param>
    /// <returns>Number of pairs that correlated motion left without width.</returns>
    public static int AddPairs(
        LatticeTranslations t,
        double px,
        double py,
        double pz,
        ReadOnlySpan<double> tensor,
        double weight,
        in PeakShape peaks,
        Span<double> grid
    )
    {
        var dropped = 0;
        ref var x = ref MemoryMarshal.GetReference(t.X);
        ref var y = ref MemoryMarshal.GetReference(t.Y);
        ref var z = ref MemoryMarshal.GetReference(t.Z);
        var (farthest, nearest) = (
            Vector512.Create(peaks.Reach * peaks.Reach),
            Vector512.Create(SamePositionAngstrom * SamePositionAngstrom)
        );
        for (nuint i = 0; i < (nuint)t.Count; i += Lane)
        {
            var (dx, dy, dz) = (
                Vector512.LoadUnsafe(ref x, i) + Vector512.Create(px),
                Vector512.LoadUnsafe(ref y, i) + Vector512.Create(py),
                Vector512.LoadUnsafe(ref z, i) + Vector512.Create(pz)
            );
            var square = dx * dx + dy * dy + dz * dz;
            var found = (Vector512.LessThan(square, farthest) & Vector512.GreaterThan(square, nearest)).ExtractMostSignificantBits();
            if (found == 0)
                continue;
            var across = dx * dy * tensor[3] + dx * dz * tensor[4] + dy * dz * tensor[5];
            var variance = (dx * dx * tensor[0] + dy * dy * tensor[1] + dz * dz * tensor[2] + across + across) / square;
            var r = Vector512.Sqrt(square);
            for (; found != 0; found &= found - 1)
            {
                var lane = BitOperations.TrailingZeroCount(found);
                var distance = r.GetElement(lane);
                if (!peaks.Add(grid, weight, distance, variance.GetElement(lane)))
                    dropped++;
            }
        }

        return dropped;
    }
}
