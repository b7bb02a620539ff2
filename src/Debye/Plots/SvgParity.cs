using System.Globalization;

namespace Debye.Plots;

/// <summary>Predicted over true values of a quantity with the diagonal, as a self-contained SVG image.</summary>
/// <remarks>
/// Both axes have the same range. The caption holds mean absolute error, R² = 1 − Σ(prediction − truth)² / Σ(truth − mean)², and the number
/// of values.
/// </remarks>
public sealed record SvgParity
{
    /// <summary>Side of the square drawing area, pixels; default 440.</summary>
    public int Side { get; init; } = 440;

    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>What is predicted.</summary>
    public required string Quantity { get; init; }

    /// <summary>Its unit; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>True values, finite.</summary>
    public required double[] Truth { get; init; }

    /// <summary>As many predictions, finite.</summary>
    public required double[] Predicted { get; init; }

    /// <summary>As many texts shown under the pointer; null for none.</summary>
    public string[]? Titles { get; init; }

    /// <summary>What the colours mean; null for one colour.</summary>
    public PointColors? Colors { get; init; }

    /// <summary>The image.</summary>
    /// <exception cref="ArgumentException">There are no values, their numbers differ, or one is not finite.</exception>
    public string Render()
    {
        var unit = Unit.Length > 0 ? $" ({Unit})" : "";
        var plot = new SvgScatter
        {
            Title = Title,
            Caption = Caption(),
            XLabel = $"true {Quantity}{unit}",
            YLabel = $"predicted {Quantity}{unit}",
            X = Truth,
            Y = Predicted,
            Titles = Titles,
            Colors = Colors,
            HasDiagonal = true,
        };
        var (left, top, right, bottom) = ScatterFrame.Margins(plot);
        return (plot with { Width = left + Side + right, Height = top + Side + bottom }).Render();
    }

    private string Caption()
    {
        var pairs = Truth.Zip(Predicted).ToArray();
        if (pairs.Length == 0)
            return "no values";
        var mean = Truth.Average();
        var spread = Truth.Sum(value => (value - mean) * (value - mean));
        var determination = 1 - pairs.Sum(pair => (pair.Second - pair.First) * (pair.Second - pair.First)) / spread;
        var error = pairs.Average(pair => Math.Abs(pair.Second - pair.First));
        return $"MAE {error.ToString("g3", CultureInfo.InvariantCulture)}{(Unit.Length > 0 ? " " + Unit : "")}, R² "
            + $"{(spread > 0 ? determination.ToString("0.000", CultureInfo.InvariantCulture) : "not defined")}, n = {pairs.Length}";
    }
}
