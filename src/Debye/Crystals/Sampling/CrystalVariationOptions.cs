namespace Debye.Crystals.Sampling;

/// <summary>How far a known crystal is varied.</summary>
public sealed record CrystalVariationOptions
{
    /// <summary>Probability that any element of the crystal is replaced, 0…1.</summary>
    public double SubstitutionProbability { get; init; } = 0.5;

    /// <summary>Probability that one element is replaced, given that any is, 0…1.</summary>
    public double PerElementProbability { get; init; } = 0.5;

    /// <summary>Standard deviation of the isotropic strain, 0…0.1.</summary>
    public double IsotropicStrain { get; init; } = 0.015;

    /// <summary>Standard deviation of changes of shape within the crystal system, 0…0.1.</summary>
    public double ShapeStrain { get; init; } = 0.007;

    /// <summary>Largest root-mean-square shift of free coordinates, Å (drawn log-uniformly from a tenth of it), 0…1.</summary>
    public double ShiftAngstrom { get; init; } = 0.12;

    /// <summary>Probability that coordinates are shifted, 0…1.</summary>
    public double ShiftProbability { get; init; } = 0.6;
}
