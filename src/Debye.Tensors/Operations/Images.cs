namespace Debye.Tensors;

/// <summary>Differentiable operations on images (batch, rows, columns, channels), made of those on signals.</summary>
public static class Images
{
    /// <summary>Two-dimensional convolution that keeps rows and columns (zeros around the image).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, rows, columns, in).</param>
    /// <param name="weight">(kernel, kernel · in, out): taps along a row; of each, the rows of the window one after the other.</param>
    /// <param name="bias">(out), or null.</param>
    /// <returns>(batch, rows, columns, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks>The rows of a window are laid side by side as channels; what remains is a convolution along each row.</remarks>
    public static Tensor Convolve(Tape tape, Tensor x, Tensor weight, Tensor? bias)
    {
        var kernel = weight.Extent(0);
        Check.That(
            x.Rank == 4 && weight.Extent(1) == kernel * x.Extent(3),
            x,
            Invariant($"(batch, rows, columns, {weight.Extent(1) / kernel})")
        );
        var (batch, rows, columns) = (x.Extent(0), x.Extent(1), x.Extent(2));
        var stacked = kernel == 1 ? x : StackRows(tape, x, kernel);
        var signals = Functional.Reshape(stacked, batch * rows, columns, weight.Extent(1));
        var total = kernel - 1;
        var y = Functional.Convolve(tape, signals, weight, bias, padLeft: total / 2, padRight: total - (total / 2));
        return Functional.Reshape(y, batch, rows, columns, weight.Extent(2));
    }

