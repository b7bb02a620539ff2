using Debye.Learning.Metrics;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="SoftmaxDetector"/>.</summary>
public sealed record SoftmaxOptions : DetectorOptions
{
    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    internal override QuantileRule Rule => QuantileRule.Lower;

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples) =>
        new SoftmaxDetector { InputCount = examples.Inputs.Columns, Threshold = 0 };
}
