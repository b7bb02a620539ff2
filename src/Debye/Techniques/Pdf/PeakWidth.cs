namespace Debye.Techniques.Pdf;

/// <summary>How the width of a peak depends on its distance: σ² = σ'²·(1 − δ1/r − δ2/r² + Qbroad²·r²).</summary>
/// <remarks>
/// Source: I.-K. Jeong et al., Phys. Rev. B 67, 104301 (2003), doi 10.1103/PhysRevB.67.104301; σ'² = uᵀ(U_i + U_j)u along the bond.
/// </remarks>
/// <param name="Delta1">δ1, Å.</param>
/// <param name="Delta2">δ2, Å².</param>
/// <param name="Qbroad2">Qbroad², 1/Å².</param>
internal readonly record struct PeakWidth(double Delta1, double Delta2, double Qbroad2)
{
    /// <summary>The law of given settings.</summary>
    public static PeakWidth Of(PdfOptions options) =>
        new(options.Delta1Angstrom, options.Delta2Angstrom2, options.QbroadPerAngstrom * options.QbroadPerAngstrom);

    /// <summary>The factor on σ'²; 0 or less where correlation leaves no width: such a pair drops out.</summary>
    public double Factor(double r) => 1 - (Delta1 + Delta2 / r) / r + Qbroad2 * r * r;
}
