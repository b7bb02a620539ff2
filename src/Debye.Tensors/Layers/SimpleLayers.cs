namespace Debye.Tensors;

/// <summary>Applies a function to every element.</summary>
/// <param name="function">Which.</param>
public sealed class Activation(UnaryFunction function) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Functional.Apply(tape, x, function);
}

/// <summary>Maximum or mean over windows of the length.</summary>
/// <param name="kind">Maximum or mean.</param>
/// <param name="size">Points of a window.</param>
/// <param name="stride">Points between windows; the size if null.</param>
/// <param name="padding">Points added on both sides.</param>
public sealed class Pool1d(PoolingKind kind, int size, int? stride = null, int padding = 0) : Module
{
    /// <summary>Points of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Points between windows.</summary>
    public int Stride { get; } = stride ?? size;

    /// <summary>Points added on both sides.</summary>
    public int Padding { get; } = padding;

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Pooling.Windows(tape, x, kind, Size, Stride, Padding);
}

/// <summary>Maximum or mean over the whole length: (batch, length, channels) → (batch, channels).</summary>
/// <param name="kind">Maximum or mean.</param>
public sealed class GlobalPool(PoolingKind kind) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Pooling.Whole(tape, x, kind);
}

/// <summary>In training, sets elements to zero at random and scales the others up; in use, does nothing.</summary>
/// <param name="probability">Of zero; in [0, 1).</param>
/// <param name="random">Source; save its key and counter to resume bit by bit.</param>
public sealed class Dropout(float probability, RandomStream random) : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Training && probability > 0 ? Pooling.Dropout(tape, x, probability, random) : x;
}

/// <summary>(batch, …) → (batch, product of the rest); signals unroll point by point, channels innermost.</summary>
public sealed class Flatten : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Functional.Reshape(x, x.Extent(0), x.Length / x.Extent(0));
}
