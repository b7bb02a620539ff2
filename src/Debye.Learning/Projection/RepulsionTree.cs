namespace Debye.Learning.Projection;

/// <summary>Quadtree over points of the plane, as one array in the order of descent.</summary>
/// <remarks>
/// Points are sorted along a Z-order curve, so that every cell is a run of points and eight points that follow each other lie close
/// together. Built anew in the same memory at every iteration. Source: G. M. Morton, IBM Ltd. (1966); J. Barnes and P. Hut, Nature 324, 446
/// (1986), doi 10.1038/324446a0.
/// </remarks>
internal sealed class RepulsionTree
{
    private const int LeafSize = 8;
    private readonly int _points;
    private readonly ulong[] _keys;
    private readonly int[] _order;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly RepulsionNode[] _nodes;
    private int _count;

    /// <param name="points">Number of points, 1 or more.</param>
    public RepulsionTree(int points)
    {
        _points = points;
        _keys = new ulong[points];
        _order = [.. Enumerable.Range(0, points)];
        var padded = (points + RepulsionKernels.Lanes - 1) / RepulsionKernels.Lanes * RepulsionKernels.Lanes;
        (_x, _y) = (new double[padded], new double[padded]);
        _nodes = new RepulsionNode[2 * points];
    }

    /// <summary>The nodes, parents before their children.</summary>
    public ReadOnlySpan<RepulsionNode> Nodes => _nodes.AsSpan(0, _count);

    /// <summary>Which point stands at each place of the Z-order.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Coordinates in Z-order; the last point is repeated up to a multiple of eight.</summary>
    public ReadOnlySpan<double> X => _x;

    /// <summary>Coordinates in Z-order, as <see cref="X"/>.</summary>
    public ReadOnlySpan<double> Y => _y;

    /// <summary>Builds the tree.</summary>
    /// <param name="positions">Finite coordinates, points × 2.</param>
    public void Build(ReadOnlySpan<double> positions)
    {
        Sort(positions);
        for (var i = 0; i < _x.Length; i++)
        {
            var point = _order[Math.Min(i, _points - 1)];
            (_x[i], _y[i]) = (positions[2 * point], positions[2 * point + 1]);
        }

        _count = 0;
        Add(0, _points);
    }

    private void Sort(ReadOnlySpan<double> positions)
    {
        var cell = RepulsionCell.Empty;
        for (var i = 0; i < positions.Length; i += 2)
            cell = cell.With(positions[i], positions[i + 1]);
        var scale = cell.Side > 0 ? uint.MaxValue / cell.Side : 0;
        for (var i = 0; i < _points; i++)
        {
            var (x, y) = (positions[2 * _order[i]], positions[2 * _order[i] + 1]);
            _keys[i] = Spread((uint)((x - cell.Left) * scale)) | Spread((uint)((y - cell.Low) * scale)) << 1;
        }

        // Starting from the order of the iteration before, which is nearly right.
        _keys.AsSpan().Sort(_order.AsSpan());
    }

    /// <summary>Puts a zero before every bit.</summary>
    private static ulong Spread(ulong bits)
    {
        bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
        bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits << 2) & 0x3333333333333333;
        return (bits | bits << 1) & 0x5555555555555555;
    }

    /// <summary>Adds a run of points with all that is below it.</summary>
    private RepulsionCell Add(int start, int end)
    {
        var own = _count++;
        var differing = _keys[start] ^ _keys[end - 1];
        var isLeaf = end - start <= LeafSize || differing == 0;
        var cell = isLeaf ? Around(start, end) : Split(start, end, (63 - System.Numerics.BitOperations.LeadingZeroCount(differing)) & ~1);
        _nodes[own] = new RepulsionNode(cell, cell.Side * cell.Side, _count, isLeaf ? start : 0, isLeaf ? end : 0);
        return cell;
    }

    /// <summary>Children are the quarters of the smallest cell that holds the run.</summary>
    private RepulsionCell Split(int start, int end, int shift)
    {
        var cell = RepulsionCell.Empty;
        for (var first = start; first < end; )
        {
            var (quarter, last) = (_keys[first] >> shift, first + 1);
            while (last < end && _keys[last] >> shift == quarter)
                last++;
            cell = cell.With(Add(first, last));
            first = last;
        }

        return cell;
    }

    private RepulsionCell Around(int start, int end)
    {
        var cell = RepulsionCell.Empty;
        for (var i = start; i < end; i++)
            cell = cell.With(_x[i], _y[i]);
        return cell;
    }
}
