using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>One line of a calculated pattern: all families of reflections at one angle.</summary>
/// <param name="TwoThetaDegrees">Position, degrees.</param>
/// <param name="DAngstrom">Lattice-plane distance, Å.</param>
/// <param name="Intensity">Area, the strongest peak being 100.</param>
/// <param name="Hkl">Representative of the strongest family.</param>
/// <param name="Multiplicity">Number of reflections in all its families.</param>
/// <param name="FirstFamily">Index of its first family in <see cref="XrdPattern.Families"/>.</param>
/// <param name="FamilyCount">Number of its families.</param>
/// <param name="Line">1 for the first wavelength, 2 for the second.</param>
public readonly record struct XrdPeak(
    double TwoThetaDegrees,
    double DAngstrom,
    double Intensity,
    Hkl Hkl,
    int Multiplicity,
    int FirstFamily,
    int FamilyCount,
    int Line
)
{
    /// <summary>Momentum transfer Q = 2π/d, 1/Å.</summary>
    public double QPerAngstrom => 2 * Math.PI / DAngstrom;
}

/// <summary>One family of symmetry-equivalent reflections.</summary>
/// <param name="Hkl">Its representative.</param>
/// <param name="Multiplicity">Number of reflections, Friedel mates included.</param>
/// <param name="DAngstrom">Lattice-plane distance, Å.</param>
/// <param name="StructureFactorSquared">|F|² of one of them, per cell; electrons² or fm².</param>
/// <param name="Intensity">Its share of the pattern on the scale of the peaks.</param>
public readonly record struct XrdFamily(Hkl Hkl, int Multiplicity, double DAngstrom, double StructureFactorSquared, double Intensity);

/// <summary>A calculated powder pattern as a list of peaks, ascending in angle.</summary>
public sealed class XrdPattern
{
    internal XrdPattern(XrdPeak[] peaks, XrdFamily[] families, double scale, XrdOptions options) =>
        (Peaks, Families, Scale, Options) = (peaks, families, scale, options);

    /// <summary>The peaks, ascending in 2θ.</summary>
    public ReadOnlyMemory<XrdPeak> Peaks { get; }

    /// <summary>Families behind the peaks, grouped by peak.</summary>
    public ReadOnlyMemory<XrdFamily> Families { get; }

    /// <summary>Σ |F|² · LP of the strongest peak: unscaled intensity = Intensity / 100 · Scale.</summary>
    public double Scale { get; }

    /// <summary>The settings it was calculated with.</summary>
    public XrdOptions Options { get; }

    /// <summary>The families of one of <see cref="Peaks"/>.</summary>
    public ReadOnlySpan<XrdFamily> FamiliesOf(in XrdPeak peak) => Families.Span.Slice(peak.FirstFamily, peak.FamilyCount);
}
