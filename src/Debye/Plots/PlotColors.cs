namespace Debye.Plots;

/// <summary>Colours of Debye's figures; readable with every common colour blindness.</summary>
public static class PlotColors
{
    /// <summary>What was measured, or the main series.</summary>
    public const string Measured = "#1f5fa8";

    /// <summary>What was calculated.</summary>
    public const string Calculated = "#d2601a";

    /// <summary>Context: series shown for comparison.</summary>
    public const string Faint = "#9db7d5";

    /// <summary>Points without a value, or of no named class.</summary>
    public const string Other = "#b9bec7";

    /// <summary>Nine classes that every common colour blindness tells apart.</summary>
    /// <remarks>
    /// The "muted" scheme of P. Tol, Colour schemes, technical note SRON/EPS/TN/09-002, issue 3.2 (2021), in an order of our own.
    /// </remarks>
    public static IReadOnlyList<string> Classes { get; } =
    ["#332288", "#cc6677", "#44aa99", "#ddcc77", "#882255", "#88ccee", "#117733", "#999933", "#aa4499"];
}
