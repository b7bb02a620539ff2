using System.Collections.Immutable;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>A class with its probability.</summary>
/// <param name="Label">The class.</param>
/// <param name="Probability">Probability if the material is one of the known classes.</param>
public readonly record struct SpectraCandidate(string Label, double Probability);

/// <summary>What a spectrum is said to be of.</summary>
public sealed record SpectraIdentification
{
    /// <summary>Source of the spectrum.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Classes, most probable first.</summary>
    public required ImmutableArray<SpectraCandidate> Candidates { get; init; }

    /// <summary>Classes that hold the truth with <see cref="Coverage"/> if it is one of the known ones, most probable first.</summary>
    public required ImmutableArray<string> PredictionSet { get; init; }

    /// <summary>Probability with which the set is to hold the truth.</summary>
    public required double Coverage { get; init; }

    /// <summary>Whether the material is none of the known classes; the candidates then are guesses.</summary>
    public required bool IsUnknown { get; init; }

    /// <summary>How unlike the known classes it is, in the unit of the detector; null for a closed set.</summary>
    public required double? UnknownScore { get; init; }

    /// <summary>Score above which a material counts as unknown; null for a closed set.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Name of the detector; null for a closed set.</summary>
    public required string? Detector { get; init; }

    /// <summary>What was mended or assumed when the spectrum was read.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}

/// <summary>What to answer.</summary>
public sealed record SpectraIdentifyOptions
{
    /// <summary>Number of candidates, 1 or more.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Probability with which the prediction set is to hold the truth, above 0 and below 1.</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>Threads, 1 or more; the answers do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Top, 1);
        if (!(Coverage > 0 && Coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(Coverage), Coverage, "Expected above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
