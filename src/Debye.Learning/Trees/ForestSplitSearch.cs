using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>A split found by <see cref="ForestSplitSearch{TSums}"/>; codes 1…<see cref="Code"/> go left.</summary>
internal readonly record struct ForestSplit(
    double Score,
    int Feature,
    int Code,
    int NextCode,
    bool HasMissing,
    bool MissingLeft,
    long LeftWeight
)
{
    public static ForestSplit None { get; } = new(double.NegativeInfinity, -1, 0, 0, HasMissing: false, MissingLeft: false, 0);
}

/// <summary>Finds the split of a node with the largest score: large nodes count per bin, small ones sort.</summary>
/// <typeparam name="TSums">What the score is made of.</typeparam>
internal sealed class ForestSplitSearch<TSums>
    where TSums : struct, ISplitSums
{
    /// <summary>Most codes of a feature that are counted; with more, rows are sorted.</summary>
    public const int HistogramCodes = 1024;

    private const int RowsPerCode = 4;
    private const int InsertionRows = 24;
    private readonly int _minimumRows;
    private readonly ulong[] _keys;
    private readonly int[] _rowsPerCode = new int[HistogramCodes + 1];
    private TSums _sums;
    private int _leftRows;
    private int _rows;

    public ForestSplitSearch(int rows, TSums sums, int minimumRows)
    {
        _sums = sums;
        _minimumRows = minimumRows;
        _keys = new ulong[rows];
    }

    /// <summary>Weight of the node.</summary>
    public long Weight => _sums.Weight;

    /// <summary>Whether all examples of the node have the same target.</summary>
    public bool IsPure => _sums.IsPure;

    /// <summary>Score of the whole node.</summary>
    public double NodeScore => _sums.NodeScore;

    /// <summary>Takes up the rows of a node.</summary>
    public void Enter(ReadOnlySpan<int> rows, int[] weights)
    {
        _rows = rows.Length;
        _sums.Enter(rows, weights);
    }

    /// <summary>What a leaf of the node says.</summary>
    public void WriteLeaf(Span<float> values) => _sums.WriteLeaf(values);

    /// <summary>Tries one feature; false where it is constant in the node.</summary>
    public bool Try(int feature, ushort[] codes, int lastCode, ReadOnlySpan<int> rows, ref ForestSplit best)
    {
        var asHistogram = lastCode <= HistogramCodes && rows.Length * RowsPerCode >= lastCode;
        return asHistogram ? TryHistogram(feature, codes, lastCode, rows, ref best) : TrySorted(feature, codes, rows, ref best);
    }

    /// <summary>Tries one feature at a random threshold; false where it is constant in the node.</summary>
    public bool TryRandom(
        int feature,
        ushort[] codes,
        FeatureBins bins,
        ReadOnlySpan<int> rows,
        ref RandomSource random,
        ref ForestSplit best
    )
    {
        var (lowest, highest, missing) = (int.MaxValue, 0, false);
        foreach (var row in rows)
        {
            var code = codes[row];
            missing |= code == 0;
            if (code > 0)
                (lowest, highest) = (Math.Min(lowest, code), Math.Max(highest, code));
        }

        if (highest == 0 || (lowest == highest && !missing))
            return false;
        var split = lowest == highest ? highest : bins.CodeBetween(lowest, highest, random.NextDouble());
        var next = lowest == highest ? bins.LastCode + 1 : split + 1;
        Begin();
        for (var i = 0; i < rows.Length; i++)
            if (codes[rows[i]] > 0 && codes[rows[i]] <= split)
                MoveRow(i);
        Judge(feature, split, next, missing, missingLeft: false, ref best);
        if (!missing || lowest == highest)
            return true;
        for (var i = 0; i < rows.Length; i++)
            if (codes[rows[i]] == 0)
                MoveRow(i);
        Judge(feature, split, next, missing, missingLeft: true, ref best);
        return true;
    }

    private bool TryHistogram(int feature, ushort[] codes, int lastCode, ReadOnlySpan<int> rows, ref ForestSplit best)
    {
        _sums.ClearCodes(lastCode);
        Array.Clear(_rowsPerCode, 0, lastCode + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            var code = codes[rows[i]];
            _sums.Count(code, i);
            _rowsPerCode[code]++;
        }

        if (_rowsPerCode[codes[rows[0]]] == rows.Length)
            return false;
        var missing = _rowsPerCode[0];
        for (var side = 0; side < (missing > 0 ? 2 : 1); side++)
        {
            Begin();
            if (side == 1)
                MoveCode(0);
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
        while (code <= lastCode && _rowsPerCode[code] == 0)
            code++;
        return code;
    }

    private bool TrySorted(int feature, ushort[] codes, ReadOnlySpan<int> rows, ref ForestSplit best)
    {
        var keys = _keys.AsSpan(0, rows.Length);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)codes[rows[i]] << 32) | (uint)i;
        if (keys.Length <= InsertionRows)
            InsertionSort(keys);
        else
            keys.Sort();
        if (keys[0] >> 32 == keys[^1] >> 32)
            return false;
        var missing = 0;
        while (keys[missing] >> 32 == 0)
            missing++;
        for (var side = 0; side < (missing > 0 ? 2 : 1); side++)
        {
            Begin();
            if (side == 1)
                for (var i = 0; i < missing; i++)
                    MoveRow((int)(uint)keys[i]);
            for (var i = missing; i < keys.Length; i++)
            {
                MoveRow((int)(uint)keys[i]);
                var code = (int)(keys[i] >> 32);
                var next = i + 1 < keys.Length ? (int)(keys[i + 1] >> 32) : ushort.MaxValue + 1;
                if (next != code)
                    Judge(feature, code, next, missing > 0, side == 1, ref best);
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
            for (; at > 0 && keys[at - 1] > key; at--)
                keys[at] = keys[at - 1];
            keys[at] = key;
        }
    }

    private void Begin()
    {
        _sums.Begin();
        _leftRows = 0;
    }

    private void MoveRow(int index)
    {
        _sums.MoveRow(index);
        _leftRows++;
    }

    private void MoveCode(int code)
    {
        _sums.MoveCode(code);
        _leftRows += _rowsPerCode[code];
    }

    private void Judge(int feature, int code, int next, bool hasMissing, bool missingLeft, ref ForestSplit best)
    {
        if (_leftRows < _minimumRows || _rows - _leftRows < _minimumRows)
            return;
        var score = _sums.Score;
        if (score > best.Score)
            best = new ForestSplit(score, feature, code, next, hasMissing, missingLeft, _sums.LeftWeight);
    }
}
