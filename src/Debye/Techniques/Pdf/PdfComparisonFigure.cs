using Debye.Plots;

namespace Debye.Techniques.Pdf;

/// <summary>A measured curve as a model sees it, with the known curve that is most like it.</summary>
public static class PdfComparisonFigure
{
    /// <summary>Both curves and, below, their difference.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="rAngstrom">Distances, Å.</param>
    /// <param name="measured">Values of the measured curve.</param>
    /// <param name="known">Values of the known curve at the same distances, already stretched and scaled; empty for none.</param>
    /// <param name="name">Name of the known curve.</param>
    /// <returns>A self-contained SVG image.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static string Render(string title, double[] rAngstrom, double[] measured, double[] known, string name)
    {
        ArgumentNullException.ThrowIfNull(rAngstrom);
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(known);
        if (measured.Length != rAngstrom.Length || (known.Length > 0 && known.Length != rAngstrom.Length)) throw new ArgumentException($"Expected {rAngstrom.Length} values of each curve, got {measured.Length} and {known.Length}.", nameof(measured));
        List<PlotSeries> series = [new LineSeries("measured", PlotColors.Measured, rAngstrom, measured)];
        if (known.Length > 0)
        {
            var below = measured.Min() - known.Zip(measured, (a, b) => b - a).Max();
            series.Add(new LineSeries(name, PlotColors.Calculated, rAngstrom, known));
            series.Add(new LineSeries("difference", "#888", rAngstrom, [.. measured.Zip(known, (a, b) => a - b + below)]));
        }

        return new SvgPlot { Width = 900, Height = 320, Title = title, XLabel = "r (Å)", YLabel = "G (scaled)", LabelsBelowZero = true, Series = [.. series] }.Render();
    }
}
