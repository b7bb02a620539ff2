using Debye.Plots;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Figures of a reduction.</summary>
public static class ReductionFigures
{
    private const string QLabel = "Q (1/Å)";

    /// <summary>Intensity less background, S(Q), F(Q), and G(r) with the line below its first peak.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="result">What was reduced.</param>
    /// <returns>A self-contained SVG image.</returns>
    public static string Overview(string title, ReductionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var g = result.PairDistribution;
        var end = Math.Min(2 * result.BaselineRangeAngstrom.High, g.X[^1]);
        var line = new LineSeries(
            "slope below the first peak",
            PlotColors.Calculated,
            [0, end],
            [0, end * result.BaselineSlopePerAngstrom3]
        );
        return SvgPanels.Render(
            title,
            [
                Panel($"{title}: intensity less background", QLabel, "I (arbitrary)", result.Intensity),
                Panel("Structure factor", QLabel, "S(Q)", result.StructureFactor),
                Panel("Reduced structure function", QLabel, "F(Q) (1/Å)", result.ReducedStructure),
                Panel("Pair distribution function", "r (Å)", "G(r) (1/Å²)", g, line),
            ]
        );
    }

    private static SvgPlot Panel(string title, string xLabel, string yLabel, PdfData curve, params ReadOnlySpan<PlotSeries> more) =>
        new()
        {
            Title = title,
            XLabel = xLabel,
            YLabel = yLabel,
            LabelsBelowZero = true,
            Series = [new LineSeries("", PlotColors.Measured, curve.X.ToArray(), curve.Y.ToArray()), .. more],
        };
}
