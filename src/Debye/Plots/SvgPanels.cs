using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>Several figures in one self-contained SVG image, two in a row.</summary>
public static class SvgPanels
{
    /// <summary>Puts figures together.</summary>
    /// <param name="title">Heading for screen readers.</param>
    /// <param name="panels">Figures of equal size, at least one.</param>
    /// <returns>The image.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Render(string title, IReadOnlyList<SvgPlot> panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.Count == 0)
            throw new ArgumentException("Expected at least one figure, got none.", nameof(panels));
        var (width, height) = (panels[0].Width, panels[0].Height);
        var svg = new StringBuilder(SvgText.Open(Math.Min(2, panels.Count) * width, (panels.Count + 1) / 2 * height, title));
        for (var i = 0; i < panels.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({i % 2 * width} {i / 2 * height})\">\n")
                .Append((panels[i] with { AreaName = Invariant($"area{i}") }).Render())
                .Append("</g>\n");
        return svg.Append("</svg>\n").ToString();
    }
}
