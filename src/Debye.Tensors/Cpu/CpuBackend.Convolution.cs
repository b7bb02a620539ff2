namespace Debye.Tensors.Cpu;

/// <content>Convolution: a matrix product over windows that overlap in memory, so that nothing is unfolded.</content>
public sealed unsafe partial class CpuBackend
{
    private const int FewChannels = 12;

    /// <inheritdoc/>
    public override void Convolve(in ConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        using var turn = Enter();
        var s = shape;
        Require(s, x, w, bias, y);
        if (UsesSpectra(s))
        {
            _spectral.Forward(s, x, w, bias, y);
            return;
        }

        var padded = Pad(x.Span, s.Batch, s.Length, s.InChannels, s.PadLeft, s.PadRight);
        var input = new RowView(padded ?? x.Storage, padded is null ? x.Offset : 0);
        if (IsDepthwise(s))
        {
            Workers.For(
                s.Batch,
                (_, b) =>
                    DepthwiseKernels.Forward(
                        s,
                        (padded is null ? x.Span : padded.Span).Slice(b * s.PaddedLength * s.InChannels, s.PaddedLength * s.InChannels),
                        w.Span,
                        bias is null ? default : bias.Span,
                        y.Span.Slice(b * s.OutLength * s.OutChannels, s.OutLength * s.OutChannels)
                    )
            );
        }
        else
        {
            for (var g = 0; g < s.Groups; g++)
            {
                var start = RowView.Of(bias).From(g * s.OutPerGroup);
                _product.Multiply(Windows(s, input, g), Weights(s, w, g), Outputs(s, y, g), accumulate: false, start);
            }
        }

        if (padded is not null)
            Return(padded);
    }

    /// <inheritdoc/>
    public override void ConvolveBackwardInput(in ConvolutionShape shape, Tensor dy, Tensor w, Tensor dx)
    {
        using var turn = Enter();
        var s = shape;
        Require(s, dx, w, null, dy);
        if (UsesSpectra(s))
        {
            _spectral.BackwardInput(s, dy, w, dx);
            return;
        }

        // With few channels in, tiles would be mostly empty: spread over the taps instead and fold.
        if (s.Stride == 1 && !IsDepthwise(s) && s.InPerGroup >= FewChannels)
        {
            var reach = s.Span - 1;
            var padded = Pad(dy.Span, s.Batch, s.OutLength, s.OutChannels, reach, reach);
            var (source, first) = padded is null ? (dy.Storage, dy.Offset) : (padded, 0);
            for (var g = 0; g < s.Groups; g++)
            {
                var from = first + ((nint)s.PadLeft * s.OutChannels) + (g * s.OutPerGroup);
                var rows = new MatrixAxis(s.Batch * s.Length, s.OutChannels, s.Length, (nint)(s.OutLength + (2 * reach)) * s.OutChannels);
                var columns = new MatrixAxis(s.Kernel * s.OutPerGroup, 1, s.OutPerGroup, (nint)s.Dilation * s.OutChannels);
                var tap = (nint)s.InPerGroup * s.OutChannels;
                var reversed = new MatrixView(
                    w.Storage,
                    w.Offset + ((s.Kernel - 1) * tap) + (g * s.OutPerGroup),
                    new MatrixAxis(s.Kernel * s.OutPerGroup, 1, s.OutPerGroup, -tap),
                    new MatrixAxis(s.InPerGroup, s.OutChannels)
                );
                _product.Multiply(
                    new MatrixView(source, from, rows, columns),
                    reversed,
                    MatrixView.Plain(dx.Storage, dx.Offset + (g * s.InPerGroup), s.Batch * s.Length, s.InPerGroup, s.InChannels)
                );
            }

            if (padded is not null)
                Return(padded);
            return;
        }

        Workers.For(s.Batch, (worker, b) => ScatterInputGradient(s, worker, b, dy, w, dx));
    }

    /// <inheritdoc/>
    public override void ConvolveBackwardWeight(in ConvolutionShape shape, Tensor x, Tensor dy, Tensor dw)
    {
        using var turn = Enter();
        var s = shape;
        Require(s, x, dw, null, dy);
        if (UsesSpectra(s))
        {
            _spectral.BackwardWeight(s, x, dy, dw);
            return;
        }

        var padded = Pad(x.Span, s.Batch, s.Length, s.InChannels, s.PadLeft, s.PadRight);
        var input = new RowView(padded ?? x.Storage, padded is null ? x.Offset : 0);
        if (IsDepthwise(s))
        {
            Workers.For(
                s.Kernel,
                (_, k) =>
                    DepthwiseKernels.WeightGradient(
                        s,
                        k,
                        padded is null ? x.Span : padded.Span,
                        dy.Span,
                        dw.Span.Slice(k * s.InChannels, s.InChannels)
                    )
            );
        }
        else
        {
            for (var g = 0; g < s.Groups; g++)
                _product.Multiply(Windows(s, input, g).Transposed, Outputs(s, dy, g), Weights(s, dw, g));
        }

        if (padded is not null)
            Return(padded);
    }

