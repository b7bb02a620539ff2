using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>Legend of a <see cref="SvgScatter"/>: a bar of colours with its values, or a key for each class.</summary>
internal static class ScatterLegend
{
    private const int BarHeight = 240;
    private const int BarWidth = 16;
    private const int RowHeight = 20;

    /// <summary>Writes the legend from its upper left corner down.</summary>
    public static void Append(StringBuilder svg, PointColors colors, IReadOnlyList<PointGroup> groups, int x, int top)
    {
        svg.Append(SvgText.Label(x, top + 10, colors.Label, "start", 12, "#111", " font-weight=\"600\""));
        var y = top + 24;
        if (colors is ValueColors values)
        {
            AppendBar(svg, PointGroup.RangeOf(values), x, y);
            y += BarHeight + 16;
        }

        // Classes as they are drawn, but what has none at the end.
        foreach (
            var group in groups
                .Where(group => group.Name.Length > 0 || colors is CategoryColors)
                .OrderBy(group => group.Color == PlotColors.Other)
        )
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x + 6}\" cy=\"{y + 6}\" r=\"5\" fill=\"{group.Color}\"/>\n");
            svg.Append(SvgText.Label(x + 18, y + 10, $"{group.Name} ({group.Points.Length})", "start", 12));
            y += RowHeight;
        }
    }

    private static void AppendBar(StringBuilder svg, (double Low, double High) range, int x, int y)
    {
        var height = BarHeight / (double)PointGroup.Steps;
        for (var step = 0; step < PointGroup.Steps; step++)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x}\" y=\"{SvgText.Number(y + BarHeight - (step + 1) * height)}\" width=\"{BarWidth}\" "
                    + $"height=\"{SvgText.Number(height + 0.3)}\" fill=\"{ColorScale.At((step + 0.5) / PointGroup.Steps)}\"/>\n"
            );
        foreach (var tick in AxisTicks.Between(range.Low, range.High, 5))
            svg.Append(
                SvgText.Label(
                    x + BarWidth + 7,
                    y + BarHeight * (range.High - tick) / (range.High - range.Low) + 4,
                    AxisTicks.Text(tick),
                    "start",
                    12
                )
            );
    }
}
