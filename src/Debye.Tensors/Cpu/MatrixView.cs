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

    public nint At(int index) => PerGroup >= Count ? index * Stride : (index / PerGroup * GroupStride) + (index % PerGroup * Stride);
}

/// <summary>
/// A matrix seen in memory without copying. Rows may overlap, so that a convolution's input is a matrix of its
/// windows; either axis may be grouped, so that the windows of a whole batch are one matrix.
/// </summary>
internal readonly unsafe struct MatrixView(float* pointer, MatrixAxis rows, MatrixAxis columns)
{
    public float* Pointer { get; } = pointer;

    public MatrixAxis Rows { get; } = rows;

    public MatrixAxis Columns { get; } = columns;

    public MatrixView Transposed => new(Pointer, Columns, Rows);

    /// <summary>A plain row-major matrix.</summary>
    public static MatrixView Plain(float* pointer, int rows, int columns) => Plain(pointer, rows, columns, columns);

    public static MatrixView Plain(float* pointer, int rows, int columns, nint rowStride) =>
        new(pointer, new MatrixAxis(rows, rowStride), new MatrixAxis(columns, 1));
}
