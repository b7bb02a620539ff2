using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>A spectrum drawn as a line that is coloured by importance, with its bands named, as a self-contained SVG image.</summary>
public sealed record SvgColoredSpectrum
{
    private const int Left = 78;
    private const int Right = 20;
    private const int Bottom = 52;
    private const int RowHeight = 15;
    private const int Levels = 12;

    /// <summary>What is drawn.</summary>
    public required ColoredSpectrum Spectrum { get; init; }

    /// <summary>Width, pixels; default 960.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Height, pixels; default 420.</summary>
    public int Height { get; init; } = 420;

    /// <summary>The image.</summary>
    /// <exception cref="ArgumentException">Lengths or values of the spectrum do not fit.</exception>
    public string Render()
    {
        Spectrum.Validate();
        var rows = Rows();
        var frame = Frame.Of(Spectrum, Left, Width - Right, 44 + RowHeight * rows.Count, Height - Bottom);
        var svg = new StringBuilder(SvgText.Open(Width, Height, Spectrum.Title));
        svg.Append(SvgText.Label(Left, 26, Spectrum.Title, "start", 16, "#111", " font-weight=\"600\""));
        ColorBar(svg);
        Axes(svg, frame);
        Bands(svg, frame, rows);
        Line(svg, frame);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Labels of bands in rows in which none overlaps another; the width of text is a guess.</summary>
    private List<List<(SpectrumBand Band, double X, double Width)>> Rows()
    {
        var frame = Frame.Of(Spectrum, Left, Width - Right, 0, 1);
        var rows = new List<List<(SpectrumBand Band, double X, double Width)>>();
        foreach (var band in Spectrum.Bands.Where(band => band.Label.Length > 0).OrderBy(band => band.From))
        {
            var width = 6.6 * band.Label.Length + 8;
            var x = Math.Clamp(
                frame.PlaceX(0.5 * (band.From + band.To)),
                Left + 0.5 * width,
                Math.Max(Left + 0.5 * width, Width - Right - 0.5 * width)
            );
            var row = rows.Find(row => row[^1].X + 0.5 * row[^1].Width < x - 0.5 * width);
            if (row is null)
                rows.Add(row = []);
            row.Add((band, x, width));
        }

        return rows;
    }

    private void Bands(StringBuilder svg, Frame frame, List<List<(SpectrumBand Band, double X, double Width)>> rows)
    {
        foreach (var band in Spectrum.Bands)
        {
            var (from, to) = (frame.PlaceX(Math.Max(band.From, Spectrum.Axis[0])), frame.PlaceX(Math.Min(band.To, Spectrum.Axis[^1])));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{SvgText.Number(from - 1.5)}\" y=\"{SvgText.Number(frame.Top)}\" "
                    + $"width=\"{SvgText.Number(Math.Max(3, to - from + 3))}\" height=\"{SvgText.Number(frame.Bottom - frame.Top)}\" "
                    + $"fill=\"#e87a1d\" fill-opacity=\"0.13\"/>\n"
            );
        }

        for (var r = 0; r < rows.Count; r++)
            foreach (var (band, x, _) in rows[r])
            {
                var y = frame.Top - 6 - RowHeight * r;
                var centre = SvgText.Number(frame.PlaceX(Math.Clamp(0.5 * (band.From + band.To), Spectrum.Axis[0], Spectrum.Axis[^1])));
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{centre}\" y1=\"{SvgText.Number(y + 2)}\" x2=\"{centre}\" y2=\"{SvgText.Number(frame.Top)}\" "
                        + $"stroke=\"#c9a27c\"/>\n"
                );
                svg.Append(SvgText.Label(x, y, band.Label, size: 12, color: "#7a3b06"));
            }
    }

    private void Axes(StringBuilder svg, Frame frame)
    {
        foreach (var tick in AxisTicks.Between(frame.Low, frame.High, Width / 106))
        {
            var x = SvgText.Number(frame.PlaceX(tick));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x}\" y1=\"{SvgText.Number(frame.Top)}\" x2=\"{x}\" y2=\"{Height - Bottom + 5}\" stroke=\"#eef0f3\"/>\n"
            );
            svg.Append(SvgText.Label(frame.PlaceX(tick), Height - Bottom + 19, AxisTicks.Text(tick)));
        }

        foreach (
            var tick in AxisTicks
                .Between(frame.Least, frame.Most, 6)
                .Where(tick => !Spectrum.IsLogarithmic || tick == Math.Round(tick) || frame.Most - frame.Least < 2)
        )
        {
            var y = SvgText.Number(frame.PlaceY(tick));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" y1=\"{y}\" x2=\"{Width - Right}\" y2=\"{y}\" stroke=\"#eef0f3\"/>\n"
            );
            svg.Append(
                SvgText.Label(
                    Left - 8,
                    frame.PlaceY(tick) + 4,
                    AxisTicks.Text(
                        Spectrum.IsLogarithmic
                            ? double.Parse(Math.Pow(10, tick).ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                            : tick
                    ),
                    "end"
                )
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"M{Left} {SvgText.Number(frame.Top)}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#555\"/>\n"
        );
        svg.Append(SvgText.Label(0.5 * (Left + Width - Right), Height - 12, Spectrum.AxisLabel));
        svg.Append(
            SvgText.Label(
                0,
                0,
                Spectrum.IntensityName,
                more: $" transform=\"translate(18 {SvgText.Number(0.5 * (frame.Top + frame.Bottom))}) rotate(-90)\""
            )
        );
    }

    private void ColorBar(StringBuilder svg)
    {
        const int width = 120;
        var isSigned = Spectrum.Importance.Any(value => value < 0);
        var x = Width - Right - width - 60;
        for (var i = 0; i < 24; i++)
        {
            var at = isSigned ? 2 * (i + 0.5) / 24 - 1 : (i + 0.5) / 24;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x + 5 * i}\" y=\"16\" width=\"5\" height=\"9\" fill=\"{ImportanceColors.At(at)}\"/>\n"
            );
        }

        svg.Append(SvgText.Label(x - 6, 25, isSigned ? "against" : "unimportant", "end", 12));
        svg.Append(SvgText.Label(x + width + 6, 25, isSigned ? "for" : "important", "start", 12));
    }

    /// <summary>A thin grey line, then on it the runs of one colour, the strongest on top.</summary>
    private void Line(StringBuilder svg, Frame frame)
    {
        var points = Thin(frame);
        svg.Append("<g fill=\"none\" stroke-linejoin=\"round\">\n<polyline stroke=\"#8f98a5\" stroke-width=\"0.7\" points=\"");
        foreach (var (x, y, _) in points)
            svg.Append(CultureInfo.InvariantCulture, $"{SvgText.Number(x)},{SvgText.Number(y)} ");
        svg.Append("\"/>\n");
        var runs = new List<(int Level, int Start, int End)>();
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var level = points[i + 1].Level;
            if (runs.Count > 0 && runs[^1].Level == level && runs[^1].End == i)
                runs[^1] = (level, runs[^1].Start, i + 1);
            else if (level != 0)
                runs.Add((level, i, i + 1));
        }

        foreach (var (level, start, end) in runs.OrderBy(run => Math.Abs(run.Level)))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polyline stroke=\"{ImportanceColors.At((double)level / Levels)}\" stroke-width=\"1.9\" points=\""
            );
            for (var i = start; i <= end; i++)
                svg.Append(CultureInfo.InvariantCulture, $"{SvgText.Number(points[i].X)},{SvgText.Number(points[i].Y)} ");
            svg.Append("\"/>\n");
        }

        svg.Append("</g>\n");
    }

    /// <summary>At most four points for each pixel column, with the level of the most important of the column.</summary>
    private List<(double X, double Y, int Level)> Thin(Frame frame)
    {
        var (points, importance) = (new List<(double X, double Y, int Level)>(), Spectrum.RelativeImportance());
        for (var i = 0; i < Spectrum.Axis.Length; )
        {
            var column = Math.Floor(frame.PlaceX(Spectrum.Axis[i]));
            var (start, low, high, most) = (i, i, i, i);
            for (; i < Spectrum.Axis.Length && Math.Floor(frame.PlaceX(Spectrum.Axis[i])) == column; i++)
            {
                if (Spectrum.Intensity[i] < Spectrum.Intensity[low])
                    low = i;
                if (Spectrum.Intensity[i] > Spectrum.Intensity[high])
                    high = i;
                if (Math.Abs(importance[i]) > Math.Abs(importance[most]))
                    most = i;
            }

            var level = (int)Math.Round(Levels * importance[most]);
            foreach (var k in new SortedSet<int> { start, low, high, i - 1 })
                points.Add((frame.PlaceX(Spectrum.Axis[k]), frame.PlaceY(frame.HeightOf(Spectrum.Intensity[k])), level));
        }

        return points;
    }

    private readonly record struct Frame(
        double Low,
        double High,
        double Least,
        double Most,
        double Left,
        double Right,
        double Top,
        double Bottom,
        bool IsLogarithmic
    )
    {
        public static Frame Of(ColoredSpectrum spectrum, double left, double right, double top, double bottom)
        {
            double[] shown = spectrum.IsLogarithmic
                ? [.. spectrum.Intensity.Where(value => value > 0).Select(Math.Log10)]
                : spectrum.Intensity;
            var (least, most) = shown.Length == 0 ? (0, 1) : (spectrum.IsLogarithmic ? shown.Min() : Math.Min(0, shown.Min()), shown.Max());
            if (!(most > least))
                (least, most) = (least - 0.5, least + 0.5);
            return new Frame(
                spectrum.Axis[0],
                spectrum.Axis[^1],
                least,
                most + 0.04 * (most - least),
                left,
                right,
                top,
                bottom,
                spectrum.IsLogarithmic
            );
        }

        public double HeightOf(double intensity) =>
            !IsLogarithmic ? intensity
            : intensity > 0 ? Math.Log10(intensity)
            : Least;

        public double PlaceX(double value) => Left + (value - Low) / (High - Low) * (Right - Left);

        public double PlaceY(double value) => Bottom - (value - Least) / (Most - Least) * (Bottom - Top);
    }
}
