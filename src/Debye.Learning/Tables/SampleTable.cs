using System.Numerics.Tensors;
using Debye.Learning.Trees;

namespace Debye.Learning.Tables;

/// <summary>Finite numbers of many samples in double precision, row by row: what chemometrics and open-set detectors work on.</summary>
public sealed class SampleTable
{
    private readonly ReadOnlyMemory<double> _values;

    /// <summary>Wraps values without copying them.</summary>
    /// <param name="values">Row-major, rows × columns; finite.</param>
    /// <param name="columns">Numbers of a sample, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="columns"/>, or a value is not finite.</exception>
    public SampleTable(ReadOnlyMemory<double> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length % columns != 0)
            throw new ArgumentException(Invariant($"Expected rows of {columns} values, got {values.Length} values."), nameof(values));
        RequireFinite(values.Span, nameof(values));
        _values = values;
        Columns = columns;
        Rows = values.Length / columns;
    }

    /// <summary>Number of samples.</summary>
    public int Rows { get; }

    /// <summary>Numbers of a sample.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major.</summary>
    public ReadOnlySpan<double> Values => _values.Span;

    /// <summary>Widens a table of single precision.</summary>
    /// <exception cref="ArgumentException">A value is missing or infinite.</exception>
    public static SampleTable From(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var values = new double[table.Values.Length];
        TensorPrimitives.ConvertChecked(table.Values, values.AsSpan());
        return new SampleTable(values, table.Columns);
    }

    /// <summary>Values of one sample.</summary>
    /// <param name="index">0…<see cref="Rows"/>−1.</param>
    public ReadOnlySpan<double> Row(int index) => _values.Span.Slice(index * Columns, Columns);

    /// <summary>The same table in single precision.</summary>
    internal FeatureTable ToFeatures() => new(Array.ConvertAll(Values.ToArray(), value => (float)value), Columns);

    /// <summary>A copy of some rows, in the order given.</summary>
    /// <param name="rows">Indices, 0…<see cref="Rows"/>−1.</param>
    public SampleTable Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Count * Columns];
        for (var i = 0; i < rows.Count; i++)
            Row(rows[i]).CopyTo(values.AsSpan(i * Columns));
        return new SampleTable(values, Columns);
    }

    /// <summary>Checks one sample that is to be judged.</summary>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    internal static void RequireSample(ReadOnlySpan<double> row, int length)
    {
        if (row.Length != length)
            throw new ArgumentException(Invariant($"Expected {length} values, got {row.Length}."), nameof(row));
        RequireFinite(row, nameof(row));
    }

    private static void RequireFinite(ReadOnlySpan<double> values, string name)
    {
        foreach (var value in values)
            if (!double.IsFinite(value))
                throw new ArgumentException(Invariant($"Expected finite values, got {value}."), name);
    }
}
