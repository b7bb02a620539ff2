namespace Debye.Learning.Trees;

/// <summary>Value of a leaf with the given examples, before the learning rate.</summary>
internal delegate double LeafRule(ReadOnlySpan<int> rows);

/// <summary>Grows the trees of gradient boosting; one instance per thread, its buffers used again from tree to tree.</summary>
internal sealed class BoostingTreeGrower
{
    private const long ParallelWork = 200_000;
    private readonly TiledBins _bins;
    private readonly GradientBoostingOptions _options;
    private readonly FixedPointGradients _gradients;
    private readonly RowPartition _partition;
    private readonly TreeBuilder _tree = new();
    private readonly Stack<long[]> _histograms = new();
    private readonly SplitCandidate[] _smallBest;
    private readonly SplitCandidate[] _largeBest;
    private readonly bool[] _tileInUse;
    private readonly LeafRule? _leafRule;
    private readonly int _threads;
    private SplitSearch _search;

    /// <summary>Prepares buffers.</summary>
    /// <param name="bins">The binned table.</param>
    /// <param name="options">Settings.</param>
    /// <param name="first">First derivatives, output by output.</param>
    /// <param name="second">Second derivatives, output by output.</param>
    /// <param name="threads">Threads for a single tree.</param>
    /// <param name="leafRule">Values of the leaves; null for −G/(H+λ).</param>
    public BoostingTreeGrower(
        TiledBins bins,
        GradientBoostingOptions options,
        float[] first,
        float[] second,
        int threads,
        LeafRule? leafRule = null
    )
    {
        _bins = bins;
        _options = options;
        _gradients = new FixedPointGradients(bins.Rows, first, second);
        _partition = new RowPartition(bins.Rows);
        _smallBest = new SplitCandidate[bins.Tiles];
        _largeBest = new SplitCandidate[bins.Tiles];
        _tileInUse = new bool[bins.Tiles];
        _leafRule = leafRule;
        _threads = threads;
        _search = new SplitSearch(bins, [], 0, 1, []);
    }

    /// <summary>Grows one tree and adds its leaf values to the scores of the rows it saw.</summary>
    /// <param name="offset">Where the derivatives and scores of this output begin.</param>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="allowed">Whether each feature may be used.</param>
    /// <param name="scores">Scores of all outputs.</param>
    public GrownTree Grow(int offset, ReadOnlySpan<int> rows, bool[] allowed, float[] scores)
    {
        _gradients.Set(offset, rows);
        _partition.Reset(rows);
        for (var tile = 0; tile < _bins.Tiles; tile++)
            _tileInUse[tile] = allowed.AsSpan(tile * TiledBins.Lanes, _bins.Width(tile)).Contains(true);
        var minimum = Math.Max(1, _options.MinimumChildWeight * _gradients.SecondScale);
        _search = new SplitSearch(_bins, allowed, _options.L2 * _gradients.SecondScale, minimum, _options.MonotoneConstraints);
        var total = _gradients.Sum(rows);
        _tree.Reset(Cover(total));
        var open = new OpenNodes(bestFirst: _options.MaxLeaves > 0);
        open.Push(Root(total, rows.Length));
        var leaves = 1;
        while (open.TryPop(out var node))
        {
            if (!(node.Gain > _options.MinimumGain) || leaves == _options.MaxLeaves)
            {
                Finish(node, offset, scores);
                continue;
            }

            leaves++;
            Split(node, open);
        }

        return _tree.ToTree();
    }

    private OpenNode Root(long total, int rows)
    {
        var root = new OpenNode
        {
            Rows = rows,
            Sum = total,
            Bounds = ValueBounds.None,
        };
        if (!CanSplit(root))
            return root;
        root.Histogram = RentHistogram();
        ForTiles(
            rows,
            tile =>
            {
                Accumulate(root.Histogram, tile, root);
                _smallBest[tile] = _search.Find(Tile(root.Histogram, tile), tile, total, root.Bounds);
            }
        );
        TakeBest(root, _smallBest);
        return root;
    }

    private void Split(OpenNode node, OpenNodes open)
    {
        var histogram = node.Histogram!;
        var best = node.Best;
        var (leftSum, nextCode, missing) = SumLeft(histogram, best);
        var rightSum = node.Sum - leftSum;
        var missingLeft = missing ? best.MissingLeft : FixedPointGradients.Second(leftSum) >= FixedPointGradients.Second(rightSum);
        var threshold = _bins.Bins[best.Feature].Threshold(best.Code, nextCode);
        var leftRows = _partition.Split(_bins, node.Start, node.Rows, best);
        var child = _tree.Split(node.Number, best.Feature, threshold, missingLeft, node.Gain, Cover(leftSum), Cover(rightSum));
        var (leftBounds, rightBounds) = ChildBounds(node.Bounds, best.Feature, leftSum, rightSum);
        var left = new OpenNode
        {
            Number = child,
            Start = node.Start,
            Rows = leftRows,
            Depth = node.Depth + 1,
            Sum = leftSum,
            Bounds = leftBounds,
        };
        var right = new OpenNode
        {
            Number = child + 1,
            Start = node.Start + leftRows,
            Rows = node.Rows - leftRows,
            Depth = node.Depth + 1,
            Sum = rightSum,
            Bounds = rightBounds,
        };
        if (left.Rows <= right.Rows)
            SearchChildren(left, right, histogram);
        else
            SearchChildren(right, left, histogram);
        open.Push(right);
        open.Push(left);
    }

