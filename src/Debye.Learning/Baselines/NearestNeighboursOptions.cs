namespace Debye.Learning.Baselines;

/// <summary>How far apart two curves are.</summary>
public enum NeighbourMetric
{
    /// <summary>√(2 − 2ρ), ρ the Pearson correlation: neither scale nor offset of a curve counts.</summary>
    Pearson = 0,

    /// <summary>Euclidean distance after every feature was brought to mean 0 and variance 1 over the training examples.</summary>
    StandardisedEuclidean = 1,
}

/// <summary>Which neighbours have a vote.</summary>
public enum NeighbourVotes
{
    /// <summary>The nearest of all: the usual rule. With one neighbour all other classes get 0.</summary>
    NearestOfAll = 0,

    /// <summary>
    /// The nearest of every class: ranks all classes, and agrees in the first with the usual rule where there is one neighbour.
    /// </summary>
    NearestOfEachClass = 1,
}

/// <summary>Settings of <see cref="NearestNeighbours"/>.</summary>
public sealed record NearestNeighboursOptions
{
    /// <summary>Number of neighbours, 1 or more.</summary>
    public int Neighbours { get; init; } = 1;

    /// <summary>The distance.</summary>
    public NeighbourMetric Metric { get; init; } = NeighbourMetric.Pearson;

    /// <summary>Who has a vote; each vote weighs 1/distance.</summary>
    public NeighbourVotes Votes { get; init; } = NeighbourVotes.NearestOfAll;

    /// <summary>Stretches of the axis to search over, or null for none; for <see cref="NeighbourMetric.Pearson"/> only.</summary>
    public StretchSearch? Stretch { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">A search over stretches with another distance than Pearson's.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbours, 1);
        if (!Enum.IsDefined(Metric))
            throw new ArgumentOutOfRangeException(nameof(Metric), Metric, "Expected a metric.");
        if (!Enum.IsDefined(Votes))
            throw new ArgumentOutOfRangeException(nameof(Votes), Votes, "Expected a rule.");
        Stretch?.Validate();
        if (Stretch is not null && Metric != NeighbourMetric.Pearson)
            throw new ArgumentException("A search over stretches needs the Pearson metric.", nameof(Stretch));
    }
}
