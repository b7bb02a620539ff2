using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>What a reduction gives: every stage on the way from the intensity to G(r), and what to judge it by.</summary>
public sealed record ReductionResult
{
    /// <summary>Intensity less background over Q.</summary>
    public required PdfData Intensity { get; init; }

    /// <summary>S(Q) after the correction, from Qmin to Qmax.</summary>
    public required PdfData StructureFactor { get; init; }

    /// <summary>F(Q) after the correction, from Qmin to Qmax.</summary>
    public required PdfData ReducedStructure { get; init; }

    /// <summary>G(r).</summary>
    public required PdfData PairDistribution { get; init; }

    /// <summary>Degree of the polynomial Q P(Q), in general no whole number.</summary>
    public required double PolynomialDegree { get; init; }

    /// <summary>
    /// Factor that brought the intensity per ⟨f⟩² closest to 1; leaves the scale of G(r) arbitrary to a factor of order 1.
    /// </summary>
    public required double Scale { get; init; }

    /// <summary>Slope of G(r) below its first peak, Å⁻³; −4πρ₀ times the scale of G(r) where the reduction is good.</summary>
    public required double BaselineSlopePerAngstrom3 { get; init; }

    /// <summary>
    /// Number density that the slope stands for, −slope/4π, atoms/Å³; compare it with the known one for the scale of G(r).
    /// </summary>
    public double DensityPerAngstrom3 => -BaselineSlopePerAngstrom3 / (4 * Math.PI);

    /// <summary>Root mean square of what is left below the first peak once that line is taken off, as a share of the largest G.</summary>
    public required double RippleShare { get; init; }

    /// <summary>Range that slope and ripple were judged on, Å.</summary>
    public required (double Low, double High) BaselineRangeAngstrom { get; init; }

    /// <summary>What was assumed or looks wrong, one sentence each; empty where nothing is.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}
