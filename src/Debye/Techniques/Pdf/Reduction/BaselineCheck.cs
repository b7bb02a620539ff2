namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Looks at G(r) where no atoms can be: below the first peak it is the line −4πρ₀ r.</summary>
internal static class BaselineCheck
{
    /// <summary>Share of the largest G that the first peak has.</summary>
    private const double PeakShare = 0.25;

    /// <summary>Slope through the origin over rpoly…85 % of the way to the first peak, and what is left.</summary>
    public static (double Slope, double RippleShare, (double Low, double High) Range) Judge(
        ReadOnlySpan<double> r,
        ReadOnlySpan<double> g,
        double rpoly
    )
    {
        var highest = 0.0;
        for (var i = 0; i < r.Length; i++)
            if (r[i] >= rpoly)
                highest = Math.Max(highest, g[i]);
        var peak = r.Length - 1;
        for (var i = r.Length - 1; i >= 0; i--)
            if (r[i] >= rpoly && g[i] >= PeakShare * highest)
                peak = i;
        var range = (Low: Math.Max(r[0], rpoly), High: Math.Max(rpoly, 0.85 * r[peak]));
        var (cross, square, left, count) = (0.0, 0.0, 0.0, 0);
        for (var i = 0; i < r.Length && r[i] <= range.High; i++)
            if (r[i] >= range.Low)
                (cross, square, count) = (cross + r[i] * g[i], square + r[i] * r[i], count + 1);
        var slope = square > 0 ? cross / square : 0;
        for (var i = 0; i < r.Length && r[i] <= range.High; i++)
            if (r[i] >= range.Low)
                left += Math.Pow(g[i] - slope * r[i], 2);
        return (slope, count > 0 && highest > 0 ? Math.Sqrt(left / count) / highest : 0, range);
    }
}
