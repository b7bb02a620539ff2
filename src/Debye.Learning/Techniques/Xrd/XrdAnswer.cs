using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>A powder pattern identified: space group, crystal system, extinction group, and the known crystals that fit.</summary>
public sealed record XrdAnswer : ClassAnswer
{
    /// <summary>Crystal systems by probability; label and name are the system in lower case.</summary>
    public required ImmutableArray<Candidate> CrystalSystem { get; init; }

    /// <summary>Extinction groups by probability; the label is the number 1…99, the name the symbol.</summary>
    public required ImmutableArray<Candidate> ExtinctionGroup { get; init; }

    /// <summary>Known crystals that fit, best first; empty without a library.</summary>
    public required ImmutableArray<LibraryMatch> Phases { get; init; }

    /// <summary>Wavelength used, Å.</summary>
    public required double WavelengthAngstrom { get; init; }
}

/// <summary>How to identify.</summary>
public sealed record XrdIdentifyOptions
{
    /// <summary>Number of candidates reported, 1…230.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Coverage of the prediction set, above 0 and below 1.</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>Wavelength in Å; null to take the file's, else Cu Kα1.</summary>
    public double? WavelengthAngstrom { get; init; }

    /// <summary>Worker threads, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Top is < 1 or > 230)
            throw new ArgumentOutOfRangeException(nameof(Top), Top, "Expected 1…230 candidates.");
        if (!(Coverage > 0 && Coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(Coverage), Coverage, "Expected a coverage between 0 and 1.");
        if (WavelengthAngstrom is { } w && !(w is >= 0.1 and <= 5))
            throw new ArgumentOutOfRangeException(nameof(WavelengthAngstrom), w, "Expected a wavelength of 0.1…5 Å.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
