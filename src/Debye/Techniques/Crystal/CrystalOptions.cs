namespace Debye.Techniques.Crystal;

/// <summary>How a crystal becomes a graph.</summary>
public sealed record CrystalOptions
{
    /// <summary>No neighbour is farther away than this, Å; above 0, up to 30.</summary>
    public double RadiusAngstrom { get; init; } = 8;

    /// <summary>Neighbours asked of each site, 1…1000.</summary>
    public int Neighbours { get; init; } = 12;

    /// <summary>Which neighbours become edges.</summary>
    public NeighbourRule Rule { get; init; } = NeighbourRule.Nearest;

    /// <summary>
    /// Neighbours whose distances follow each other by at most this much (Å) are one shell; 0…1. Used by
    /// <see cref="NeighbourRule.Shells"/>.
    /// </summary>
    public double ShellGapAngstrom { get; init; } = 0.01;

    /// <summary>Sites closer than this (Å) are refused as overlapping; 0.1…2.</summary>
    public double MinimumDistanceAngstrom { get; init; } = 0.5;

    /// <summary>
    /// One node for all sites that symmetry makes equivalent, with their number: an exact answer of any network that sees elements and
    /// distances, with a fraction of the work. Needs <see cref="NeighbourRule.Shells"/>, which treats equivalent sites equally.
    /// </summary>
    /// <remarks>Source: R. Ruff et al., Digital Discovery 3, 594 (2024), doi 10.1039/D4DD00018H (asymmetric-unit graphs).</remarks>
    public bool MergeEquivalentSites { get; init; }

    /// <summary>
    /// Sites are equivalent when an operation brings them this close to each other, Å; 1e-6…0.5. Used by
    /// <see cref="MergeEquivalentSites"/>.
    /// </summary>
    public double SymmetryToleranceAngstrom { get; init; } = 0.01;

    /// <summary>Whether edges keep their directions, for networks that look at angles.</summary>
    public bool WithDirections { get; init; }

    /// <summary>The graph of the CGCNN paper: 12 neighbours within 8 Å.</summary>
    /// <remarks>Source: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301.</remarks>
    public static CrystalOptions Cgcnn { get; } = new();

    /// <summary>The graph of the domain-adaptation study DomainAdaptation-CGCNN: 14 neighbours within 7 Å.</summary>
    public static CrystalOptions DomainAdaptation { get; } = new() { Neighbours = 14, RadiusAngstrom = 7 };

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check(RadiusAngstrom is > 0 and <= 30, Invariant($"the radius is {RadiusAngstrom} Å; expected above 0, up to 30 Å"));
        Check(Neighbours is >= 1 and <= 1000, Invariant($"{Neighbours} neighbours are asked for; expected 1…1000"));
        Check(Enum.IsDefined(Rule), $"the rule {Rule} is unknown; expected Nearest, Shells or Padded");
        Check(ShellGapAngstrom is >= 0 and <= 1, Invariant($"the gap between shells is {ShellGapAngstrom} Å; expected 0…1 Å"));
        Check(
            !MergeEquivalentSites || Rule == NeighbourRule.Shells,
            $"equivalent sites are merged with the rule Shells only, not with {Rule}"
        );
        Check(
            SymmetryToleranceAngstrom is >= 1e-6 and <= 0.5,
            Invariant($"the tolerance of symmetry is {SymmetryToleranceAngstrom} Å; expected 1e-6…0.5 Å")
        );
        Check(
            MinimumDistanceAngstrom is >= 0.1 and <= 2,
            Invariant($"the minimum distance is {MinimumDistanceAngstrom} Å; expected 0.1…2 Å")
        );

        static void Check(bool holds, string message)
        {
            if (!holds)
                throw new ArgumentException(message);
        }
    }
}
