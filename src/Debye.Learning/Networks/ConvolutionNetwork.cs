using Debye.Tensors;

namespace Debye.Learning.Networks;

/// <summary>
/// A network in two parts: from a spectrum to its last map, and from the map to the scores. Explanations stand between them.
/// </summary>
public sealed class ConvolutionNetwork : Module
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="body">(batch, length, 1) → (batch, points, channels).</param>
    /// <param name="head">(batch, points, channels) → (batch, classes).</param>
    internal ConvolutionNetwork(Sequential body, Sequential head)
    {
        (Body, Head) = (Register("body", body), Register("head", head));
    }

    /// <summary>From a spectrum to its last map.</summary>
    public Sequential Body { get; }

    /// <summary>From the last map to the scores.</summary>
    public Sequential Head { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Head.Forward(tape, Body.Forward(tape, x));
}