    /// <summary>Two-dimensional convolution with a stride.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, rows, columns, in).</param>
    /// <param name="weight">(kernel, kernel, in, out): rows of the window, columns of it.</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="stride">Points between windows, along both axes, 1 or more.</param>
    /// <param name="padding">Zeros around an image.</param>
    /// <returns>(batch, out rows, out columns, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Convolve(Tape tape, Tensor x, Tensor weight, Tensor? bias, int stride, ImagePadding padding)
    {
        Check.That(weight.Rank == 4 && weight.Extent(0) == weight.Extent(1), weight, "(kernel, kernel, in, out)");
        Check.That(x.Rank == 4 && x.Extent(3) == weight.Extent(2), x, Invariant($"(batch, rows, columns, {weight.Extent(2)})"));
        var shape = ShapeOf(x, weight.Extent(0), weight.Extent(3), bias, stride, padding);
        var y = tape.Empty(shape.Batch, shape.OutRows, shape.OutColumns, shape.OutChannels);
        var backend = tape.Backend;
        backend.ConvolveImages(shape, x, weight, bias, y);
        if (!tape.Wants(x, weight, bias))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                if (weight.RequiresGradient)
                    tape.Accumulate(weight, dw => backend.ConvolveImagesBackwardWeight(shape, x, dy, dw));
                if (bias is { RequiresGradient: true })
                    tape.Accumulate(bias, db => backend.SumRows(dy, db));
                if (x.RequiresGradient)
                    tape.Accumulate(x, dx => backend.ConvolveImagesBackwardInput(shape, dy, weight, dx));
            }
        );
        return y;
    }

    /// <summary>Two-dimensional convolution of every channel with its own window.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, rows, columns, channels).</param>
    /// <param name="weight">(kernel, kernel, channels): rows of the window, columns of it.</param>
    /// <param name="bias">(channels), or null.</param>
    /// <param name="stride">Points between windows, along both axes, 1 or more.</param>
    /// <param name="padding">Zeros around an image.</param>
    /// <returns>(batch, out rows, out columns, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor ConvolveDepthwise(Tape tape, Tensor x, Tensor weight, Tensor? bias, int stride, ImagePadding padding)
    {
        Check.That(weight.Rank == 3 && weight.Extent(0) == weight.Extent(1), weight, "(kernel, kernel, channels)");
        Check.That(x.Rank == 4 && x.Extent(3) == weight.Extent(2), x, Invariant($"(batch, rows, columns, {weight.Extent(2)})"));
        var shape = ShapeOf(x, weight.Extent(0), weight.Extent(2), bias, stride, padding);
        var y = tape.Empty(shape.Batch, shape.OutRows, shape.OutColumns, shape.OutChannels);
        var backend = tape.Backend;
        backend.ConvolveDepthwise(shape, x, weight, bias, y);
        if (!tape.Wants(x, weight, bias))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                if (weight.RequiresGradient)
                    tape.Accumulate(weight, dw => backend.ConvolveDepthwiseBackwardWeight(shape, x, dy, dw));
                if (bias is { RequiresGradient: true })
                    tape.Accumulate(bias, db => backend.SumRows(dy, db));
                if (x.RequiresGradient)
                    tape.Accumulate(x, dx => backend.ConvolveDepthwiseBackwardInput(shape, dy, weight, dx));
            }
        );
        return y;
    }

    /// <summary>Mean of every channel over all points of an image.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, rows, columns, channels).</param>
    /// <returns>(batch, channels).</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public static Tensor GlobalMean(Tape tape, Tensor x)
    {
        Check.That(x.Rank == 4, x, "(batch, rows, columns, channels)");
        return Pooling.Whole(tape, Functional.Reshape(x, x.Extent(0), x.Extent(1) * x.Extent(2), x.Extent(3)), PoolingKind.Average);
    }

    /// <summary>Maximum or mean over square windows that do not overlap; rows and columns left over are dropped.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, rows, columns, channels).</param>
    /// <param name="kind">Maximum or mean.</param>
    /// <param name="size">Rows and columns of a window.</param>
    /// <returns>(batch, rows / size, columns / size, channels).</returns>
    /// <exception cref="ArgumentException">The image is smaller than a window.</exception>
    public static Tensor Pool(Tape tape, Tensor x, PoolingKind kind, int size)
    {
        Check.That(
            x.Rank == 4 && x.Extent(1) >= size && x.Extent(2) >= size,
            x,
            Invariant($"(batch, {size} or more, {size} or more, channels)")
        );
        var (batch, rows, channels) = (x.Extent(0), x.Extent(1), x.Extent(3));
        var along = Pooling.Windows(tape, Functional.Reshape(x, batch * rows, x.Extent(2), channels), kind, size, size);
        var columns = along.Extent(1);
        var across = Pooling.Windows(tape, Functional.Reshape(along, batch, rows, columns * channels), kind, size, size);
        return Functional.Reshape(across, batch, across.Extent(1), columns, channels);
    }

    private static ImageConvolutionShape ShapeOf(Tensor x, int kernel, int outChannels, Tensor? bias, int stride, ImagePadding padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (padding.Top < 0 || padding.Bottom < 0 || padding.Left < 0 || padding.Right < 0)
            throw new ArgumentException($"expected a padding of 0 or more, got {padding}", nameof(padding));
        if (bias is not null)
            Check.That(bias.Rank == 1 && bias.Length == outChannels, bias, Invariant($"({outChannels})"));
        var shape = new ImageConvolutionShape(x.Extent(0), x.Extent(1), x.Extent(2), x.Extent(3), outChannels, kernel, stride, padding);
        Check.That(
            shape.PaddedRows >= kernel && shape.PaddedColumns >= kernel,
            x,
            Invariant($"images of {kernel} × {kernel} points or more with their zeros")
        );
        return shape;
    }

    /// <summary>Each point gets the channels of the points above and below it, in order; zeros beyond the edges.</summary>
    private static Tensor StackRows(Tape tape, Tensor x, int kernel)
    {
        var (batch, rows, columns, channels) = (x.Extent(0), x.Extent(1), x.Extent(2), x.Extent(3));
        var y = tape.Empty(batch, rows, columns, kernel * channels);
        y.Span.Clear();
        Each((from, to) => Copy(x.Span.Slice(from, columns * channels), y.Span[to..], channels, kernel));
        if (tape.Wants(x))
        {
            tape.Record(
                y,
                () =>
                    tape.Accumulate(
                        x,
                        dx =>
                        {
                            var dy = y.GradientTensor();
                            dx.Span.Clear();
                            Each((from, to) => AddBack(dy.Span[to..], dx.Span.Slice(from, columns * channels), channels, kernel));
                        }
                    )
            );
        }

        return y;

        void Each(Action<int, int> row)
        {
            var (rowIn, rowOut) = (columns * channels, columns * channels * kernel);
            for (var b = 0; b < batch; b++)
            for (var r = 0; r < rows; r++)
            for (var k = 0; k < kernel; k++)
            {
                var source = r + k - ((kernel - 1) / 2);
                if (source >= 0 && source < rows)
                    row(((b * rows) + source) * rowIn, (((b * rows) + r) * rowOut) + (k * channels));
            }
        }
    }

    private static void Copy(ReadOnlySpan<float> points, Span<float> destination, int channels, int kernel)
    {
        for (int i = 0, to = 0; i < points.Length; i += channels, to += channels * kernel)
            points.Slice(i, channels).CopyTo(destination[to..]);
    }

    private static void AddBack(ReadOnlySpan<float> gradient, Span<float> points, int channels, int kernel)
    {
        for (int i = 0, from = 0; i < points.Length; i += channels, from += channels * kernel)
        for (var c = 0; c < channels; c++)
            points[i + c] += gradient[from + c];
    }
}
