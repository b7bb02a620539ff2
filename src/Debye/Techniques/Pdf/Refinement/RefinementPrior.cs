namespace Debye.Techniques.Pdf.Refinement;

/// <summary>How much a sample is expected to differ from a known crystal: standard deviations, above 0.</summary>
/// <remarks>Many coordinates then do not fit what a few of them explain.</remarks>
public sealed record RefinementPrior
{
    /// <summary>Strain of the cell.</summary>
    public double Strain { get; init; } = 0.02;

    /// <summary>Shift of a free coordinate, Å.</summary>
    public double ShiftAngstrom { get; init; } = 0.15;

    /// <summary>Logarithm of an element's scattering power.</summary>
    public double ElementPower { get; init; } = 0.6;

    /// <summary>Logarithm of the scattering power of one site relative to its element.</summary>
    public double SitePower { get; init; } = 0.2;

    /// <summary>Logarithm of the displacement of all atoms, where it is refined.</summary>
    public double Width { get; init; } = 0.5;

    /// <summary>Additional damping β in exp(−βr²), where it is refined, 1/Å²: half the difference of the squares of two Qdamp.</summary>
    public double DampingPerAngstrom2 { get; init; } = 0.001;
}
