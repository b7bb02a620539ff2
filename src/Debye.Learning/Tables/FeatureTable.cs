namespace Debye.Learning.Tables;

/// <summary>Feature values of many examples, row by row; NaN means missing.</summary>
public sealed class FeatureTable
{
    private readonly ReadOnlyMemory<float> _values;

    /// <summary>Wraps values without copying them.</summary>
    /// <param name="values">Row-major, rows × columns; NaN is a missing value, infinities are ordinary ends of the scale.</param>
    /// <param name="columns">Number of features, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="columns"/>.</exception>
    public FeatureTable(ReadOnlyMemory<float> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length % columns != 0)
            throw new ArgumentException(Invariant($"Expected rows of {columns} values, got {values.Length} values."), nameof(values));
        _values = values;
        Columns = columns;
        Rows = values.Length / columns;
    }

    /// <summary>Number of examples.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Features of one example.</summary>
    /// <param name="index">0…<see cref="Rows"/>−1.</param>
    public ReadOnlySpan<float> Row(int index) => _values.Span.Slice(index * Columns, Columns);
}
