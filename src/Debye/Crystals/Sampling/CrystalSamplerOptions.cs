namespace Debye.Crystals.Sampling;

/// <summary>Limits of generated crystals.</summary>
public sealed record CrystalSamplerOptions
{
    /// <summary>Largest cell volume, Å³; 50…100,000.</summary>
    public double MaxVolumeAngstrom3 { get; init; } = 7000;

    /// <summary>Largest number of independent sites, 1…1000.</summary>
    public int MaxIndependentSites { get; init; } = 100;

    /// <summary>Largest number of atoms in the cell, 1…10,000.</summary>
    public int MaxAtoms { get; init; } = 600;

    /// <summary>Two atoms may not come closer than this times the sum of their covalent radii; 0…1.</summary>
    public double ContactFactor { get; init; } = 0.72;

    /// <summary>Tries per crystal before a failure is reported, 1…100,000.</summary>
    public int MaxTries { get; init; } = 400;

    /// <summary>Distance within which positions count as equal in the test for higher symmetry, Å.</summary>
    public double SymmetryToleranceAngstrom { get; init; } = 0.02;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Require(MaxVolumeAngstrom3 is >= 50 and <= 100_000, nameof(MaxVolumeAngstrom3), MaxVolumeAngstrom3, "50…100,000 Å³");
        Require(MaxIndependentSites is >= 1 and <= 1000, nameof(MaxIndependentSites), MaxIndependentSites, "1…1000");
        Require(MaxAtoms is >= 1 and <= 10_000, nameof(MaxAtoms), MaxAtoms, "1…10,000");
        Require(ContactFactor is >= 0 and <= 1, nameof(ContactFactor), ContactFactor, "0…1");
        Require(MaxTries is >= 1 and <= 100_000, nameof(MaxTries), MaxTries, "1…100,000");
        Require(
            SymmetryToleranceAngstrom is > 0 and <= 0.5,
            nameof(SymmetryToleranceAngstrom),
            SymmetryToleranceAngstrom,
            "above 0 to 0.5 Å"
        );
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"Expected {range}.");
    }
}
