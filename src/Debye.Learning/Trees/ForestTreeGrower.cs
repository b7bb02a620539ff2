using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>Grows the trees of a forest; one instance per thread, its buffers used again from tree to tree.</summary>
/// <typeparam name="TSums">What splits are judged by.</typeparam>
internal sealed class ForestTreeGrower<TSums>
    where TSums : struct, ISplitSums
{
    private readonly BinnedFeatures _binned;
    private readonly RandomForestOptions _options;
    private readonly int _featuresPerSplit;
    private readonly int[] _rows;
    private readonly int[] _right;
    private readonly int[] _order;
    private readonly TreeBuilder _tree = new();
    private readonly ForestSplitSearch<TSums> _search;
    private readonly float[] _leaf;
    private readonly Stack<(int Node, int Start, int Count, int Depth)> _open = new();

    /// <param name="binned">The binned table.</param>
    /// <param name="sums">Buffers of this thread.</param>
    /// <param name="featuresPerSplit">Features tried for a split.</param>
    /// <param name="options">Settings.</param>
    public ForestTreeGrower(BinnedFeatures binned, TSums sums, int featuresPerSplit, RandomForestOptions options)
    {
        _binned = binned;
        _options = options;
        _featuresPerSplit = featuresPerSplit;
        _rows = new int[binned.Rows];
        _right = new int[binned.Rows];
        _order = [.. Enumerable.Range(0, binned.Bins.Length)];
        _leaf = new float[sums.LeafWidth];
        _search = new ForestSplitSearch<TSums>(binned.Rows, sums, options.MinimumLeafRows);
    }

    /// <summary>Grows a tree on the rows with a weight above 0.</summary>
    public GrownTree Grow(int[] weights, ref RandomSource random)
    {
        var count = 0;
        for (var row = 0; row < weights.Length; row++)
            if (weights[row] > 0)
                _rows[count++] = row;
        for (var f = 0; f < _order.Length; f++)
            _order[f] = f;
        double total = 0;
        foreach (var row in _rows.AsSpan(0, count))
            total += weights[row];
        _tree.Reset(total);
        _open.Push((0, 0, count, 0));
        while (_open.TryPop(out var open))
        {
            var rows = _rows.AsSpan(open.Start, open.Count);
            _search.Enter(rows, weights);
            var best = CanSplit(open.Count, open.Depth) ? FindSplit(rows, ref random) : ForestSplit.None;
            if (best.Feature < 0)
            {
                End(open.Node);
                continue;
            }

            var gain = (best.Score - _search.NodeScore) / total;
            var missingLeft = best.HasMissing ? best.MissingLeft : best.LeftWeight >= _search.Weight - best.LeftWeight;
            var threshold = _binned.Bins[best.Feature].Threshold(best.Code, best.NextCode);
            var left = _tree.Split(
                open.Node,
                best.Feature,
                threshold,
                missingLeft,
                gain,
                best.LeftWeight,
                _search.Weight - best.LeftWeight
            );
            var leftRows = Partition(rows, best);
            _open.Push((left + 1, open.Start + leftRows, open.Count - leftRows, open.Depth + 1));
            _open.Push((left, open.Start, leftRows, open.Depth + 1));
        }

        return _tree.ToTree();
    }

    private bool CanSplit(int rows, int depth) =>
        rows >= 2 * _options.MinimumLeafRows && !_search.IsPure && (_options.MaxDepth == 0 || depth < _options.MaxDepth);

    /// <summary>Draws features until enough of them vary, and continues while no split is found.</summary>
    private ForestSplit FindSplit(ReadOnlySpan<int> rows, ref RandomSource random)
    {
        var best = ForestSplit.None;
        var varied = 0;
        for (var drawn = 0; drawn < _order.Length && (varied < _featuresPerSplit || best.Feature < 0); drawn++)
        {
            var other = drawn + random.NextInt(_order.Length - drawn);
            (_order[drawn], _order[other]) = (_order[other], _order[drawn]);
            var feature = _order[drawn];
            if (Try(feature, rows, ref random, ref best))
                varied++;
        }

        return best;
    }

    private bool Try(int feature, ReadOnlySpan<int> rows, ref RandomSource random, ref ForestSplit best)
    {
        var (codes, bins) = (_binned.Codes[feature], _binned.Bins[feature]);
        return _options.RandomThresholds
            ? _search.TryRandom(feature, codes, bins, rows, ref random, ref best)
            : _search.Try(feature, codes, bins.LastCode, rows, ref best);
    }

    private int Partition(Span<int> rows, ForestSplit split)
    {
        var codes = _binned.Codes[split.Feature];
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            var goesLeft = codes[row] == 0 ? split.MissingLeft : codes[row] <= split.Code;
            rows[left] = row;
            _right[right] = row;
            left += goesLeft ? 1 : 0;
            right += goesLeft ? 0 : 1;
        }

        _right.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    private void End(int node)
    {
        _search.WriteLeaf(_leaf);
        _tree.End(node, _leaf);
    }
}
