namespace Debye.Tensors.Cpu;

/// <summary>
/// C = A·B (+ C, or + a row repeated) for matrices seen through <see cref="MatrixView"/>. Blocks of both factors are
/// packed, so that overlapping, transposed, reversed and strided matrices all run at the speed of plain ones.
/// </summary>
/// <remarks>
/// Every element of C is summed in the order of the inner index, whatever the partition. Design: K. Goto and R. A. van
/// de Geijn, ACM Trans. Math. Softw. 34, 12 (2008), doi 10.1145/1356052.1356053.
/// </remarks>
/// <param name="kernels">Instruction set.</param>
/// <param name="workers">Threads.</param>
internal sealed unsafe class MatrixProduct(CpuKernels kernels, Workers workers)
{
    private const int Depth = 256;
    private const int RowBlock = 144;
    private const int ColumnBlock = 768;
    private const long SerialBelow = 1L << 17;
    private readonly int _tileRows = KernelSelection.TileRows(kernels);
    private readonly int _tileColumns = KernelSelection.TileColumns(kernels);
    private readonly Storage _packedB = new((ColumnBlock + 64) * Depth);
    private readonly Storage[] _scratch =
    [
        .. Enumerable.Range(0, workers.Threads).Select(_ => new Storage(((RowBlock + 16) * Depth) + 1024)),
    ];
    private readonly Storage?[] _ownB = new Storage?[workers.Threads];

    // The block that is being multiplied: fields rather than captured variables, so that no step allocates.
    private Action<int, int>? _packPanel;
    private Action<int, int>? _runTask;
    private MatrixView _a;
    private MatrixView _b;
    private MatrixView _c;
    private RowView _start;
    private bool _accumulate;
    private int _column;
    private int _columns;
    private int _depth;
    private int _depths;
    private int _splits;
    private int _panelsPerSplit;

    /// <summary>Multiplies, shared over the threads.</summary>
    public void Multiply(MatrixView a, MatrixView b, MatrixView c, bool accumulate = false, RowView start = default)
    {
        Require(a, b, c, start);
        if ((long)a.Rows.Count * b.Columns.Count * a.Columns.Count < SerialBelow)
        {
            MultiplyOn(0, a, b, c, accumulate, start);
            return;
        }

        for (var column = 0; column < b.Columns.Count; column += ColumnBlock)
        {
            for (var depth = 0; depth < a.Columns.Count; depth += Depth)
                MultiplyBlock(a, b, c, column, depth, accumulate || depth > 0, depth > 0 ? default : start);
        }
    }

    /// <summary>Multiplies on the calling thread, with the scratch memory of one worker.</summary>
    public void MultiplyOn(int worker, in MatrixView a, in MatrixView b, in MatrixView c, bool accumulate = false, RowView start = default)
    {
        Require(a, b, c, start);
        var packedB = _ownB[worker] ??= new Storage((ColumnBlock + 64) * Depth);
        for (var column = 0; column < b.Columns.Count; column += ColumnBlock)
        {
            var columns = Math.Min(ColumnBlock, b.Columns.Count - column);
            for (var depth = 0; depth < a.Columns.Count; depth += Depth)
            {
                var here = Math.Min(Depth, a.Columns.Count - depth);
                Packing.Pack(b.Transposed, column, columns, depth, here, _tileColumns, packedB, 0);
                for (var row = 0; row < a.Rows.Count; row += RowBlock)
                {
                    var block = new Block(row, Math.Min(RowBlock, a.Rows.Count - row), column, 0, columns, depth, here);
                    Run(block, worker, a, packedB, c, accumulate || depth > 0, depth > 0 ? default : start);
                }
            }
        }
    }

    private void MultiplyBlock(in MatrixView a, in MatrixView b, in MatrixView c, int column, int depth, bool accumulate, RowView start)
    {
        var columns = Math.Min(ColumnBlock, b.Columns.Count - column);
        var here = Math.Min(Depth, a.Columns.Count - depth);
        var panels = (columns + _tileColumns - 1) / _tileColumns;
        var rowBlocks = (a.Rows.Count + RowBlock - 1) / RowBlock;
        var splits = Math.Clamp(2 * workers.Threads / rowBlocks, 1, workers.Threads == 1 ? 1 : panels);
        var panelsPerSplit = (panels + splits - 1) / splits;
        splits = (panels + panelsPerSplit - 1) / panelsPerSplit;
        (_a, _b, _c, _accumulate, _start) = (a, b, c, accumulate, start);
        (_column, _columns, _depth, _depths, _splits, _panelsPerSplit) = (column, columns, depth, here, splits, panelsPerSplit);
        workers.For(panels, _packPanel ??= PackPanel);
        workers.For(rowBlocks * splits, _runTask ??= RunTask);
    }

