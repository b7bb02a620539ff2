namespace Debye.Techniques.Pdf;

/// <summary>What a curve of total scattering is, from the detector to the pair distribution function.</summary>
public enum PdfQuantity
{
    /// <summary>Reduced pair distribution function G(r) = 4πr[ρ(r) − ρ₀], Å⁻², over r, Å.</summary>
    PairDistribution,

    /// <summary>Reduced structure function F(Q) = Q[S(Q) − 1], 1/Å, over Q, 1/Å.</summary>
    ReducedStructure,

    /// <summary>Structure factor S(Q), which tends to 1, over Q, 1/Å.</summary>
    StructureFactor,

    /// <summary>Intensity, arbitrary unit, over Q, 1/Å.</summary>
    IntensityOverQ,

    /// <summary>Intensity, arbitrary unit, over the scattering angle 2θ, degrees.</summary>
    IntensityOverTwoTheta,
}

/// <summary>Names of the quantities for messages.</summary>
internal static class PdfQuantityNames
{
    public static string Symbol(this PdfQuantity quantity) =>
        quantity switch
        {
            PdfQuantity.PairDistribution => "G(r)",
            PdfQuantity.ReducedStructure => "F(Q)",
            PdfQuantity.StructureFactor => "S(Q)",
            PdfQuantity.IntensityOverQ => "I(Q)",
            _ => "I(2θ)",
        };
}
