using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Learning.Explanation;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>What a spectrum is said to be of; probabilities hold if the material is one of the known classes.</summary>
public sealed record SpectraAnswer : ClassAnswer
{
    /// <summary>How unlike the known classes it is, in the unit of the detector; null for a closed set.</summary>
    public required double? UnknownScore { get; init; }

    /// <summary>Score above which a material counts as unknown; null for a closed set.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Name of the detector; null for a closed set.</summary>
    public required string? Detector { get; init; }

    /// <summary>What speaks for the answer; null where it was not asked for or cannot be said.</summary>
    public SpectrumExplanation? Explanation { get; init; }

    /// <summary>Why there is no explanation although it was asked for; null otherwise.</summary>
    public string? NotExplained { get; init; }
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
