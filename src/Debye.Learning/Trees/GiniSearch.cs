using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>A split found by <see cref="GiniSearch"/>; codes 1…<see cref="Code"/> go left.</summary>
internal readonly record struct GiniSplit(double Score, int Feature, int Code, int NextCode, bool HasMissing, bool MissingLeft, long LeftWeight)
{
    public static GiniSplit None { get; } = new(double.NegativeInfinity, -1, 0, 0, HasMissing: false, MissingLeft: false, 0);
}

/// <summary>
/// Finds splits with the least Gini impurity: the largest Σ wk²/w of the left side plus the same of the right. Weights are integers and the
/// sums of squares are kept up to date as weight moves from right to left, so that results are exact.
/// </summary>
internal sealed class GiniSearch
{
    private const int HistogramCodes = 1024;
    private const int RowsPerCode = 4;
    private const int InsertionRows = 24;
    private readonly int _classes;
    private readonly int _minimumRows;
    private readonly int[] _nodeLabels;
    private readonly int[] _nodeWeights;
    private readonly ulong[] _keys;
    private readonly int[] _histogram;
    private readonly int[] _rowsPerCode = new int[HistogramCodes + 1];
    private readonly long[] _total;
    private readonly long[] _left;
    private readonly long[] _right;
    private long _leftWeight;
    private long _leftSquares;
    private long _rightSquares;
    private int _leftRows;
    private int _rows;

    public GiniSearch(int rows, int classes, int minimumRows)
    {
        _classes = classes;
        _minimumRows = minimumRows;
        _nodeLabels = new int[rows];
        _nodeWeights = new int[rows];
        _keys = new ulong[rows];
        _histogram = new int[(HistogramCodes + 1) * classes];
        _total = new long[classes];
        _left = new long[classes];
        _right = new long[classes];
    }

    /// <summary>Weight of each class in the node.</summary>
    public ReadOnlySpan<long> ClassWeights => _total;

    /// <summary>Weight of the node.</summary>
    public long Weight { get; private set; }

    /// <summary>Whether the node holds one class.</summary>
    public bool IsPure { get; private set; }

    /// <summary>Σ wk²/w of the whole node.</summary>
    public double NodeScore { get; private set; }

    private long Squares { get; set; }

    /// <summary>Takes up the rows of a node.</summary>
    public void Enter(ReadOnlySpan<int> rows, ushort[] labels, int[] weights)
    {
        Array.Clear(_total);
        Weight = 0;
        _rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            var (label, weight) = (labels[rows[i]], weights[rows[i]]);
            _nodeLabels[i] = label;
            _nodeWeights[i] = weight;
            _total[label] += weight;
            Weight += weight;
        }

