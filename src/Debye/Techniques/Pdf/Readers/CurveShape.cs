namespace Debye.Techniques.Pdf.Readers;

/// <summary>What the second half of a curve looks like; tells S(Q), which tends to 1, from G(r) and F(Q), which swing about 0.</summary>
/// <param name="TendsToOne">Mean 1 within 0.2, never far below 0.</param>
/// <param name="IsAboutZero">Mean small against the swing, and clearly negative values.</param>
/// <param name="Mean">Mean of the second half.</param>
internal readonly record struct CurveShape(bool TendsToOne, bool IsAboutZero, double Mean)
{
    public static CurveShape Of(List<double> values)
    {
        var half = values.Skip(values.Count / 2).ToArray();
        var mean = half.Average();
        var swing = Math.Sqrt(half.Average(value => (value - mean) * (value - mean)));
        var (lowest, highest) = (values.Min(), values.Max());
        var tendsToOne = Math.Abs(mean - 1) < 0.2 && swing < 0.6 && lowest > -0.5;
        // Noise and a residual slope leave a mean: it is held against the largest values of the curve, not only against the swing.
        var isAboutZero = lowest < 0 && -lowest > 0.02 * highest && Math.Abs(mean) < Math.Max(swing, 0.1 * (highest - lowest));
        return new CurveShape(tendsToOne, isAboutZero && !tendsToOne, mean);
    }
}
