namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="NearestNeighbourDetector"/>.</summary>
public sealed record NearestNeighbourOptions : DetectorOptions
{
    /// <summary>Which neighbour's distance counts, 1 for the nearest, below the number of examples.</summary>
    public int Neighbour { get; init; } = 1;

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    internal override bool LeavesOneOut => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbour, 1);
    }

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        if (Neighbour >= examples.Inputs.Rows)
            throw new ArgumentException(
                Invariant($"Expected more than {Neighbour} examples, got {examples.Inputs.Rows}."),
                nameof(examples)
            );
        return new NearestNeighbourDetector
        {
            InputCount = examples.Inputs.Columns,
            Threshold = 0,
            Neighbour = Neighbour,
            Examples = examples.Inputs.Values.ToArray(),
        };
    }

    /// <inheritdoc/>
    internal override double[] OwnScores(OpenSetDetector detector, OpenSetExamples examples)
    {
        var (own, scores) = ((NearestNeighbourDetector)detector, new double[examples.Inputs.Rows]);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = own.ScoreOf(examples.Inputs.Row(i), leftOut: i);
        return scores;
    }
}