    /// <summary>Builds the smaller child's histogram; the larger child's is the parent's minus it.</summary>
    private void SearchChildren(OpenNode small, OpenNode large, long[] parent)
    {
        var (searchSmall, searchLarge) = (CanSplit(small), CanSplit(large));
        if (!searchSmall && !searchLarge)
        {
            _histograms.Push(parent);
            return;
        }

        var histogram = RentHistogram();
        ForTiles(
            small.Rows,
            tile =>
            {
                Accumulate(histogram, tile, small);
                if (searchSmall)
                    _smallBest[tile] = _search.Find(Tile(histogram, tile), tile, small.Sum, small.Bounds);
                if (!searchLarge)
                    return;
                HistogramKernels.Subtract(Tile(histogram, tile), Tile(parent, tile));
                _largeBest[tile] = _search.Find(Tile(parent, tile), tile, large.Sum, large.Bounds);
            }
        );
        Keep(small, histogram, _smallBest, searchSmall);
        Keep(large, parent, _largeBest, searchLarge);
    }

    private void Keep(OpenNode node, long[] histogram, SplitCandidate[] best, bool searched)
    {
        if (searched)
        {
            node.Histogram = histogram;
            TakeBest(node, best);
        }
        else
        {
            _histograms.Push(histogram);
        }
    }

    private void TakeBest(OpenNode node, SplitCandidate[] tiles)
    {
        for (var tile = 0; tile < _bins.Tiles; tile++)
            if (_tileInUse[tile] && tiles[tile].Score > node.Best.Score)
                node.Best = tiles[tile];
        var unit = _gradients.SecondScale / (_gradients.FirstScale * _gradients.FirstScale);
        node.Gain = node.Best.Feature < 0 ? double.NegativeInfinity : unit * _search.Gain(node.Best.Score, node.Sum, node.Bounds);
    }

    private void Finish(OpenNode node, int offset, float[] scores)
    {
        if (node.Histogram is not null)
            _histograms.Push(node.Histogram);
        var rows = _partition.Rows(node.Start, node.Rows);
        var (first, second) = _gradients.FineSum(rows);
        var unit = _gradients.SecondScale / _gradients.FirstScale;
        var raw =
            _leafRule is not null ? _leafRule(rows)
            : second + _options.L2 > 0 ? -first / (second + _options.L2)
            : 0;
        var value = (float)(_options.LearningRate * Math.Clamp(raw, node.Bounds.Low * unit, node.Bounds.High * unit));
        _tree.End(node.Number, [value]);
        foreach (var row in rows)
            scores[offset + row] += value;
    }

    private (ValueBounds Left, ValueBounds Right) ChildBounds(ValueBounds bounds, int feature, long left, long right)
    {
        var sign = _options.MonotoneConstraints.Count == 0 ? 0 : _options.MonotoneConstraints[feature];
        if (sign == 0)
            return (bounds, bounds);
        var middle = 0.5 * (_search.Value(left, bounds) + _search.Value(right, bounds));
        var (below, above) = (bounds with { High = middle }, bounds with { Low = middle });
        return sign > 0 ? (below, above) : (above, below);
    }

    /// <summary>
    /// Sum of the left side, the next code that occurs on the right, and whether the node has missing values of the feature.
    /// </summary>
    private (long Sum, int NextCode, bool Missing) SumLeft(long[] histogram, SplitCandidate split)
    {
        var cells = Tile(histogram, split.Feature / TiledBins.Lanes)[(split.Feature % TiledBins.Lanes)..];
        var missing = cells[0];
        var sum = split.MissingLeft ? missing : 0;
        for (var code = 1; code <= split.Code; code++)
            sum += cells[code * TiledBins.Lanes];
        var next = split.Code + 1;
        var last = _bins.Bins[split.Feature].LastCode;
        while (next <= last && cells[next * TiledBins.Lanes] == 0)
            next++;
        return (sum, next, missing != 0);
    }

    private bool CanSplit(OpenNode node) =>
        node.Depth < _options.MaxDepth && node.Rows >= 2 && FixedPointGradients.Second(node.Sum) >= 2 * _search.MinimumSecond;

    private void Accumulate(long[] histogram, int tile, OpenNode node)
    {
        var cells = histogram.AsSpan(tile * TiledBins.TileCells, TiledBins.TileCells);
        cells[..((_bins.LastCode[tile] + 1) * TiledBins.Lanes)].Clear();
        HistogramKernels.Accumulate(_bins.Tile(tile), _bins.Width(tile), _partition.Rows(node.Start, node.Rows), _gradients.Packed, cells);
    }

    private void ForTiles(int rows, Action<int> body)
    {
        if (_threads > 1 && (long)rows * _bins.Bins.Length > ParallelWork)
        {
            ParallelLoop.Run(
                _bins.Tiles,
                _threads,
                (tile, _) =>
                {
                    if (_tileInUse[tile])
                        body(tile);
                }
            );
            return;
        }

        for (var tile = 0; tile < _bins.Tiles; tile++)
            if (_tileInUse[tile])
                body(tile);
    }

    private Span<long> Tile(long[] histogram, int tile) =>
        histogram.AsSpan(tile * TiledBins.TileCells, (_bins.LastCode[tile] + 1) * TiledBins.Lanes);

    private long[] RentHistogram() => _histograms.TryPop(out var histogram) ? histogram : new long[_bins.Tiles * TiledBins.TileCells];

    private double Cover(long sum) => FixedPointGradients.Second(sum) / _gradients.SecondScale;
}
