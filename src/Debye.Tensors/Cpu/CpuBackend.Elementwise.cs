using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <content>Elementwise operations and sums.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void Unary(UnaryFunction function, Tensor x, Tensor y)
    {
        using var turn = Enter();
        ForChunks(x.Length, (at, n) => UnaryKernels.Forward(function, x.Span.Slice(at, n), y.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void UnaryBackward(UnaryFunction function, Tensor x, Tensor y, Tensor dy, Tensor dx)
    {
        using var turn = Enter();
        ForChunks(
            x.Length,
            (at, n) => UnaryKernels.Backward(function, x.Span.Slice(at, n), y.Span.Slice(at, n), dy.Span.Slice(at, n), dx.Span.Slice(at, n))
        );
    }

    /// <inheritdoc/>
    public override void AddScaled(Tensor x, float scale, Tensor y)
    {
        using var turn = Enter();
        ForChunks(x.Length, (at, n) => VectorKernels.AddScaled(x.Span.Slice(at, n), scale, y.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void Add(Tensor a, Tensor b, Tensor z)
    {
        using var turn = Enter();
        ForChunks(z.Length, (at, n) => VectorKernels.Add(a.Span.Slice(at, n), b.Span.Slice(at, n), z.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void Multiply(Tensor a, Tensor b, Tensor z)
    {
        using var turn = Enter();
        ForChunks(z.Length, (at, n) => VectorKernels.Multiply(a.Span.Slice(at, n), b.Span.Slice(at, n), z.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void Scale(Tensor x, float scale, Tensor y)
    {
        using var turn = Enter();
        ForChunks(x.Length, (at, n) => VectorKernels.Scale(x.Span.Slice(at, n), scale, y.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void DropoutMask(float probability, ulong key, ulong counter, Tensor mask)
    {
        using var turn = Enter();
        ForChunks(mask.Length, (at, n) => RandomKernels.DropoutMask(probability, key, counter + (ulong)at, mask.Span.Slice(at, n)));
    }

    /// <inheritdoc/>
    public override void LogSoftmax(Tensor x, Tensor y)
    {
        using var turn = Enter();
        var columns = x.Extent(-1);
        for (var at = 0; at < x.Length; at += columns)
            VectorKernels.LogSoftmax(x.Span.Slice(at, columns), y.Span.Slice(at, columns));
    }

    /// <inheritdoc/>
    public override void Adam(in AdamStep step, Tensor parameter, Tensor gradient, Tensor first, Tensor second)
    {
        using var turn = Enter();
        if (parameter.Length <= ChunkLength)
            OptimiserKernels.Adam(step, gradient.Span, first.Span, second.Span, parameter.Span);
        else
            AdamInChunks(step, parameter, gradient, first, second);
    }

    private void AdamInChunks(in AdamStep step, Tensor parameter, Tensor gradient, Tensor first, Tensor second)
    {
        var s = step;
        ForChunks(
            parameter.Length,
            (at, n) =>
                OptimiserKernels.Adam(
                    s,
                    gradient.Span.Slice(at, n),
                    first.Span.Slice(at, n),
                    second.Span.Slice(at, n),
                    parameter.Span.Slice(at, n)
                )
        );
    }

    /// <inheritdoc/>
    public override void ChannelAffine(Tensor x, Tensor scale, Tensor? shift, Tensor y)
    {
        using var turn = Enter();
        var channels = x.Extent(-1);
        ForRows(
            x.Length / channels,
            channels,
            (row, rows) =>
                ChannelKernels.Affine(
                    channels,
                    x.Span.Slice(row * channels, rows * channels),
                    scale.Span,
                    shift is null ? default : shift.Span,
                    y.Span.Slice(row * channels, rows * channels)
                )
        );
    }

    /// <inheritdoc/>
    public override void SumRows(Tensor x, Tensor sums)
    {
        using var turn = Enter();
        Reduce(x.Extent(-1), x.Length / x.Extent(-1), sums.Span, (at, n, totals) => ChannelKernels.AddRows(x.Span.Slice(at, n), totals));
    }

    /// <inheritdoc/>
    public override void SumProductRows(Tensor a, Tensor b, Tensor sums)
    {
        using var turn = Enter();
        Reduce(
            a.Extent(-1),
            a.Length / a.Extent(-1),
            sums.Span,
            (at, n, totals) => ChannelKernels.AddProducts(a.Span.Slice(at, n), b.Span.Slice(at, n), totals)
        );
    }

    /// <summary>
    /// Sums a quantity over rows: each block of rows into totals of its own, then the blocks in order and in double precision.
    /// </summary>
    private void Reduce(int columns, int rows, Span<float> sums, Action<int, int, Span<float>> add)
    {
        const int RowsPerBlock = 64;
        var block = columns < Vector<float>.Count ? RowsPerBlock * 4 : RowsPerBlock;
        var blocks = (rows + block - 1) / block;
        var partial = Rent(Storage.Roomy(blocks * columns));
        Workers.For(
            blocks,
            (_, i) =>
            {
                var totals = partial.Span.Slice(i * columns, columns);
                totals.Clear();
                add(i * block * columns, Math.Min(block, rows - (i * block)) * columns, totals);
            }
        );
        ChannelKernels.SumBlocks(partial.Span[..(blocks * columns)], sums);
        Return(partial);
    }
}
