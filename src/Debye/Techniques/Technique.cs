using System.Collections.Immutable;

namespace Debye.Techniques;

/// <summary>What a technique can be asked for.</summary>
[Flags]
public enum TechniqueCapabilities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A measurement can be simulated from a sample.</summary>
    Simulate = 1,

    /// <summary>Synthetic samples can be generated.</summary>
    Generate = 2,

    /// <summary>Models can be trained and evaluated.</summary>
    Train = 4,

    /// <summary>A measurement can be identified.</summary>
    Identify = 8,

    /// <summary>A model with parameters can be fitted to a measurement.</summary>
    Fit = 16,
}

/// <summary>Describes a technique: what it measures, in which unit, what Debye can do with it, whom to cite.</summary>
/// <param name="Id">Short name, as on the command line.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Axis">What the axis counts.</param>
/// <param name="AxisUnit">Unit of the axis.</param>
/// <param name="Capabilities">What it can be asked for.</param>
/// <param name="Citations">Papers behind it, with DOI.</param>
public sealed record Technique(
    string Id,
    string Name,
    string Axis,
    string AxisUnit,
    TechniqueCapabilities Capabilities,
    ImmutableArray<string> Citations
)
{
    /// <summary>All techniques of this version.</summary>
    public static ImmutableArray<Technique> All { get; } =
    [
        Xrd.XrdTechnique.Description,
        Pdf.PdfTechnique.Description,
        Eis.EisTechnique.Description,
        Crystal.CrystalTechnique.Description,
        Spectra.SpectraTechnique.Description,
    ];
}
