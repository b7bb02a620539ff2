namespace Debye.Tensors.Cpu;

/// <content>Convolution of images: a matrix product over windows that overlap in memory.</content>
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void ConvolveImages(in ImageConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        using var turn = Enter();
        var s = shape;
        if (s.IsPointwise)
        {
            _product.Multiply(Whole(x), Whole(w), Whole(y), accumulate: false, RowView.Of(bias));
            return;
        }

        for (var b = 0; b < s.Batch; b++)
            WithZeros(
                s,
                x,
                b,
                image => _product.Multiply(Windows(s, image), Whole(w), Points(s, y, b), accumulate: false, RowView.Of(bias))
            );
    }

    /// <inheritdoc/>
    public override void ConvolveImagesBackwardInput(in ImageConvolutionShape shape, Tensor dy, Tensor w, Tensor dx)
    {
        using var turn = Enter();
        var s = shape;
        if (s.IsPointwise)
        {
            _product.Multiply(Whole(dy), Whole(w).Transposed, Whole(dx));
            return;
        }

        var width = s.Kernel * s.Kernel * s.InChannels;
        Workers.For(
            s.Batch,
            (worker, b) =>
            {
                var windows = Rent(s.OutPoints * width);
                _product.MultiplyOn(worker, Points(s, dy, b), Whole(w).Transposed, MatrixView.Plain(windows, 0, s.OutPoints, width));
                Unpad(s, dx, b, padded => FoldWindows(s, windows, padded));
                Return(windows);
            }
        );
    }

    /// <inheritdoc/>
    public override void ConvolveImagesBackwardWeight(in ImageConvolutionShape shape, Tensor x, Tensor dy, Tensor dw)
    {
        using var turn = Enter();
        var s = shape;
        if (s.IsPointwise)
        {
            _product.Multiply(Whole(x).Transposed, Whole(dy), Whole(dw));
            return;
        }

        for (var b = 0; b < s.Batch; b++)
            WithZeros(s, x, b, image => _product.Multiply(Windows(s, image).Transposed, Points(s, dy, b), Whole(dw), accumulate: b > 0));
    }

    /// <summary>Windows of an image with its zeros: row w holds the kernel's rows one after the other.</summary>
    private static MatrixView Windows(in ImageConvolutionShape s, RowView image)
    {
        nint row = s.PaddedColumns * s.InChannels;
        return new MatrixView(
            image.Storage!,
            image.Offset,
            new MatrixAxis(s.OutPoints, (nint)s.Stride * s.InChannels, s.OutColumns, s.Stride * row),
            new MatrixAxis(s.Kernel * s.Kernel * s.InChannels, 1, s.Kernel * s.InChannels, row)
        );
    }

    private static MatrixView Points(in ImageConvolutionShape s, Tensor y, int image) =>
        MatrixView.Plain(y.Storage, y.Offset + ((nint)image * s.OutLength), s.OutPoints, s.OutChannels);

    private static void PadImage(in ImageConvolutionShape s, ReadOnlySpan<float> image, Span<float> destination)
    {
        var (row, padded) = (s.Columns * s.InChannels, s.PaddedColumns * s.InChannels);
        var (left, end) = (s.Padding.Left * s.InChannels, (s.Padding.Left + s.Columns) * s.InChannels);
        destination[..(s.Padding.Top * padded)].Clear();
        for (var r = 0; r < s.Rows; r++)
        {
            var to = destination.Slice((s.Padding.Top + r) * padded, padded);
            to[..left].Clear();
            image.Slice(r * row, row).CopyTo(to[left..]);
            to[end..].Clear();
        }

        destination[((s.Padding.Top + s.Rows) * padded)..s.PaddedLength].Clear();
    }

    /// <summary>Lets a body add to an image with zeros around it, and takes the image out of it.</summary>
    private void Unpad(in ImageConvolutionShape s, Tensor dx, int image, Action<Storage> body)
    {
        var padded = Rent(s.PaddedLength);
        padded.Span.Clear();
        body(padded);
        var row = s.Columns * s.InChannels;
        for (var r = 0; r < s.Rows; r++)
        {
            var from = (((s.Padding.Top + r) * s.PaddedColumns) + s.Padding.Left) * s.InChannels;
            padded.Span.Slice(from, row).CopyTo(dx.Span[((image * s.InLength) + (r * row))..]);
        }

        Return(padded);
    }

    /// <summary>Adds every window to where it lies in the image.</summary>
    private static void FoldWindows(in ImageConvolutionShape s, Storage windows, Storage padded)
    {
        var run = s.Kernel * s.InChannels;
        for (var p = 0; p < s.OutPoints; p++)
        {
            var corner = ((p / s.OutColumns * s.Stride * s.PaddedColumns) + (p % s.OutColumns * s.Stride)) * s.InChannels;
            for (var k = 0; k < s.Kernel; k++)
            {
                var to = padded.Span.Slice(corner + (k * s.PaddedColumns * s.InChannels), run);
                VectorKernels.Add(windows.Span.Slice(((p * s.Kernel) + k) * run, run), to, to);
            }
        }
    }
}
