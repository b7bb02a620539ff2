using System.Runtime.CompilerServices;

namespace Debye.Tensors;

/// <summary>
/// A dense float32 array with a shape, row-major, and, where it takes part in differentiation, a gradient.
/// </summary>
/// <remarks>
/// Signals are stored channels-last: (batch, length, channels). Tensors made by a <see cref="Tape"/> live until
/// <see cref="Tape.Reset"/>; their memory is then used again, so copy out what is to be kept.
/// </remarks>
public class Tensor
{
    private readonly int[] _shape;
    private readonly Tensor? _viewed;
    private Storage? _gradient;
    private Tensor? _gradientTensor;
    private int _gradientOffset;

    /// <summary>Allocates a tensor of zeros that no tape owns.</summary>
    /// <param name="shape">Extents, each 1 or more; none for a scalar.</param>
    public Tensor(params ReadOnlySpan<int> shape)
        : this(new Storage(LengthOf(shape)), 0, shape.ToArray()) { }

    internal Tensor(Storage storage, int offset, int[] shape)
    {
        _shape = shape;
        Storage = storage;
        Offset = offset;
        Length = LengthOf(shape);
    }

    internal Tensor(Tensor viewed, int[] shape)
        : this(viewed.Storage, viewed.Offset, shape)
    {
        _viewed = viewed;
        RequiresGradient = viewed.RequiresGradient;
    }

    /// <summary>Extents, outermost first.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of axes.</summary>
    public int Rank => _shape.Length;

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements, row-major.</summary>
    public Span<float> Span => Storage.Span.Slice(Offset, Length);

    /// <summary>Whether a gradient is wanted for this tensor.</summary>
    public bool RequiresGradient { get; set; }

    /// <summary>Whether a gradient has been written since the last reset.</summary>
    public bool HasGradient => _viewed?.HasGradient ?? GradientIsSet;

    /// <summary>The gradient, row-major; zeros where nothing has been written yet.</summary>
    public Span<float> Gradient
    {
        get
        {
            if (_viewed is not null)
                return _viewed.Gradient;
            if (!GradientIsSet)
            {
                _gradient ??= new Storage(Length);
                GradientSpan.Clear();
            }

            return GradientSpan;
        }
    }

    internal Storage Storage { get; }

    internal int Offset { get; }

    /// <summary>The first element, for <c>fixed</c> statements, which alone give pointers.</summary>
    internal ref float GetPinnableReference() => ref Unsafe.Add(ref Storage.GetPinnableReference(), Offset);

    private bool GradientIsSet { get; set; }

    private Span<float> GradientSpan => _gradient!.Span.Slice(_gradientOffset, Length);

    /// <summary>Extent of one axis.</summary>
    /// <param name="axis">0 is the outermost; negative counts from the innermost, -1.</param>
    public int Extent(int axis) => _shape[axis < 0 ? axis + _shape.Length : axis];

    /// <summary>The only element of a tensor of length 1.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another length.</exception>
    public float ToScalar() =>
        Length == 1 ? Span[0] : throw new InvalidOperationException($"expected a tensor of one element, got shape {Describe(_shape)}");

    /// <summary>Forgets the gradient: the next backward pass starts from zero.</summary>
    public void ZeroGradient() => GradientIsSet = false;

    /// <inheritdoc/>
    public override string ToString() => $"Tensor{Describe(_shape)}";

    internal static int LengthOf(ReadOnlySpan<int> shape)
    {
        var length = 1;
        foreach (var extent in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent);
            length = checked(length * extent);
        }

        return length;
    }

    internal static string Describe(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    /// <summary>The tensor that owns the gradient: this one, or the one it is a view of.</summary>
    internal Tensor GradientOwner => _viewed?.GradientOwner ?? this;

    internal Storage? GradientStorage => _gradient;

    /// <summary>The gradient as a tensor of the same shape; it must have been set.</summary>
    internal Tensor GradientTensor()
    {
        var owner = GradientOwner;
        _ = owner.Gradient;
        if (_gradientTensor is null || _gradientTensor.Storage != owner._gradient || _gradientTensor.Offset != owner._gradientOffset)
            _gradientTensor = new Tensor(owner._gradient!, owner._gradientOffset, _shape);
        return _gradientTensor;
    }

    internal void SetGradient(Storage storage, int offset)
    {
        _gradient = storage;
        _gradientOffset = offset;
    }

    internal void MarkGradient() => GradientIsSet = true;

    internal Storage? TakeGradient()
    {
        var taken = _gradient;
        _gradient = null;
        _gradientTensor = null;
        GradientIsSet = false;
        return taken;
    }
}
