namespace Debye.Tensors.Cpu;

/// <summary>One axis of a matrix in memory: indices come in groups, evenly spaced within and between.</summary>
/// <param name="Count">Number of indices.</param>
/// <param name="Stride">Elements between neighbours of one group.</param>
/// <param name="PerGroup">Indices in a group.</param>
/// <param name="GroupStride">Elements between the starts of neighbouring groups.</param>
internal readonly record struct MatrixAxis(int Count, nint Stride, int PerGroup, nint GroupStride)
{
    public MatrixAxis(int count, nint stride)
        : this(count, stride, Math.Max(count, 1), 0) { }

    /// <summary>The index that lies first in memory and the one that lies last; there must be one.</summary>
    public (nint First, nint Last) Ends()
    {
        var last = Count - 1;
        var (first, end) = (nint.Min(0, At(last)), nint.Max(0, At(last)));
        if (PerGroup >= Count)
            return (first, end);
        var lastGroup = last / PerGroup * PerGroup;
        foreach (var corner in (ReadOnlySpan<int>)[PerGroup - 1, lastGroup - 1, lastGroup])
            (first, end) = (nint.Min(first, At(corner)), nint.Max(end, At(corner)));
        return (first, end);
    }

    /// <summary>Elements from the first index to this one.</summary>
    public nint At(int index) => PerGroup >= Count ? index * Stride : (index / PerGroup * GroupStride) + (index % PerGroup * Stride);
}

/// <summary>
/// A matrix seen in memory without copying. Rows may overlap, so that a convolution's input is a matrix of its
/// windows; either axis may be grouped, so that the windows of a whole batch are one matrix.
/// </summary>
/// <remarks>It names the memory rather than its address, and so keeps it from the garbage collector.</remarks>
internal readonly struct MatrixView(Storage storage, nint offset, MatrixAxis rows, MatrixAxis columns)
{
    /// <summary>The memory.</summary>
    public Storage Storage { get; } = storage;

    /// <summary>Where in the memory element (0, 0) lies.</summary>
    public nint Offset { get; } = offset;

    public MatrixAxis Rows { get; } = rows;

    public MatrixAxis Columns { get; } = columns;

    public MatrixView Transposed => new(Storage, Offset, Columns, Rows);

    /// <summary>A plain row-major matrix.</summary>
    public static MatrixView Plain(Storage storage, nint offset, int rows, int columns) => Plain(storage, offset, rows, columns, columns);

    /// <summary>Rows of a row-major matrix that lie further apart than they are long.</summary>
    public static MatrixView Plain(Storage storage, nint offset, int rows, int columns, nint rowStride) =>
        new(storage, offset, new MatrixAxis(rows, rowStride), new MatrixAxis(columns, 1));

    /// <summary>Refuses a matrix that reaches beyond its memory.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public void Require()
    {
        if (Rows.Count == 0 || Columns.Count == 0)
            return;
        var (rows, columns) = (Rows.Ends(), Columns.Ends());
        var (first, last) = (Offset + rows.First + columns.First, Offset + rows.Last + columns.Last);
        if (first < 0 || last >= Storage.Length)
            throw new ArgumentException(
                Invariant($"expected a matrix within {Storage.Length} numbers, got one of the numbers {first} to {last}")
            );
    }
}

/// <summary>A view of a row in memory, or none.</summary>
/// <param name="Storage">The memory; null for none.</param>
/// <param name="Offset">Where in the memory its first element lies.</param>
internal readonly record struct RowView(Storage? Storage, nint Offset)
{
    /// <summary>The elements of a tensor, or none.</summary>
    public static RowView Of(Tensor? tensor) => tensor is null ? default : new(tensor.Storage, tensor.Offset);

    /// <summary>The same row from a later element on.</summary>
    public RowView From(int element) => this with { Offset = Offset + element };
}