        Squares = 0;
        foreach (var weight in _total) Squares += weight * weight;
        NodeScore = (double)Squares / Weight;
        IsPure = Squares == Weight * Weight;
    }

    /// <summary>Tries one feature; false where it is constant in the node.</summary>
    public bool Try(int feature, ushort[] codes, int lastCode, ReadOnlySpan<int> rows, ref GiniSplit best)
    {
        var asHistogram = lastCode <= HistogramCodes && rows.Length * RowsPerCode >= lastCode;
        return asHistogram ? TryHistogram(feature, codes, lastCode, rows, ref best) : TrySorted(feature, codes, rows, ref best);
    }

    /// <summary>Tries one feature at a random threshold; false where it is constant in the node.</summary>
    public bool TryRandom(int feature, ushort[] codes, FeatureBins bins, ReadOnlySpan<int> rows, ref RandomSource random, ref GiniSplit best)
    {
        var (lowest, highest, missing) = (int.MaxValue, 0, false);
        foreach (var row in rows)
        {
            var code = codes[row];
            missing |= code == 0;
            if (code > 0) (lowest, highest) = (Math.Min(lowest, code), Math.Max(highest, code));
        }

        if (highest == 0 || (lowest == highest && !missing)) return false;
        var split = lowest == highest ? highest : bins.CodeBetween(lowest, highest, random.NextDouble());
        var next = lowest == highest ? bins.LastCode + 1 : split + 1;
        Begin();
        for (var i = 0; i < rows.Length; i++)
            if (codes[rows[i]] > 0 && codes[rows[i]] <= split) MoveRow((uint)i);
        Judge(feature, split, next, missing, missingLeft: false, ref best);
        if (!missing || lowest == highest) return true;
        for (var i = 0; i < rows.Length; i++)
            if (codes[rows[i]] == 0) MoveRow((uint)i);
        Judge(feature, split, next, missing, missingLeft: true, ref best);
        return true;
    }

    private bool TryHistogram(int feature, ushort[] codes, int lastCode, ReadOnlySpan<int> rows, ref GiniSplit best)
    {
        Array.Clear(_histogram, 0, (lastCode + 1) * _classes);
        Array.Clear(_rowsPerCode, 0, lastCode + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            var code = codes[rows[i]];
            _histogram[code * _classes + _nodeLabels[i]] += _nodeWeights[i];
            _rowsPerCode[code]++;
        }

        if (_rowsPerCode[codes[rows[0]]] == rows.Length) return false;
        var missing = _rowsPerCode[0];
        for (var side = 0; side < (missing > 0 ? 2 : 1); side++)
        {
            Begin();
            if (side == 1) MoveCode(0);
            var code = NextCode(1, lastCode);
            while (code <= lastCode)
            {
                MoveCode(code);
                var next = NextCode(code + 1, lastCode);
                Judge(feature, code, next, missing > 0, side == 1, ref best);
                code = next;
            }
        }

        return true;
    }

    private int NextCode(int code, int lastCode)
    {
        while (code <= lastCode && _rowsPerCode[code] == 0) code++;
        return code;
    }

    private bool TrySorted(int feature, ushort[] codes, ReadOnlySpan<int> rows, ref GiniSplit best)
    {
        var keys = _keys.AsSpan(0, rows.Length);
        for (var i = 0; i < keys.Length; i++) keys[i] = ((ulong)codes[rows[i]] << 32) | (uint)i;
        if (keys.Length <= InsertionRows) InsertionSort(keys);
        else keys.Sort();
        if (keys[0] >> 32 == keys[^1] >> 32) return false;
        var missing = 0;
        while (keys[missing] >> 32 == 0) missing++;
        for (var side = 0; side < (missing > 0 ? 2 : 1); side++)
        {
            Begin();
            if (side == 1)
                for (var i = 0; i < missing; i++) MoveRow((uint)keys[i]);
            for (var i = missing; i < keys.Length; i++)
            {
                MoveRow((uint)keys[i]);
                var code = (int)(keys[i] >> 32);
                var next = i + 1 < keys.Length ? (int)(keys[i + 1] >> 32) : ushort.MaxValue + 1;
                if (next != code) Judge(feature, code, next, missing > 0, side == 1, ref best);
            }
        }

        return true;
    }

    private static void InsertionSort(Span<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
            keys[at] = key;
        }
    }

    private void Begin()
    {
        Array.Clear(_left);
        _total.CopyTo(_right, 0);
        (_leftWeight, _leftSquares, _rightSquares, _leftRows) = (0, 0, Squares, 0);
    }

    private void MoveRow(uint index)
    {
        Move(_nodeLabels[index], _nodeWeights[index]);
        _leftRows++;
    }

    private void MoveCode(int code)
    {
        var cells = _histogram.AsSpan(code * _classes, _classes);
        for (var k = 0; k < cells.Length; k++) Move(k, cells[k]);
        _leftRows += _rowsPerCode[code];
    }

    private void Move(int label, long weight)
    {
        var (left, right) = (_left[label], _right[label]);
        _leftSquares += weight * (2 * left + weight);
        _rightSquares -= weight * (2 * right - weight);
        _left[label] = left + weight;
        _right[label] = right - weight;
        _leftWeight += weight;
    }

    private void Judge(int feature, int code, int next, bool hasMissing, bool missingLeft, ref GiniSplit best)
    {
        if (_leftRows < _minimumRows || _rows - _leftRows < _minimumRows) return;
        var score = (double)_leftSquares / _leftWeight + (double)_rightSquares / (Weight - _leftWeight);
        if (score > best.Score) best = new GiniSplit(score, feature, code, next, hasMissing, missingLeft, _leftWeight);
    }
}
