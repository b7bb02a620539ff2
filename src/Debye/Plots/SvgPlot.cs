using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>A figure with two axes as a self-contained SVG image.</summary>
/// <example><code>
/// var line = new LineSeries("", "#1f5fa8", x, y);
/// var svg = new SvgPlot { Title = "BaTe", XLabel = "2θ (degrees)", YLabel = "Intensity", Series = [line] }.Render();
/// </code></example>
public sealed record SvgPlot
{
    private const int Left = 78;
    private const int Right = 20;
    private const int Top = 44;
    private const int Bottom = 52;

    /// <summary>Width, pixels; default 960.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Height, pixels; default 420.</summary>
    public int Height { get; init; } = 420;

    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>Quantity and unit of the horizontal axis.</summary>
    public required string XLabel { get; init; }

    /// <summary>Quantity and unit of the vertical axis.</summary>
    public required string YLabel { get; init; }

    /// <summary>Range of the horizontal axis; null for that of the series.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <summary>Range of the vertical axis; null for that of the series with zero.</summary>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>Whether horizontal positions are decimal logarithms, labelled as powers of ten.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>Whether heights are decimal logarithms, labelled as powers of ten.</summary>
    public bool IsYLogarithmic { get; init; }

    /// <summary>Whether heights below zero are labelled; default no.</summary>
    public bool LabelsBelowZero { get; init; }

    /// <summary>Name of the drawing area, for several figures in one image.</summary>
    internal string AreaName { get; init; } = "area";

