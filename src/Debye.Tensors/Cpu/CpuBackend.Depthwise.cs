namespace Debye.Tensors.Cpu;

/// <content>Convolution of images, each channel with its own window.</content>
public sealed unsafe partial class CpuBackend
{
    private bool UsesWideLanes => Kernels == CpuKernels.Avx512;

    /// <inheritdoc/>
    public override void ConvolveDepthwise(in ImageConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        using var turn = Enter();
        var s = shape;
        RequireDepthwise(s, x, w, bias, y);
        Workers.For(
            s.Batch,
            (_, b) =>
                WithZeros(
                    s,
                    x,
                    b,
                    image =>
                    {
                        fixed (
                            float* from = image.Storage,
                                taps = w,
                                row = bias,
                                to = y
                        )
                            ImageDepthwisePasses.Forward(s, UsesWideLanes, from + image.Offset, taps, row, to + ((nint)b * s.OutLength));
                    }
                )
        );
    }

    /// <inheritdoc/>
    public override void ConvolveDepthwiseBackwardInput(in ImageConvolutionShape shape, Tensor dy, Tensor w, Tensor dx)
    {
        using var turn = Enter();
        var s = shape;
        RequireDepthwise(s, dx, w, null, dy);
        Workers.For(
            s.Batch,
            (_, b) =>
                Unpad(
                    s,
                    dx,
                    b,
                    padded =>
                    {
                        fixed (
                            float* gradient = dy,
                                taps = w,
                                to = padded
                        )
                            ImageDepthwisePasses.InputGradient(s, UsesWideLanes, gradient + ((nint)b * s.OutLength), taps, to);
                    }
                )
        );
    }

    /// <inheritdoc/>
    public override void ConvolveDepthwiseBackwardWeight(in ImageConvolutionShape shape, Tensor x, Tensor dy, Tensor dw)
    {
        using var turn = Enter();
        var s = shape;
        RequireDepthwise(s, x, dw, null, dy);
        var partial = Rent(Storage.Roomy(s.Batch * dw.Length));
        partial.Span.Clear();
        Workers.For(
            s.Batch,
            (_, b) =>
                WithZeros(
                    s,
                    x,
                    b,
                    image =>
                    {
                        fixed (
                            float* from = image.Storage,
                                gradient = dy,
                                to = partial
                        )
                            ImageDepthwisePasses.WeightGradient(
                                s,
                                UsesWideLanes,
                                from + image.Offset,
                                gradient + ((nint)b * s.OutLength),
                                to + ((nint)b * dw.Length)
                            );
                    }
                )
        );
        ChannelKernels.SumBlocks(partial.Span[..(s.Batch * dw.Length)], dw.Span);
        Return(partial);
    }

    private static void RequireDepthwise(in ImageConvolutionShape s, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        Check.Length(x, (long)s.Batch * s.InLength);
        Check.Length(w, (long)s.Kernel * s.Kernel * s.InChannels);
        Check.Length(bias, s.InChannels);
        Check.Length(y, (long)s.Batch * s.OutLength);
    }

    /// <summary>Runs a body on one image with its zeros.</summary>
    private void WithZeros(in ImageConvolutionShape s, Tensor x, int image, Action<RowView> body)
    {
        if (s.Padding == default)
        {
            body(RowView.Of(x).From(image * s.InLength));
            return;
        }

        var padded = Rent(s.PaddedLength);
        PadImage(s, x.Span.Slice(image * s.InLength, s.InLength), padded.Span);
        body(new RowView(padded, 0));
        Return(padded);
    }
}
