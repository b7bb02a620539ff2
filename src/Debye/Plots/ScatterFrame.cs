using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>Drawing area of a <see cref="SvgScatter"/>: the same number of pixels for a unit of either axis.</summary>
internal readonly record struct ScatterFrame(int Left, int Top, int Right, int Bottom, double CentreX, double CentreY, double Scale)
{
    private const double Margin = 0.04;

    /// <summary>Left, top, right and bottom margin of the area.</summary>
    public static (int Left, int Top, int Right, int Bottom) Margins(SvgScatter plot)
    {
        var hasAxes = plot.XLabel.Length + plot.YLabel.Length > 0;
        return (hasAxes ? 78 : 20, plot.Caption.Length > 0 ? 62 : 44, plot.Colors is null ? 20 : SvgScatter.LegendWidth, hasAxes ? 52 : 20);
    }

    /// <summary>The area, and the scale at which all points fit.</summary>
    public static ScatterFrame Of(SvgScatter plot)
    {
        var (left, top, right, bottom) = Margins(plot);
        (right, bottom) = (plot.Width - right, plot.Height - bottom);
        var (x, y) = ((Low: plot.X.Min(), High: plot.X.Max()), (Low: plot.Y.Min(), High: plot.Y.Max()));
        // The diagonal has the same range on both axes.
        if (plot.HasDiagonal)
            x = y = (Math.Min(x.Low, y.Low), Math.Max(x.High, y.High));
        var scale = Math.Min(Fit(right - left, x), Fit(bottom - top, y));
        var (centreX, centreY) = (0.5 * (x.Low + x.High), 0.5 * (y.Low + y.High));
        if (double.IsInfinity(scale))
            scale = (right - left) / (1 + Math.Abs(centreX) + Math.Abs(centreY));
        return new ScatterFrame(left, top, right, bottom, centreX, centreY, scale);
    }

    public double PlaceX(double value) => 0.5 * (Left + Right) + (value - CentreX) * Scale;

    public double PlaceY(double value) => 0.5 * (Top + Bottom) - (value - CentreY) * Scale;

    /// <summary>Grid, ticks and labels.</summary>
    public void AppendAxes(StringBuilder svg, string xLabel, string yLabel)
    {
        foreach (var tick in Ticks(CentreX, Right - Left))
        {
            var x = SvgText.Number(PlaceX(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{Top}\" x2=\"{x}\" y2=\"{Bottom}\" stroke=\"#eef0f3\"/>\n");
            svg.Append(SvgText.Label(PlaceX(tick), Bottom + 19, AxisTicks.Text(tick)));
        }

        foreach (var tick in Ticks(CentreY, Bottom - Top))
        {
            var y = SvgText.Number(PlaceY(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y}\" x2=\"{Right}\" y2=\"{y}\" stroke=\"#eef0f3\"/>\n");
            svg.Append(SvgText.Label(Left - 8, PlaceY(tick) + 4, AxisTicks.Text(tick), "end"));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{Bottom}H{Right}\" fill=\"none\" stroke=\"#555\"/>\n");
        svg.Append(SvgText.Label(0.5 * (Left + Right), Bottom + 40, xLabel));
        svg.Append(SvgText.Label(0, 0, yLabel, more: Invariant($" transform=\"translate(18 {(Top + Bottom) / 2}) rotate(-90)\"")));
    }

    /// <summary>The line y = x from corner to corner, for an area whose axes have the same range.</summary>
    public void AppendDiagonal(StringBuilder svg)
    {
        var half = 0.5 * Math.Min(Right - Left, Bottom - Top);
        var (x, y) = (0.5 * (Left + Right), 0.5 * (Top + Bottom));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{SvgText.Number(x - half)}\" y1=\"{SvgText.Number(y + half)}\" x2=\"{SvgText.Number(x + half)}\" "
                + $"y2=\"{SvgText.Number(y - half)}\" stroke=\"#9aa1ab\"/>\n"
        );
    }

    private static double Fit(int pixels, (double Low, double High) range) => pixels / ((1 + 2 * Margin) * (range.High - range.Low));

    private double[] Ticks(double centre, int pixels)
    {
        var half = 0.5 * pixels / Scale;
        return AxisTicks.Between(centre - half, centre + half, pixels / 80);
    }
}