    /// <summary>What is drawn, the last on top.</summary>
    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>The image.</summary>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public string Render()
    {
        var (x, y) = (XRange ?? Extent(Xs(), 0), YRange ?? Extent(Ys().Append(0), 0.04));
        var frame = new Frame(x, y, Width, Height);
        var svg = new StringBuilder(SvgText.Open(Width, Height, Title));
        svg.Append(SvgText.Label(Left, 26, Title, "start", 16, "#111", " font-weight=\"600\""));
        Axes(svg, frame);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<clipPath id=\"{AreaName}\"><rect x=\"{Left}\" y=\"{Top}\" width=\"{Width - Left - Right}\" "
                + $"height=\"{Height - Top - Bottom}\"/></clipPath>\n<g clip-path=\"url(#{AreaName})\">\n"
        );
        foreach (var series in Series)
            Draw(svg, series, frame);
        svg.Append("</g>\n");
        Legend(svg);
        return svg.Append("</svg>\n").ToString();
    }

    private IEnumerable<double> Xs() => Series.SelectMany(Positions);

    private IEnumerable<double> Ys() => Series.SelectMany(Heights);

    private static IEnumerable<double> Positions(PlotSeries series) =>
        series switch
        {
            LineSeries line => line.X,
            PointSeries points => points.X,
            StickSeries sticks => sticks.Sticks.Select(stick => stick.X),
            _ => [],
        };

    private static IEnumerable<double> Heights(PlotSeries series) =>
        series switch
        {
            LineSeries line => line.Y,
            PointSeries points => points.Y,
            StickSeries sticks => sticks.Sticks.Select(stick => stick.Y),
            _ => [],
        };

    private static (double Low, double High) Extent(IEnumerable<double> values, double margin)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity;
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (!double.IsFinite(high - low))
            return (0, 1);
        if (high <= low)
            return (low - 0.5, low + 0.5);
        var space = margin * (high - low);
        return (low < 0 ? low - space : low, high + space);
    }

    private void Axes(StringBuilder svg, Frame frame)
    {
        var (bottom, right) = (Height - Bottom, Width - Right);
        foreach (var tick in Ticks(frame.X, Width / 106, IsXLogarithmic))
        {
            var x = SvgText.Number(frame.PlaceX(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{Top}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#eef0f3\"/>\n");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x}\" y1=\"{bottom}\" x2=\"{x}\" y2=\"{bottom + 5}\" stroke=\"#555\"/>\n"
            );
            svg.Append(SvgText.Label(frame.PlaceX(tick), bottom + 19, TickText(tick, IsXLogarithmic)));
        }

        foreach (var tick in Ticks(frame.Y, 6, IsYLogarithmic))
        {
            var y = SvgText.Number(frame.PlaceY(tick));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"{(tick == 0 ? "#9aa1ab" : "#eef0f3")}\"/>\n"
            );
            // Below zero often lies something of another scale: no numbers there unless asked for.
            if (tick >= 0 || LabelsBelowZero || IsYLogarithmic)
                svg.Append(SvgText.Label(Left - 8, frame.PlaceY(tick) + 4, TickText(tick, IsYLogarithmic), "end"));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{bottom}H{right}\" fill=\"none\" stroke=\"#555\"/>\n");
        svg.Append(SvgText.Label(0.5 * (Left + right), Height - 12, XLabel));
        svg.Append(SvgText.Label(0, 0, YLabel, more: Invariant($" transform=\"translate(18 {(Top + bottom) / 2}) rotate(-90)\"")));
    }

    /// <summary>Ticks of an axis; whole powers of ten only on a logarithmic one.</summary>
    private static IEnumerable<double> Ticks((double Low, double High) range, int wanted, bool isLogarithmic) =>
        AxisTicks
            .Between(range.Low, range.High, wanted)
            .Where(tick => !isLogarithmic || tick == Math.Round(tick) || range.High - range.Low < 2);

    private static string TickText(double tick, bool isLogarithmic) =>
        AxisTicks.Text(
            isLogarithmic
                ? double.Parse(Math.Pow(10, tick).ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                : tick
        );

    private static void Draw(StringBuilder svg, PlotSeries series, Frame frame)
    {
        if (series is PointSeries points)
        {
            for (var i = 0; i < points.X.Length; i++)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle cx=\"{SvgText.Number(frame.PlaceX(points.X[i]))}\" "
                        + $"cy=\"{SvgText.Number(frame.PlaceY(points.Y[i]))}\" r=\"3\" fill=\"none\" stroke=\"{series.Color}\" "
                        + $"stroke-width=\"1.3\"/>\n"
                );
            return;
        }

        if (series is LineSeries line)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polyline fill=\"none\" stroke=\"{line.Color}\" stroke-width=\"1.2\" stroke-linejoin=\"round\" points=\""
            );
            foreach (var (x, y) in Thin(line, frame))
                svg.Append(CultureInfo.InvariantCulture, $"{SvgText.Number(x)},{SvgText.Number(y)} ");
            svg.Append("\"/>\n");
            return;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<g stroke=\"{series.Color}\" stroke-width=\"1.6\">\n");
        foreach (var stick in ((StickSeries)series).Sticks)
        {
            var x = SvgText.Number(frame.PlaceX(stick.X));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x}\" y1=\"{SvgText.Number(frame.PlaceY(0))}\" x2=\"{x}\" "
                    + $"y2=\"{SvgText.Number(frame.PlaceY(stick.Y))}\"><title>{SvgText.Escape(stick.Tooltip)}</title></line>\n"
            );
        }

        svg.Append("</g>\n");
    }

    /// <summary>At most four points for each pixel column: first, lowest, highest, last. Looks the same and stays small.</summary>
    private static IEnumerable<(double X, double Y)> Thin(LineSeries line, Frame frame)
    {
        for (var i = 0; i < line.X.Length; )
        {
            var column = Math.Floor(frame.PlaceX(line.X[i]));
            var (start, low, high) = (i, i, i);
            for (; i < line.X.Length && Math.Floor(frame.PlaceX(line.X[i])) == column; i++)
            {
                if (line.Y[i] < line.Y[low])
                    low = i;
                if (line.Y[i] > line.Y[high])
                    high = i;
            }

            foreach (var k in new SortedSet<int> { start, low, high, i - 1 })
                yield return (frame.PlaceX(line.X[k]), frame.PlaceY(line.Y[k]));
        }
    }

    private void Legend(StringBuilder svg)
    {
        double x = Width - Right;
        foreach (var series in Series.Where(s => s.Name.Length > 0).Reverse())
        {
            // The mark stands right of its text: the width of text is not known here.
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{SvgText.Number(x - 16)}\" y=\"20\" width=\"16\" height=\"4\" rx=\"2\" fill=\"{series.Color}\"/>\n"
            );
            svg.Append(SvgText.Label(x - 22, 26, series.Name, "end", 12));
            x -= 7.1 * series.Name.Length + 44;
        }
    }

    private readonly record struct Frame((double Low, double High) X, (double Low, double High) Y, int Width, int Height)
    {
        public double PlaceX(double value) => Left + (value - X.Low) / (X.High - X.Low) * (Width - Left - Right);

        public double PlaceY(double value) => Height - Bottom - (value - Y.Low) / (Y.High - Y.Low) * (Height - Top - Bottom);
    }
}
