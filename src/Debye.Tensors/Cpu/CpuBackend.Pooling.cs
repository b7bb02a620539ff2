namespace Debye.Tensors.Cpu;

/// <content>Pooling.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void Pool(PoolingKind kind, in ConvolutionShape shape, Tensor x, Tensor y)
    {
        using var turn = Enter();
        var s = shape;
        var (rowIn, rowOut) = (s.Length * s.InChannels, s.OutLength * s.InChannels);
        Workers.For(s.Batch, (_, b) => PoolingKernels.Forward(kind, s, x.Span.Slice(b * rowIn, rowIn), y.Span.Slice(b * rowOut, rowOut)));
    }

    /// <inheritdoc/>
    public override void PoolBackward(PoolingKind kind, in ConvolutionShape shape, Tensor x, Tensor y, Tensor dy, Tensor dx)
    {
        using var turn = Enter();
        var s = shape;
        var (rowIn, rowOut) = (s.Length * s.InChannels, s.OutLength * s.InChannels);
        Workers.For(
            s.Batch,
            (_, b) =>
                PoolingKernels.Backward(
                    kind,
                    s,
                    x.Span.Slice(b * rowIn, rowIn),
                    y.Span.Slice(b * rowOut, rowOut),
                    dy.Span.Slice(b * rowOut, rowOut),
                    dx.Span.Slice(b * rowIn, rowIn)
                )
        );
    }
}
