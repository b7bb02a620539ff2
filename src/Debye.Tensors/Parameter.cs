namespace Debye.Tensors;

/// <summary>A tensor that training changes.</summary>
public sealed class Parameter : Tensor
{
    /// <summary>Allocates a parameter of zeros.</summary>
    /// <param name="shape">Extents.</param>
    public Parameter(params ReadOnlySpan<int> shape)
        : base(shape) => RequiresGradient = true;

    /// <summary>Whether weight decay applies to it; by convention off for biases and for norm scales.</summary>
    public bool Decays { get; set; } = true;
}
