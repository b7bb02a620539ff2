namespace Debye.Plots;

/// <summary>Colours of Debye's figures; readable with every common colour blindness.</summary>
public static class PlotColors
{
    /// <summary>What was measured, or the main series.</summary>
    public const string Measured = "#1f5fa8";

    /// <summary>What was calculated.</summary>
    public const string Calculated = "#d2601a";

    /// <summary>What is only shown beside.</summary>
    public const string Faint = "#9db7d5";
}
