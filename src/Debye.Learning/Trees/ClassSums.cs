namespace Debye.Learning.Trees;

/// <summary>
/// Classes: the score is Σ wk²/w of the left side plus the same of the right, largest for the least Gini impurity. Weights are integers and
/// the sums of squares are kept up to date as weight moves, so that results are exact.
/// </summary>
internal struct ClassSums : ISplitSums
{
    private readonly ushort[] _labels;
    private readonly int _classes;
    private readonly int[] _nodeLabels;
    private readonly int[] _nodeWeights;
    private readonly int[] _histogram;
    private readonly long[] _total;
    private readonly long[] _left;
    private readonly long[] _right;
    private long _squares;
    private long _leftSquares;
    private long _rightSquares;

    /// <summary>Prepares buffers.</summary>
    /// <param name="labels">Class of each training row.</param>
    /// <param name="classes">Number of classes.</param>
    public ClassSums(ushort[] labels, int classes)
    {
        _labels = labels;
        _classes = classes;
        _nodeLabels = new int[labels.Length];
        _nodeWeights = new int[labels.Length];
        _histogram = new int[(ForestSplitSearch<ClassSums>.HistogramCodes + 1) * classes];
        _total = new long[classes];
        _left = new long[classes];
        _right = new long[classes];
    }

    public readonly int LeafWidth => _classes;

    public long Weight { readonly get; private set; }

    public bool IsPure { readonly get; private set; }

    public double NodeScore { readonly get; private set; }

    public long LeftWeight { readonly get; private set; }

    public readonly double Score => (double)_leftSquares / LeftWeight + (double)_rightSquares / (Weight - LeftWeight);

    public void Enter(ReadOnlySpan<int> rows, int[] weights)
    {
        Array.Clear(_total);
        Weight = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var (label, weight) = (_labels[rows[i]], weights[rows[i]]);
            _nodeLabels[i] = label;
            _nodeWeights[i] = weight;
            _total[label] += weight;
            Weight += weight;
        }

        _squares = 0;
        foreach (var weight in _total)
            _squares += weight * weight;
        NodeScore = (double)_squares / Weight;
        IsPure = _squares == Weight * Weight;
    }

    public void Begin()
    {
        Array.Clear(_left);
        _total.CopyTo(_right, 0);
        (LeftWeight, _leftSquares, _rightSquares) = (0, 0, _squares);
    }

    public void MoveRow(int index) => Move(_nodeLabels[index], _nodeWeights[index]);

    public readonly void ClearCodes(int lastCode) => Array.Clear(_histogram, 0, (lastCode + 1) * _classes);

    public readonly void Count(int code, int index) => _histogram[code * _classes + _nodeLabels[index]] += _nodeWeights[index];

    public void MoveCode(int code)
    {
        var cells = _histogram.AsSpan(code * _classes, _classes);
        for (var k = 0; k < cells.Length; k++)
            Move(k, cells[k]);
    }

    public readonly void WriteLeaf(Span<float> values)
    {
        for (var k = 0; k < values.Length; k++)
            values[k] = (float)((double)_total[k] / Weight);
    }

    private void Move(int label, long weight)
    {
        var (left, right) = (_left[label], _right[label]);
        _leftSquares += weight * (2 * left + weight);
        _rightSquares -= weight * (2 * right - weight);
        _left[label] = left + weight;
        _right[label] = right - weight;
        LeftWeight += weight;
    }
}
