using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Learning.Answers;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>A pair distribution function identified: space groups by probability, and the known curves most like it.</summary>
public sealed record PdfAnswer : ClassAnswer
{
    /// <summary>Known curves most like it, most alike first; empty for a model without.</summary>
    public required ImmutableArray<PdfMatch> Matches { get; init; }

    /// <summary>The curve as the model saw it: 209 values at 1.5…30 Å, 0…1.</summary>
    public required ReadOnlyMemory<double> Curve { get; init; }

    /// <summary>The known curve most like it, stretched and scaled to it, NaN where it does not reach; empty for a model without.</summary>
    public required ReadOnlyMemory<double> NearestCurve { get; init; }

    /// <summary>The known crystal that could be refined best with the curve; null for a model without crystals.</summary>
    public PdfRefinedCrystal? Refined { get; init; }
}

/// <summary>A known curve like a measured one.</summary>
/// <param name="Id">Id of its crystal, such as a Materials Project number.</param>
/// <param name="SpaceGroup">Its space group.</param>
/// <param name="Correlation">Pearson correlation at the best stretch, −1…1.</param>
/// <param name="Stretch">Lengths of the measured crystal over those of the known one.</param>
/// <param name="Curve">Number of the curve in the library: the crystal's own or one of a variation of it.</param>
public readonly record struct PdfMatch(string Id, int SpaceGroup, double Correlation, double Stretch, int Curve);

/// <summary>
/// A known crystal refined with a measured curve: its cell, free coordinates and scattering powers changed within its symmetry.
/// </summary>
/// <param name="Id">Id of the known crystal.</param>
/// <param name="SpaceGroup">Space group of the refined crystal, which may be above that of the known one.</param>
/// <param name="Misfit">√(Σ residual² / Σ (curve − mean)²): below 0.1 the crystal explains the curve.</param>
/// <param name="Crystal">The refined crystal; elements are those of the known one, which the sample may have replaced.</param>
/// <param name="Powers">Refined scattering power of each independent site, of which only the ratios are determined.</param>
/// <param name="Curve">Its curve on the model's grid, on the scale of the measured one; NaN where that was not measured.</param>
public sealed record PdfRefinedCrystal(
    string Id,
    int SpaceGroup,
    double Misfit,
    AsymmetricStructure Crystal,
    ImmutableArray<double> Powers,
    ReadOnlyMemory<double> Curve
);

/// <summary>How to identify.</summary>
public sealed record PdfIdentifyOptions
{
    /// <summary>Number of candidates and of known curves reported, 1…230.</summary>
    public int Top { get; init; } = 6;

    /// <summary>Coverage of the prediction set, above 0 and below 1.</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Top is < 1 or > 230)
            throw new ArgumentOutOfRangeException(nameof(Top), Top, "Expected 1…230 candidates.");
        if (!(Coverage > 0 && Coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(Coverage), Coverage, "Expected a coverage between 0 and 1.");
    }
}
