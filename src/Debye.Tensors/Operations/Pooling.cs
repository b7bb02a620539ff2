namespace Debye.Tensors;

/// <summary>Differentiable pooling over the length of signals (batch, length, channels), and dropout.</summary>
public static class Pooling
{
    /// <summary>Pools windows.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, length, channels).</param>
    /// <param name="kind">Maximum or mean.</param>
    /// <param name="size">Points of a window.</param>
    /// <param name="stride">Points between windows.</param>
    /// <param name="padding">Points added on both sides; they never win a maximum and count as zeros in a mean.</param>
    /// <exception cref="ArgumentException">The signal is shorter than a window.</exception>
    public static Tensor Windows(Tape tape, Tensor x, PoolingKind kind, int size, int stride, int padding = 0)
    {
        Check.That(x.Rank == 3 && x.Extent(1) + (2 * padding) >= size, x, Invariant($"(batch, {size - (2 * padding)} or more, channels)"));
        var shape = new ConvolutionShape(
            x.Extent(0),
            x.Extent(1),
            x.Extent(2),
            x.Extent(2),
            size,
            stride,
            1,
            x.Extent(2),
            padding,
            padding
        );
        var y = tape.Empty(shape.Batch, shape.OutLength, shape.InChannels);
        var backend = tape.Backend;
        backend.Pool(kind, shape, x, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.PoolBackward(kind, shape, x, y, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>Pools the whole length.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(batch, length, channels).</param>
    /// <param name="kind">Maximum or mean.</param>
    /// <returns>(batch, channels).</returns>
    public static Tensor Whole(Tape tape, Tensor x, PoolingKind kind)
    {
        var pooled = Windows(tape, x, kind, x.Extent(1), 1);
        return Functional.Reshape(pooled, x.Extent(0), x.Extent(2));
    }

    /// <summary>Sets elements to zero at random and scales the others up, so that the mean stays.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Input.</param>
    /// <param name="probability">Of zero; in [0, 1).</param>
    /// <param name="random">Draws as many numbers as there are elements.</param>
    public static Tensor Dropout(Tape tape, Tensor x, float probability, RandomStream random)
    {
        var mask = tape.Empty(x.Shape);
        tape.Backend.DropoutMask(probability, random.Key, random.Take(x.Length), mask);
        return Functional.Multiply(tape, x, mask);
    }
}
