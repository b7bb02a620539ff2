using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>One bar.</summary>
/// <param name="Label">Text on its left.</param>
/// <param name="Share">Length, 0…1.</param>
/// <param name="IsMarked">Whether it is drawn in the strong colour.</param>
public readonly record struct Bar(string Label, double Share, bool IsMarked = true);

/// <summary>Horizontal bars of shares such as probabilities, as a self-contained SVG image.</summary>
public sealed record SvgBars
{
    private const int LabelWidth = 150;
    private const int RowHeight = 28;
    private const int Top = 44;

    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>Width, pixels; default 460.</summary>
    public int Width { get; init; } = 460;

    /// <summary>The bars, top to bottom.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>The image.</summary>
    public string Render()
    {
        var svg = new StringBuilder(SvgText.Open(Width, Height, Title));
        Append(svg);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Height of the image, pixels.</summary>
    public int Height => Top + RowHeight * Bars.Count + 14;

    private void Append(StringBuilder svg)
    {
        svg.Append(SvgText.Label(14, 26, Title, "start", 16, "#111", " font-weight=\"600\""));
        var room = Width - LabelWidth - 70;
        for (var i = 0; i < Bars.Count; i++)
        {
            var y = Top + RowHeight * i;
            var share = Math.Clamp(Bars[i].Share, 0, 1);
            svg.Append(SvgText.Label(LabelWidth - 10, y + 16, Bars[i].Label, "end"));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{room}\" height=\"19\" rx=\"3\" fill=\"#eef0f3\"/>\n"
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{SvgText.Number(Math.Max(1, room * share))}\" height=\"19\" "
                    + $"rx=\"3\" fill=\"{(Bars[i].IsMarked ? PlotColors.Measured : PlotColors.Faint)}\"/>\n"
            );
            svg.Append(SvgText.Label(LabelWidth + room + 8, y + 16, share.ToString("0.0 %", CultureInfo.InvariantCulture), "start"));
        }
    }
}
