namespace Debye.Tensors;

/// <summary>Rows of which all elements but a run of fixed width are zero: smooth basis functions, one-hot codes.</summary>
public sealed class BandedRows
{
    private readonly int[] _first;
    private readonly float[] _values;

    /// <summary>Takes the runs.</summary>
    /// <param name="columns">Columns of the matrix, 1 or more.</param>
    /// <param name="width">Width of a run, 1 up to the columns.</param>
    /// <param name="first">First column of the run of each row, 0 up to columns - width; kept.</param>
    /// <param name="values">(rows, width), row-major; kept.</param>
    /// <exception cref="ArgumentException">The arrays do not fit.</exception>
    public BandedRows(int columns, int width, int[] first, float[] values)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(values);
        if (width < 1 || width > columns)
            throw new ArgumentException(Invariant($"expected a width of 1…{columns}, got {width}"), nameof(width));
        if (values.Length != (long)first.Length * width)
            throw new ArgumentException(Invariant($"expected {first.Length} × {width} values, got {values.Length}"), nameof(values));
        foreach (var column in first)
            if (column < 0 || column > columns - width)
                throw new ArgumentException(Invariant($"expected first columns 0…{columns - width}, got {column}"), nameof(first));
        (Columns, Width, _first, _values) = (columns, width, first, values);
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _first.Length;

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Width of a run.</summary>
    public int Width { get; }

    /// <summary>First column of the run of each row.</summary>
    public ReadOnlySpan<int> First => _first;

    /// <summary>Elements of the runs, (rows, width).</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Writes the rows out with their zeros.</summary>
    /// <param name="destination">(rows, columns), row-major.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != (long)Rows * Columns)
            throw new ArgumentException(
                Invariant($"expected room for {Rows} × {Columns} numbers, got {destination.Length}"),
                nameof(destination)
            );
        destination.Clear();
        for (var row = 0; row < Rows; row++)
            _values.AsSpan(row * Width, Width).CopyTo(destination[((row * Columns) + _first[row])..]);
    }
}
