namespace Debye.Tensors.Cpu;

/// <content>Convolution of images, each channel with its own window.</content>
public sealed unsafe partial class CpuBackend
{
    private bool UsesWideLanes => Kernels == CpuKernels.Avx512;

    /// <inheritdoc/>
    public override void ConvolveDepthwise(in ImageConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        var s = shape;
        Workers.For(
            s.Batch,
            (_, b) =>
                WithZeros(
                    s,
                    x,
                    b,
                    image =>
                        ImageDepthwisePasses.Forward(
                            s,
                            UsesWideLanes,
                            image,
                            w.Pointer,
                            bias is null ? null : bias.Pointer,
                            y.Pointer + ((nint)b * s.OutLength)
                        )
                )
        );
    }

    /// <inheritdoc/>
    public override void ConvolveDepthwiseBackwardInput(in ImageConvolutionShape shape, Tensor dy, Tensor w, Tensor dx)
    {
        var s = shape;
        Workers.For(
            s.Batch,
            (_, b) =>
                Unpad(
                    s,
                    dx,
                    b,
                    padded =>
                        ImageDepthwisePasses.InputGradient(
                            s,
                            UsesWideLanes,
                            dy.Pointer + ((nint)b * s.OutLength),
                            w.Pointer,
                            padded.Pointer
                        )
                )
        );
    }

    /// <inheritdoc/>
    public override void ConvolveDepthwiseBackwardWeight(in ImageConvolutionShape shape, Tensor x, Tensor dy, Tensor dw)
    {
        var s = shape;
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
                        ImageDepthwisePasses.WeightGradient(
                            s,
                            UsesWideLanes,
                            image,
                            dy.Pointer + ((nint)b * s.OutLength),
                            partial.Pointer + ((nint)b * dw.Length)
                        )
                )
        );
        ChannelKernels.SumBlocks(partial.Span[..(s.Batch * dw.Length)], dw.Span);
        Return(partial);
    }

    private delegate void ImageBody(float* image);

    /// <summary>Runs a body on one image with its zeros.</summary>
    private void WithZeros(in ImageConvolutionShape s, Tensor x, int image, ImageBody body)
    {
        if (s.Padding == default)
        {
            body(x.Pointer + ((nint)image * s.InLength));
            return;
        }

        var padded = Rent(s.PaddedLength);
        PadImage(s, x.Span.Slice(image * s.InLength, s.InLength), padded.Span);
        body(padded.Pointer);
        Return(padded);
    }
}
