using System.Collections.Immutable;

namespace Debye.Learning.Answers;

/// <summary>One possible answer.</summary>
/// <param name="Label">Its label, such as a space-group number as text.</param>
/// <param name="Name">Its name for people, such as "Fm-3m".</param>
/// <param name="Probability">Calibrated probability, 0…1.</param>
public readonly record struct Candidate(string Label, string Name, double Probability);

/// <summary>What a measurement was identified as.</summary>
public record Identification
{
    /// <summary>The input as the caller named it.</summary>
    public required string Input { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>Answers, most probable first.</summary>
    public required ImmutableArray<Candidate> Candidates { get; init; }

    /// <summary>Labels that together hold the truth with probability <see cref="Coverage"/>, most probable first.</summary>
    public required ImmutableArray<string> PredictionSet { get; init; }

    /// <summary>Coverage that was asked for, 0…1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Whether the measurement is like nothing the model knows; the candidates then are guesses.</summary>
    public required bool IsUnknown { get; init; }
}
