using System.Collections.Immutable;

namespace Debye.Learning.Answers;

/// <summary>The class of a measurement: candidates with calibrated probabilities, and a set that holds the truth as often as
/// asked.</summary>
public abstract record ClassAnswer : Answer
{
    /// <summary>Candidates, most probable first.</summary>
    public required ImmutableArray<Candidate> Candidates { get; init; }

    /// <summary>Labels that together hold the truth with probability <see cref="Coverage"/>, most probable first.</summary>
    public required ImmutableArray<string> PredictionSet { get; init; }

    /// <summary>Coverage that was asked for, above 0 and below 1.</summary>
    public required double Coverage { get; init; }
}
