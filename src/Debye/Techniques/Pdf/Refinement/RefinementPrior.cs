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
}
