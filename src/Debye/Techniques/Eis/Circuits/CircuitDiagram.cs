using System.Globalization;
using System.Text;
using Debye.Plots;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>Circuit diagrams as self-contained SVG images.</summary>
public static class CircuitDiagram
{
    private const int ElementWidth = 76;
    private const int ElementHeight = 58;
    private const int Fork = 18;
    private const int Margin = 24;
    private const string Ink = " fill=\"none\" stroke=\"#333\" stroke-width=\"1.6\"";

    /// <summary>Draws a circuit from left to right, parallel branches one below the other.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <returns>The image.</returns>
    public static string Render(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var (width, height) = Size(circuit.Root);
        var (imageWidth, imageHeight) = (width + 2 * Margin, height + 2 * Margin);
        var svg = new StringBuilder(SvgText.Open(imageWidth, imageHeight, circuit.ToString(CircuitNotation.Dashes, withSettings: false)));
        var middle = Margin + height / 2;
        Wire(svg, Margin / 2, middle, Margin, middle);
        Draw(svg, circuit.Root, Margin, middle);
        Wire(svg, Margin + width, middle, Margin + width + Margin / 2, middle);
        return svg.Append("</svg>\n").ToString();
    }

    private static (int Width, int Height) Size(CircuitNode node)
    {
        if (node is ElementNode)
            return (ElementWidth, ElementHeight);
        var sizes = CircuitParser.PartsOf(node).Select(Size).ToArray();
        return node is SeriesNode
            ? (sizes.Sum(size => size.Width), sizes.Max(size => size.Height))
            : (sizes.Max(size => size.Width) + 2 * Fork, sizes.Sum(size => size.Height));
    }

    private static void Draw(StringBuilder svg, CircuitNode node, int x, int y)
    {
        if (node is ElementNode element)
        {
            DrawElement(svg, element, x, y);
        }
        else if (node is SeriesNode series)
        {
            foreach (var part in series.Parts)
            {
                Draw(svg, part, x, y);
                x += Size(part).Width;
            }
        }
        else if (node is ParallelNode parallel)
        {
            DrawBranches(svg, parallel, x, y);
        }
    }

    private static void DrawBranches(StringBuilder svg, ParallelNode parallel, int x, int y)
    {
        var (width, height) = Size(parallel);
        var top = y - height / 2;
        var rows = new List<int>();
        foreach (var part in parallel.Parts)
        {
            var (partWidth, partHeight) = Size(part);
            var (row, start) = (top + partHeight / 2, x + (width - partWidth) / 2);
            Wire(svg, x + Fork / 2, row, start, row);
            Draw(svg, part, start, row);
            Wire(svg, start + partWidth, row, x + width - Fork / 2, row);
            rows.Add(row);
            top += partHeight;
        }

        Wire(svg, x + Fork / 2, rows[0], x + Fork / 2, rows[^1]);
        Wire(svg, x + width - Fork / 2, rows[0], x + width - Fork / 2, rows[^1]);
        Wire(svg, x, y, x + Fork / 2, y);
        Wire(svg, x + width - Fork / 2, y, x + width, y);
    }

    private static void DrawElement(StringBuilder svg, ElementNode node, int x, int y)
    {
        var middle = x + ElementWidth / 2;
        var (reach, symbol) = node.Element.Symbol switch
        {
            "R" => (20, Invariant($"<rect x=\"{middle - 20}\" y=\"{y - 8}\" width=\"40\" height=\"16\"{Ink}/>\n")),
            "C" => (4, Invariant($"<path d=\"M{middle - 4} {y - 13}v26M{middle + 4} {y - 13}v26\"{Ink}/>\n")),
            "CPE" => (5, Invariant($"<path d=\"M{middle - 9} {y - 13}l8 13l-8 13M{middle + 1} {y - 13}l8 13l-8 13\"{Ink}/>\n")),
            "L" => (20, Invariant($"<path d=\"M{middle - 20} {y}a5 6 0 0 1 10 0a5 6 0 0 1 10 0a5 6 0 0 1 10 0a5 6 0 0 1 10 0\"{Ink}/>\n")),
            _ => (
                20,
                Invariant($"<rect x=\"{middle - 20}\" y=\"{y - 11}\" width=\"40\" height=\"22\" rx=\"4\"{Ink}/>\n")
                    + SvgText.Label(middle, y + 4, node.Element.Symbol, size: 12)
            ),
        };
        svg.Append(symbol).Append(SvgText.Label(middle, y - 17, node.Name, size: 12));
        Wire(svg, x, y, middle - reach + (node.Element.Symbol == "CPE" ? 4 : 0), y);
        Wire(svg, middle + reach + (node.Element.Symbol == "CPE" ? 4 : 0), y, x + ElementWidth, y);
    }

    private static void Wire(StringBuilder svg, int fromX, int fromY, int toX, int toY)
    {
        if ((fromX, fromY) != (toX, toY))
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{fromX} {fromY}L{toX} {toY}\"{Ink}/>\n");
    }
}
