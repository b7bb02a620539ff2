namespace Debye.Tensors.Cpu;

/// <summary>Runs the engine on the processor, with vector instructions and a fixed number of threads.</summary>
/// <remarks>
/// Results do not depend on the number of threads; they do depend, in the last bits, on the instruction set. Safe for calls from
/// many threads, which take turns: one operation at a time. After <see cref="Backend.Dispose()"/> every operation throws
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed unsafe partial class CpuBackend : Backend
{
    private const int ChunkLength = 16384;
    private readonly MatrixProduct _product;
    private readonly SpectralConvolution _spectral;
    private readonly Dictionary<int, Stack<Storage>> _scratch = [];
    private Action<int, int>? _loop;
    private Action<int, int>? _loopBody;
    private int _loopLength;
    private int _loopBlock;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many, 1 or more.</param>
    /// <param name="kernels">Instruction set of the matrix kernels; the widest there is if not given.</param>
    /// <param name="convolution">How convolutions are computed.</param>
    /// <exception cref="PlatformNotSupportedException">This processor lacks the instruction set.</exception>
    public CpuBackend(int threads, CpuKernels? kernels = null, ConvolutionMethod convolution = ConvolutionMethod.Automatic)
    {
        Kernels = kernels ?? KernelSelection.Best;
        if (!KernelSelection.IsSupported(Kernels))
            throw new PlatformNotSupportedException($"this processor has no {Kernels}");
        Workers = new Workers(threads);
        Convolution = convolution;
        _product = new MatrixProduct(Kernels, Workers);
        _spectral = new SpectralConvolution(Workers, _product);
    }

    /// <summary>Instruction set of the matrix kernels.</summary>
    public CpuKernels Kernels { get; }

    /// <summary>How convolutions are computed.</summary>
    public ConvolutionMethod Convolution { get; }

    /// <summary>The threads.</summary>
    public Workers Workers { get; }

    /// <summary>The widest instruction set that this processor has kernels for.</summary>
    public static CpuKernels BestKernels => KernelSelection.Best;

    /// <summary>Whether this processor can run the kernels.</summary>
    /// <param name="kernels">Instruction set.</param>
    public static bool Supports(CpuKernels kernels) => KernelSelection.IsSupported(kernels);

    /// <inheritdoc/>
    public override void MatrixMultiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor? bias, Tensor c)
    {
        using var turn = Enter();
        var left = Whole(a);
        var right = Whole(b);
        _product.Multiply(
            transposeA ? left.Transposed : left,
            transposeB ? right.Transposed : right,
            Whole(c),
            accumulate: false,
            RowView.Of(bias)
        );
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Workers.Dispose();
    }

    /// <summary>Waits for the turn of this operation; it ends with the scope.</summary>
    private Lock.Scope Enter() => Workers.Enter(this);

    private static MatrixView Whole(Tensor tensor) =>
        MatrixView.Plain(tensor.Storage, tensor.Offset, tensor.Length / tensor.Extent(-1), tensor.Extent(-1));

    /// <summary>Runs a body over chunks [start, start + count) of a fixed length.</summary>
    private void ForChunks(int length, Action<int, int> body) => ForBlocks(length, ChunkLength, body);

    /// <summary>Runs a body over blocks of rows, of a size that does not depend on the number of threads.</summary>
    private void ForRows(int rows, int columns, Action<int, int> body) => ForBlocks(rows, Math.Max(1, ChunkLength / columns), body);

    /// <summary>Runs a body over blocks [start, start + count); must not be nested: the loop is in fields, to save allocations.</summary>
    private void ForBlocks(int length, int block, Action<int, int> body)
    {
        if (length <= block)
        {
            body(0, length);
            return;
        }

        (_loopBody, _loopLength, _loopBlock) = (body, length, block);
        Workers.For((length + block - 1) / block, _loop ??= RunBlock);
        _loopBody = null;
    }

    private void RunBlock(int worker, int index)
    {
        var start = index * _loopBlock;
        _loopBody!(start, Math.Min(_loopBlock, _loopLength - start));
    }

    private Storage Rent(int length)
    {
        lock (_scratch)
        {
            return _scratch.TryGetValue(length, out var stack) && stack.Count > 0 ? stack.Pop() : new Storage(length);
        }
    }

    private void Return(Storage storage)
    {
        lock (_scratch)
        {
            if (!_scratch.TryGetValue(storage.Length, out var stack))
                _scratch.Add(storage.Length, stack = new Stack<Storage>());
            stack.Push(storage);
        }
    }
}
