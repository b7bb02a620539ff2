namespace Debye.Tensors;

/// <summary>Differentiable operations. Each computes on a tape and, where needed, records its gradient there.</summary>
public static class Functional
{
    /// <summary>x·w + bias, for x (…, in), w (in, out), bias (out).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Input.</param>
    /// <param name="weight">Matrix.</param>
    /// <param name="bias">Row to add, or null.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(Tape tape, Tensor x, Tensor weight, Tensor? bias)
    {
        Check.That(weight.Rank == 2 && x.Rank >= 2 && x.Extent(-1) == weight.Extent(0), x, Invariant($"(…, {weight.Extent(0)})"));
        var shape = x.Shape.ToArray();
        shape[^1] = weight.Extent(1);
        var y = tape.Empty(shape);
        var backend = tape.Backend;
        backend.MatrixMultiply(x, transposeA: false, weight, transposeB: false, bias, y);
        if (!tape.Wants(x, weight, bias))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                if (weight.RequiresGradient)
                    tape.Accumulate(weight, dw => backend.MatrixMultiply(x, transposeA: true, dy, transposeB: false, null, dw));
                if (bias is { RequiresGradient: true })
                    tape.Accumulate(bias, db => backend.SumRows(dy, db));
                if (x.RequiresGradient)
                    tape.Accumulate(x, dx => backend.MatrixMultiply(dy, transposeA: false, weight, transposeB: true, null, dx));
            }
        );
        return y;
    }

    /// <summary>One-dimensional convolution of x (batch, length, in) with w (kernel, in / groups, out).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Signals.</param>
    /// <param name="weight">Taps.</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="stride">Points between windows.</param>
    /// <param name="dilation">Points between taps.</param>
    /// <param name="groups">Groups of channels that do not mix.</param>
    /// <param name="padLeft">Zeros before a signal.</param>
    /// <param name="padRight">Zeros after it.</param>
    /// <returns>(batch, out length, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Convolve(
        Tape tape,
        Tensor x,
        Tensor weight,
        Tensor? bias,
        int stride = 1,
        int dilation = 1,
        int groups = 1,
        int padLeft = 0,
        int padRight = 0
    )
    {
        Check.That(x.Rank == 3 && x.Extent(2) == weight.Extent(1) * groups, x, Invariant($"(batch, length, {weight.Extent(1) * groups})"));
        var shape = new ConvolutionShape(
            x.Extent(0),
            x.Extent(1),
            x.Extent(2),
            weight.Extent(2),
            weight.Extent(0),
            stride,
            dilation,
            groups,
            padLeft,
            padRight
        );
        Check.That(shape.PaddedLength >= shape.Span, x, Invariant($"a length of {shape.Span - padLeft - padRight} or more"));
        var y = tape.Empty(shape.Batch, shape.OutLength, shape.OutChannels);
        var backend = tape.Backend;
        backend.Convolve(shape, x, weight, bias, y);
        if (!tape.Wants(x, weight, bias))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                if (weight.RequiresGradient)
                    tape.Accumulate(weight, dw => backend.ConvolveBackwardWeight(shape, x, dy, dw));
                if (bias is { RequiresGradient: true })
                    tape.Accumulate(bias, db => backend.SumRows(dy, db));
                if (x.RequiresGradient)
                    tape.Accumulate(x, dx => backend.ConvolveBackwardInput(shape, dy, weight, dx));
            }
        );
        return y;
    }

    /// <summary>Applies a function to every element.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Input.</param>
    /// <param name="function">Which.</param>
    public static Tensor Apply(Tape tape, Tensor x, UnaryFunction function)
    {
        var y = tape.Empty(x.Shape);
        var backend = tape.Backend;
        backend.Unary(function, x, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.UnaryBackward(function, x, y, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>a + b, element by element.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="a">One.</param>
    /// <param name="b">Other, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Add(Tape tape, Tensor a, Tensor b)
    {
        Check.SameShape(a, b);
        var z = tape.Empty(a.Shape);
        tape.Backend.Add(a, b, z);
        if (!tape.Wants(a, b))
            return z;
        tape.Record(
            z,
            () =>
            {
                var dz = z.GradientTensor();
                if (a.RequiresGradient)
                    tape.Accumulate(a, da => dz.Span.CopyTo(da.Span));
                if (b.RequiresGradient)
                    tape.Accumulate(b, db => dz.Span.CopyTo(db.Span));
            }
        );
        return z;
    }

    /// <summary>a · b, element by element.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="a">One.</param>
    /// <param name="b">Other, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Multiply(Tape tape, Tensor a, Tensor b)
    {
        Check.SameShape(a, b);
        var z = tape.Empty(a.Shape);
        var backend = tape.Backend;
        backend.Multiply(a, b, z);
        if (!tape.Wants(a, b))
            return z;
        tape.Record(
            z,
            () =>
            {
                var dz = z.GradientTensor();
                if (a.RequiresGradient)
                    tape.Accumulate(a, da => backend.Multiply(dz, b, da));
                if (b.RequiresGradient)
                    tape.Accumulate(b, db => backend.Multiply(dz, a, db));
            }
        );
        return z;
    }

    /// <summary>factor · x.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Input.</param>
    /// <param name="factor">Constant.</param>
    public static Tensor Scale(Tape tape, Tensor x, float factor)
    {
        var y = tape.Empty(x.Shape);
        var backend = tape.Backend;
        backend.Scale(x, factor, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.Scale(y.GradientTensor(), factor, dx)));
        return y;
    }

    /// <summary>x · scale + shift by channel (last axis).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(…, channels).</param>
    /// <param name="scale">(channels).</param>
    /// <param name="shift">(channels), or null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Affine(Tape tape, Tensor x, Tensor scale, Tensor? shift)
    {
        Check.That(x.Extent(-1) == scale.Length, x, $"(…, {scale.Length})");
        var y = tape.Empty(x.Shape);
        var backend = tape.Backend;
        backend.ChannelAffine(x, scale, shift, y);
        if (!tape.Wants(x, scale, shift))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                if (scale.RequiresGradient)
                    tape.Accumulate(scale, d => backend.SumProductRows(x, dy, d));
                if (shift is { RequiresGradient: true })
                    tape.Accumulate(shift, d => backend.SumRows(dy, d));
                if (x.RequiresGradient)
                    tape.Accumulate(x, dx => backend.ChannelAffine(dy, scale, null, dx));
            }
        );
        return y;
    }

    /// <summary>The same elements in another shape; no copy.</summary>
    /// <param name="x">Input.</param>
    /// <param name="shape">Extents with the same product.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
    public static Tensor Reshape(Tensor x, params ReadOnlySpan<int> shape)
    {
        Check.That(Tensor.LengthOf(shape) == x.Length, x, $"as many elements as {Tensor.Describe(shape)}");
        return Tape.View(x, shape);
    }

    /// <summary>Joins tensors along the last axis.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="parts">Tensors that agree in all other axes; one or more.</param>
    /// <exception cref="ArgumentException">They do not agree.</exception>
    public static Tensor Concatenate(Tape tape, params IReadOnlyList<Tensor> parts)
    {
        var shape = parts[0].Shape.ToArray();
        foreach (var part in parts)
            Check.That(
                part.Rank == shape.Length && part.Shape[..^1].SequenceEqual(shape.AsSpan(..^1)),
                part,
                "the leading axes of the first part"
            );
        shape[^1] = parts.Sum(part => part.Extent(-1));
        var y = tape.Empty(shape);
        for (int i = 0, at = 0; i < parts.Count; at += parts[i++].Extent(-1))
            Copy(parts[i].Span, parts[i].Extent(-1), 0, y.Span, shape[^1], at, parts[i].Extent(-1));
        if (!parts.Any(part => tape.Wants(part)))
            return y;
        tape.Record(
            y,
            () =>
            {
                var dy = y.GradientTensor();
                var at = 0;
                foreach (var part in parts)
                {
                    var (width, from) = (part.Extent(-1), at);
                    if (part.RequiresGradient)
                        tape.Accumulate(part, d => Copy(dy.Span, dy.Extent(-1), from, d.Span, width, 0, width));
                    at += width;
                }
            }
        );
        return y;
    }

    private static void Copy(
        ReadOnlySpan<float> source,
        int sourceStride,
        int sourceAt,
        Span<float> destination,
        int stride,
        int at,
        int width
    )
    {
        for (int from = sourceAt, to = at; to < destination.Length && from < source.Length; from += sourceStride, to += stride)
            source.Slice(from, width).CopyTo(destination[to..]);
    }
}