    private static void Require(in MatrixView a, in MatrixView b, in MatrixView c, RowView start)
    {
        if (a.Columns.Count != b.Rows.Count || c.Rows.Count != a.Rows.Count || c.Columns.Count != b.Columns.Count)
            throw new ArgumentException($"expected (m, k) times (k, n) to (m, n), got {Describe(a)} times {Describe(b)} to {Describe(c)}");
        a.Require();
        b.Require();
        c.Require();
        if (start.Storage is { } row)
            MatrixView.Plain(row, start.Offset, 1, c.Columns.Count).Require();

        static string Describe(in MatrixView view) => $"({view.Rows.Count}, {view.Columns.Count})";
    }

    private void PackPanel(int worker, int panel)
    {
        var first = panel * _tileColumns;
        Packing.Pack(
            _b.Transposed,
            _column + first,
            Math.Min(_tileColumns, _columns - first),
            _depth,
            _depths,
            _tileColumns,
            _packedB,
            (nint)first * _depths
        );
    }

    private void RunTask(int worker, int task)
    {
        var row = task / _splits * RowBlock;
        var from = task % _splits * _panelsPerSplit * _tileColumns;
        var to = Math.Min(_columns, from + (_panelsPerSplit * _tileColumns));
        var block = new Block(row, Math.Min(RowBlock, _a.Rows.Count - row), _column, from, to, _depth, _depths);
        Run(block, worker, _a, _packedB, _c, _accumulate, _start);
    }

    private void Run(in Block block, int worker, in MatrixView a, Storage packedB, in MatrixView c, bool accumulate, RowView start)
    {
        Packing.Pack(a, block.Row, block.Rows, block.Depth, block.Depths, _tileRows, _scratch[worker], 0);
        fixed (
            float* packed = _scratch[worker],
                panels = packedB,
                target = c.Storage,
                row = start.Storage
        )
            RunTiles(block, packed, panels, c, target + c.Offset, accumulate, row is null ? null : row + start.Offset);
    }

    private void RunTiles(in Block block, float* packedA, float* packedB, in MatrixView c, float* product, bool accumulate, float* start)
    {
        var spare = packedA + ((RowBlock + 16) * Depth);
        for (var j = block.From; j < block.To; j += _tileColumns)
        {
            var columns = Math.Min(_tileColumns, block.To - j);
            var panelB = packedB + ((nint)j * block.Depths);
            var first = start is null ? null : start + block.Column + j;
            for (var i = 0; i < block.Rows; i += _tileRows)
            {
                var rows = Math.Min(_tileRows, block.Rows - i);
                var panelA = packedA + ((nint)i * block.Depths);
                var target = product + c.Rows.At(block.Row + i) + block.Column + j;
                if (rows == _tileRows && columns == _tileColumns && c.Rows.PerGroup >= c.Rows.Count)
                    KernelSelection.Tile(kernels, block.Depths, panelA, panelB, accumulate, first, c.Rows.Stride, target);
                else
                    EdgeTile(
                        block.Depths,
                        panelA,
                        panelB,
                        accumulate,
                        first,
                        c,
                        product,
                        block.Row + i,
                        rows,
                        block.Column + j,
                        columns,
                        spare
                    );
            }
        }
    }

    private void EdgeTile(
        int depth,
        float* a,
        float* b,
        bool accumulate,
        float* start,
        in MatrixView c,
        float* product,
        int row,
        int rows,
        int column,
        int columns,
        float* spare
    )
    {
        var tile = new Span<float>(spare, _tileRows * _tileColumns);
        tile.Clear();
        for (var i = 0; i < rows && (accumulate || start is not null); i++)
        {
            var from = accumulate ? product + c.Rows.At(row + i) + column : start;
            new Span<float>(from, columns).CopyTo(tile[(i * _tileColumns)..]);
        }

        KernelSelection.Tile(kernels, depth, a, b, accumulate: true, null, _tileColumns, spare);
        for (var i = 0; i < rows; i++)
            tile.Slice(i * _tileColumns, columns).CopyTo(new Span<float>(product + c.Rows.At(row + i) + column, columns));
    }

    /// <summary>Rows and depths of A, and packed columns [From, To) of a column block of B, that one task multiplies.</summary>
    private readonly record struct Block(int Row, int Rows, int Column, int From, int To, int Depth, int Depths);
}
