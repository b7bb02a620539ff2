using Debye.Learning.Metrics;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="EnergyDetector"/>.</summary>
public sealed record EnergyOptions : DetectorOptions
{
    private const double LeastSpread = 1e-6;

    /// <summary>Temperature T, above 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    internal override QuantileRule Rule => QuantileRule.Lower;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "Expected above 0.");
    }

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        var detector = new EnergyDetector
        {
            InputCount = examples.Inputs.Columns,
            Threshold = 0,
            Temperature = Temperature,
        };
        var scores = detector.Scores(examples.Inputs);
        if (scores.Max() - scores.Min() < LeastSpread)
            throw new ArgumentException(
                "Expected logits whose energies differ: logarithms of probabilities all have energy 0.",
                nameof(examples)
            );
        return detector;
    }
}
