namespace Debye.Techniques.Xrd.Library;

/// <summary>One hit of a library search.</summary>
/// <param name="Entry">The known crystal.</param>
/// <param name="Score">Cosine between the square roots of measured and calculated profile after the cell was fitted, 0…1.</param>
/// <param name="LengthScale">Fitted factor on all lengths of the stored cell (1.01 = measured cell is 1 % longer).</param>
/// <param name="Metric">Fitted reciprocal metric, 1/Å²: G11 G22 G33 G23 G13 G12.</param>
/// <param name="Distortion">Largest fitted relative change of shape besides the scale.</param>
/// <param name="Agreement">Further figures of the comparison.</param>
public sealed record LibraryMatch(
    LibraryEntry Entry,
    double Score,
    double LengthScale,
    ReadOnlyMemory<double> Metric,
    double Distortion,
    ProfileAgreement Agreement
);
