namespace Debye.Learning.Trees;

/// <summary>
/// Values: the score is (Σ wy)²/w of the left side plus the same of the right, largest for the least squared error. Values are integers
/// (31 bits over their range) relative to the mean of the node, so that sums are exact and do not depend on the order of rows.
/// </summary>
internal struct ValueSums : ISplitSums
{
    private const double Levels = int.MaxValue;
    private readonly long[] _values;
    private readonly double _lowest;
    private readonly double _unit;
    private readonly long[] _nodeSums;
    private readonly int[] _nodeWeights;
    private readonly long[] _codeSums;
    private readonly long[] _codeWeights;
    private long _centre;
    private long _sum;
    private long _leftSum;

    /// <summary>Prepares buffers.</summary>
    /// <param name="values">Finite value of each training row.</param>
    public ValueSums(ReadOnlySpan<float> values)
    {
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        _lowest = lowest;
        _unit = highest > lowest ? (highest - lowest) / Levels : 1;
        _values = new long[values.Length];
        for (var i = 0; i < values.Length; i++)
            _values[i] = (long)Math.Round((values[i] - lowest) / _unit);
        _nodeSums = new long[values.Length];
        _nodeWeights = new int[values.Length];
        _codeSums = new long[ForestSplitSearch<ValueSums>.HistogramCodes + 1];
        _codeWeights = new long[_codeSums.Length];
    }

    public readonly int LeafWidth => 1;

    public long Weight { readonly get; private set; }

    public bool IsPure { readonly get; private set; }

    public readonly double NodeScore => InUnits(_sum, Weight);

    public long LeftWeight { readonly get; private set; }

    public readonly double Score => InUnits(_leftSum, LeftWeight) + InUnits(_sum - _leftSum, Weight - LeftWeight);

    public void Enter(ReadOnlySpan<int> rows, int[] weights)
    {
        (Weight, _sum) = (0, 0);
        var first = _values[rows[0]];
        IsPure = true;
        foreach (var row in rows)
        {
            Weight += weights[row];
            _sum += weights[row] * _values[row];
            IsPure &= _values[row] == first;
        }

        _centre = _sum / Weight;
        _sum -= _centre * Weight;
        for (var i = 0; i < rows.Length; i++)
        {
            _nodeWeights[i] = weights[rows[i]];
            _nodeSums[i] = _nodeWeights[i] * (_values[rows[i]] - _centre);
        }
    }

    public void Begin() => (LeftWeight, _leftSum) = (0, 0);

    public void MoveRow(int index)
    {
        LeftWeight += _nodeWeights[index];
        _leftSum += _nodeSums[index];
    }

    public readonly void ClearCodes(int lastCode)
    {
        Array.Clear(_codeSums, 0, lastCode + 1);
        Array.Clear(_codeWeights, 0, lastCode + 1);
    }

    public readonly void Count(int code, int index)
    {
        _codeSums[code] += _nodeSums[index];
        _codeWeights[code] += _nodeWeights[index];
    }

    public void MoveCode(int code)
    {
        LeftWeight += _codeWeights[code];
        _leftSum += _codeSums[code];
    }

    public readonly void WriteLeaf(Span<float> values) => values[0] = (float)(_lowest + _unit * (_centre + (double)_sum / Weight));

    private readonly double InUnits(long sum, long weight) => _unit * sum * (_unit * sum) / weight;
}
