using System.Numerics.Tensors;

namespace Debye.Learning.OpenSet;

/// <summary>The largest class probability: what every other detector has to beat.</summary>
/// <remarks>Source: D. Hendrycks and K. Gimpel, ICLR 2017, arXiv 1610.02136.</remarks>
public sealed record SoftmaxDetector : OpenSetDetector
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input) =>
        Math.Exp(TensorPrimitives.Max(input) - EnergyDetector.LogSumExp(input, 1));

    /// <inheritdoc/>
    internal override string? Problem() => null;
}
