using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Debye.Learning.Trees;

/// <summary>Row numbers of all nodes of a growing tree; the rows of a node lie together, in their original order.</summary>
internal sealed class RowPartition(int capacity)
{
    private readonly int[] _rows = new int[capacity];
    private readonly int[] _right = new int[capacity];

    /// <summary>Starts with the rows of the root.</summary>
    public void Reset(ReadOnlySpan<int> rows) => rows.CopyTo(_rows);

    /// <summary>Rows of a node.</summary>
    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    /// <summary>Divides the rows of a node by a split; returns how many went left.</summary>
    public int Split(TiledBins bins, int start, int count, SplitCandidate split)
    {
        var rows = _rows.AsSpan(start, count);
        ref var codes = ref Unsafe.Add(
            ref MemoryMarshal.GetReference(bins.Tile(split.Feature / TiledBins.Lanes)),
            split.Feature % TiledBins.Lanes
        );
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            var code = Unsafe.Add(ref codes, (nint)row * TiledBins.Lanes);
            var goesLeft = code == 0 ? split.MissingLeft : code <= split.Code;
            rows[left] = row;
            _right[right] = row;
            left += goesLeft ? 1 : 0;
            right += goesLeft ? 0 : 1;
        }

        _right.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }
}
