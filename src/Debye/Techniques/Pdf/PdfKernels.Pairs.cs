using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    public static void DepositPairs(LatticeTranslations t, double px, double py, double pz, double reach, double near, double weight, double inverseStep, PairBins target)
    {
        Span<long> place = stackalloc long[Lane];
        Span<double> rest = stackalloc double[Lane], amount = stackalloc double[Lane], distance = stackalloc double[Lane];
        ref var weights = ref MemoryMarshal.GetArrayDataReference(DepositTable.Weights);
        ref var bins = ref MemoryMarshal.GetReference(target.Bins);
        ref var x = ref MemoryMarshal.GetReference(t.X);
        ref var y = ref MemoryMarshal.GetReference(t.Y);
        ref var z = ref MemoryMarshal.GetReference(t.Z);
        var (farthest, nearest) = (Vector512.Create(reach * reach), Vector512.Create(SamePositionAngstrom * SamePositionAngstrom));
        for (var i = 0; i < t.Count; i += Lane)
        {
            var (dx, dy, dz) = (Vector512.LoadUnsafe(ref x, (nuint)i) + Vector512.Create(px), Vector512.LoadUnsafe(ref y, (nuint)i) + Vector512.Create(py), Vector512.LoadUnsafe(ref z, (nuint)i) + Vector512.Create(pz));
            var square = dx * dx + dy * dy + dz * dz;
            var found = (Vector512.LessThan(square, farthest) & Vector512.GreaterThan(square, nearest)).ExtractMostSignificantBits();
            if (found == 0) continue;
            var r = Vector512.Sqrt(square);
            var row = r * (inverseStep * DepositTable.Rows);
            var whole = Vector512.Floor(row);
            Vector512.ConvertToInt64(whole).StoreUnsafe(ref place[0]);
            (row - whole).StoreUnsafe(ref rest[0]);
            (Vector512.Create(weight) / r).StoreUnsafe(ref amount[0]);
            r.StoreUnsafe(ref distance[0]);
            for (; found != 0; found &= found - 1)
            {
                var lane = BitOperations.TrailingZeroCount(found);
                if (distance[lane] < near)
                {
                    target.Near.Add((distance[lane], amount[lane]));
                    continue;
                }

                var at = (nuint)place[lane];
                var low = at % DepositTable.Rows * DepositTable.Nodes;
                var bin = at / DepositTable.Rows + (PairBins.Offset - DepositTable.Before);
                var first = Vector512.LoadUnsafe(ref weights, low);
                var slope = Vector512.LoadUnsafe(ref weights, low + DepositTable.Nodes) - first;
                var shares = (first + slope * rest[lane]) * amount[lane];
                (Vector512.LoadUnsafe(ref bins, bin) + shares).StoreUnsafe(ref bins, bin);
            }
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
    public static int AddPairs(LatticeTranslations t, double px, double py, double pz, ReadOnlySpan<double> tensor, double weight, in PeakShape peaks, Span<double> grid)
    {
        var dropped = 0;
        var reach2 = peaks.Reach * peaks.Reach;
        for (var i = 0; i < t.Count; i++)
        {
            var (dx, dy, dz) = (t.X[i] + px, t.Y[i] + py, t.Z[i] + pz);
            var square = dx * dx + dy * dy + dz * dz;
            if (square >= reach2 || square <= SamePositionAngstrom * SamePositionAngstrom) continue;
            var variance = (tensor[0] * dx * dx + tensor[1] * dy * dy + tensor[2] * dz * dz + 2 * (tensor[3] * dx * dy + tensor[4] * dx * dz + tensor[5] * dy * dz)) / square;
            var r = Math.Sqrt(square);
            if (!peaks.Add(grid, weight / r, r, variance)) dropped++;
        }

        return dropped;
    }
}
