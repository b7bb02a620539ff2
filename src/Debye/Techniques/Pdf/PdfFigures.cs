using Debye.Plots;

namespace Debye.Techniques.Pdf;

/// <summary>Figures of pair distribution functions.</summary>
public static class PdfFigures
{
    /// <summary>Colours that stay apart with every common colour blindness. Source: M. Okabe, K. Ito, Color Universal Design (2008).</summary>
    private static readonly string[] PartialColors = ["#d2601a", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a7a7a"];

    /// <summary>A calculated G(r) with the shares of its pairs of elements, where it has them.</summary>
    /// <param name="pdf">The curve.</param>
    public static SvgPlot Calculated(SimulatedPdf pdf)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var r = pdf.Grid.ToArray();
        List<PlotSeries> series = [];
        foreach (var (index, part) in pdf.Partials.Index())
            series.Add(new LineSeries($"{part.First}–{part.Second}", PartialColors[index % PartialColors.Length], r, part.G.ToArray()));
        series.Add(new LineSeries(series.Count > 0 ? "total" : "", PlotColors.Measured, r, pdf.G.ToArray()));
        return new SvgPlot
        {
            Title = $"{pdf.Id} {pdf.Formula}".Trim(),
            XLabel = "r (Å)",
            YLabel = "G(r) (1/Å²)",
            XRange = (r[0], r[^1]),
            LabelsBelowZero = true,
            Series = series,
        };
    }
}
