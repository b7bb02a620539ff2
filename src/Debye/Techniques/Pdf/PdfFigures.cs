using Debye.Plots;

namespace Debye.Techniques.Pdf;

/// <summary>Figures of pair distribution functions.</summary>
public static class PdfFigures
{
    /// <summary>
    /// Colours that stay apart with every common colour blindness. Source: M. Okabe, K. Ito, Color Universal Design (2008).
    /// </summary>
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

    /// <summary>A measured curve as a model sees it with the known curve most like it and, below, their difference.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="rAngstrom">Distances, Å.</param>
    /// <param name="measured">Values of the measured curve.</param>
    /// <param name="known">Values of the known curve at the same distances, already stretched and scaled, NaN where it does not reach;
    /// empty for none.</param>
    /// <param name="name">Name of the known curve.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static SvgPlot Compared(string title, double[] rAngstrom, double[] measured, double[] known, string name)
    {
        ArgumentNullException.ThrowIfNull(rAngstrom);
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(known);
        if (measured.Length != rAngstrom.Length || (known.Length > 0 && known.Length != rAngstrom.Length))
            throw new ArgumentException(
                $"Expected {rAngstrom.Length} values of each curve, got {measured.Length} and {known.Length}.",
                nameof(measured)
            );
        List<PlotSeries> series = [new LineSeries("measured", PlotColors.Measured, rAngstrom, measured)];
        int[] inside = [.. Enumerable.Range(0, known.Length).Where(i => double.IsFinite(known[i]))];
        if (inside.Length > 0)
        {
            var below = measured.Min() - inside.Max(i => measured[i] - known[i]);
            double[] At(double[] values) => Array.ConvertAll(inside, i => values[i]);
            series.Add(new LineSeries(name, PlotColors.Calculated, At(rAngstrom), At(known)));
            series.Add(new LineSeries("difference", "#888", At(rAngstrom), Array.ConvertAll(inside, i => measured[i] - known[i] + below)));
        }

        return new SvgPlot
        {
            Width = 900,
            Height = 320,
            Title = title,
            XLabel = "r (Å)",
            YLabel = "G (scaled)",
            LabelsBelowZero = true,
            Series = [.. series],
        };
    }
}