    private static void Require(in ConvolutionShape s, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        Check.Length(x, (long)s.Batch * s.Length * s.InChannels);
        Check.Length(w, (long)s.Kernel * s.InPerGroup * s.OutChannels);
        Check.Length(bias, s.OutChannels);
        Check.Length(y, (long)s.Batch * s.OutLength * s.OutChannels);
    }

    private bool UsesSpectra(in ConvolutionShape s)
    {
        if (Convolution == ConvolutionMethod.Direct)
            return false;
        var (possible, pays) = SpectralConvolution.Judge(s);
        return possible && (pays || Convolution == ConvolutionMethod.Spectral);
    }

    private static bool IsDepthwise(in ConvolutionShape s) => s.Groups > 1 && s.InPerGroup == 1 && s.OutPerGroup == 1;

    private static MatrixView Windows(in ConvolutionShape s, RowView input, int group) =>
        new(
            input.Storage!,
            input.Offset + (group * s.InPerGroup),
            new MatrixAxis(s.Batch * s.OutLength, (nint)s.Stride * s.InChannels, s.OutLength, (nint)s.PaddedLength * s.InChannels),
            s.Dilation == 1 && s.Groups == 1
                ? new MatrixAxis(s.Kernel * s.InChannels, 1)
                : new MatrixAxis(s.Kernel * s.InPerGroup, 1, s.InPerGroup, (nint)s.Dilation * s.InChannels)
        );

    private static MatrixView Weights(in ConvolutionShape s, Tensor w, int group) =>
        MatrixView.Plain(w.Storage, w.Offset + (group * s.OutPerGroup), s.Kernel * s.InPerGroup, s.OutPerGroup, s.OutChannels);

    private static MatrixView Outputs(in ConvolutionShape s, Tensor y, int group) =>
        MatrixView.Plain(y.Storage, y.Offset + (group * s.OutPerGroup), s.Batch * s.OutLength, s.OutPerGroup, s.OutChannels);

    private Storage? Pad(ReadOnlySpan<float> x, int batch, int length, int channels, int left, int right)
    {
        if (left == 0 && right == 0)
            return null;
        var padded = Rent(batch * (length + left + right) * channels);
        var destination = padded.Span;
        for (var b = 0; b < batch; b++)
        {
            var row = destination.Slice(b * (length + left + right) * channels, (length + left + right) * channels);
            row[..(left * channels)].Clear();
            x.Slice(b * length * channels, length * channels).CopyTo(row[(left * channels)..]);
            row[((left + length) * channels)..].Clear();
        }

        return padded;
    }

    private void ScatterInputGradient(in ConvolutionShape s, int worker, int b, Tensor dy, Tensor w, Tensor dx)
    {
        var padded = Rent(s.PaddedLength * s.InChannels);
        padded.Span.Clear();
        var dyOfSignal = dy.Span.Slice(b * s.OutLength * s.OutChannels, s.OutLength * s.OutChannels);
        if (IsDepthwise(s))
        {
            DepthwiseKernels.InputGradient(s, dyOfSignal, w.Span, padded.Span);
        }
        else
        {
            var width = s.Kernel * s.InPerGroup;
            var windows = Rent(s.OutLength * width);
            for (var g = 0; g < s.Groups; g++)
            {
                var from = MatrixView.Plain(
                    dy.Storage,
                    dy.Offset + ((nint)b * s.OutLength * s.OutChannels) + (g * s.OutPerGroup),
                    s.OutLength,
                    s.OutPerGroup,
                    s.OutChannels
                );
                _product.MultiplyOn(worker, from, Weights(s, w, g).Transposed, MatrixView.Plain(windows, 0, s.OutLength, width));
                WindowKernels.Fold(s, g, windows.Span, padded.Span);
            }

            Return(windows);
        }

        padded
            .Span.Slice(s.PadLeft * s.InChannels, s.Length * s.InChannels)
            .CopyTo(dx.Span.Slice(b * s.Length * s.InChannels, s.Length * s.InChannels));
        Return(padded);
    }
}
