using System.Globalization;
using System.Text;

namespace Debye.Plots;

/// <summary>Points in the plane, coloured by a value or a class, as a self-contained SVG image.</summary>
/// <remarks>
/// Both axes have the same scale. Points of one colour are written together and coordinates rounded to a tenth of a pixel: 20,000 points
/// take some 0.3 MB, with a text for each some 1.5 MB. The largest values, and the less frequent of the named classes, are drawn on top.
/// </remarks>
/// <example><code>
/// var svg = new SvgScatter { Title = "t-SNE", X = x, Y = y, Colors = new ValueColors("band gap (eV)", gaps) }.Render();
/// </code></example>
public sealed record SvgScatter
{
    internal const int LegendWidth = 170;

    /// <summary>Width, pixels; default 760.</summary>
    public int Width { get; init; } = 760;

    /// <summary>Height, pixels; default 600.</summary>
    public int Height { get; init; } = 600;

    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line below the heading, such as the figures of merit; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Quantity and unit of the horizontal axis; axes are drawn where this or <see cref="YLabel"/> is not empty.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Quantity and unit of the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Horizontal positions, finite.</summary>
    public required double[] X { get; init; }

    /// <summary>As many vertical positions, finite.</summary>
    public required double[] Y { get; init; }

    /// <summary>As many texts shown under the pointer; null for none.</summary>
    public string[]? Titles { get; init; }

    /// <summary>What the colours mean; null for one colour.</summary>
    public PointColors? Colors { get; init; }

    /// <summary>Whether the line y = x is drawn.</summary>
    internal bool HasDiagonal { get; init; }

    /// <summary>The image.</summary>
    /// <exception cref="ArgumentException">There are no points, the numbers of positions, texts or colours differ, or a position is not
    /// finite.</exception>
    public string Render()
    {
        Validate();
        var frame = ScatterFrame.Of(this);
        var svg = new StringBuilder(SvgText.Open(Width, Height, Title));
        svg.Append(SvgText.Label(20, 26, Title, "start", 16, "#111", " font-weight=\"600\""));
        if (Caption.Length > 0)
            svg.Append(SvgText.Label(20, 45, Caption, "start", 12, "#555"));
        if (XLabel.Length + YLabel.Length > 0)
            frame.AppendAxes(svg, XLabel, YLabel);
        var groups = PointGroup.Of(Colors, X.Length);
        foreach (var group in groups)
            Append(svg, group, frame);
        if (HasDiagonal)
            frame.AppendDiagonal(svg);
        if (Colors is not null)
            ScatterLegend.Append(svg, Colors, groups, Width - LegendWidth + 18, frame.Top);
        return svg.Append("</svg>\n").ToString();
    }

    private void Validate()
    {
        if (X.Length == 0)
            throw new ArgumentException("Expected at least one point, got none.", nameof(X));
        RequireLength(Y.Length, nameof(Y));
        RequireLength(Titles?.Length ?? X.Length, nameof(Titles));
        RequireLength(
            Colors switch
            {
                ValueColors values => values.Values.Length,
                CategoryColors classes => classes.Names.Length,
                _ => X.Length,
            },
            nameof(Colors)
        );
        if (Colors is ValueColors { Range: { } range } && !(range.Low < range.High && double.IsFinite(range.High - range.Low)))
            throw new ArgumentException(
                Invariant($"Expected an increasing finite range of colours, got {range.Low} to {range.High}."),
                nameof(Colors)
            );
        for (var i = 0; i < X.Length; i++)
            if (!double.IsFinite(X[i]) || !double.IsFinite(Y[i]))
                throw new ArgumentException(Invariant($"Expected finite positions, got ({X[i]}, {Y[i]}) for point {i + 1}."), nameof(X));
    }

    private void RequireLength(int length, string name)
    {
        if (length != X.Length)
            throw new ArgumentException(Invariant($"Expected one entry for each of {X.Length} points, got {length}."), name);
    }

    /// <summary>A point is a line of almost no length with round ends: one attribute of the group gives its size.</summary>
    private void Append(StringBuilder svg, PointGroup group, ScatterFrame frame)
    {
        var size = X.Length switch
        {
            <= 500 => "7",
            <= 5000 => "4.6",
            _ => "3",
        };
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g fill=\"none\" stroke=\"{group.Color}\" stroke-width=\"{size}\" stroke-linecap=\"round\" stroke-opacity=\"0.85\">\n"
        );
        var places = group.Points.Select(i => Invariant($"M{frame.PlaceX(X[i]):0.#} {frame.PlaceY(Y[i]):0.#}h.01"));
        if (Titles is null)
            svg.Append("<path d=\"").AppendJoin("", places.Distinct(StringComparer.Ordinal)).Append("\"/>\n");
        else
            foreach (var (place, i) in places.Zip(group.Points))
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{place}\"><title>{SvgText.Escape(Titles[i])}</title></path>\n");
        svg.Append("</g>\n");
    }
}
