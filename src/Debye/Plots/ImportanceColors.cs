namespace Debye.Plots;

/// <summary>Colours for what speaks for something, against it, or not at all: orange to dark red, blue to dark blue, grey.</summary>
/// <remarks>
/// Orange and blue are told apart with every common colour blindness; both darken away from grey, so that strength shows in grey print.
/// </remarks>
public static class ImportanceColors
{
    private static readonly (double At, int Red, int Green, int Blue)[] Anchors =
    [
        (-1, 0x0b, 0x2a, 0x5c),
        (-0.5, 0x2f, 0x7f, 0xd0),
        (0, 0xc4, 0xca, 0xd3),
        (0.5, 0xe8, 0x7a, 0x1d),
        (1, 0x8f, 0x12, 0x0c),
    ];

    /// <summary>The colour of an importance.</summary>
    /// <param name="importance">−1 for the strongest against, 0 for none, 1 for the strongest for; beyond, the colours of the ends.</param>
    /// <returns>Six hexadecimal digits after #.</returns>
    /// <exception cref="ArgumentException">The importance is NaN.</exception>
    public static string At(double importance)
    {
        if (double.IsNaN(importance))
            throw new ArgumentException("Expected a number, got NaN.", nameof(importance));
        var t = Math.Clamp(importance, -1, 1);
        var i = Math.Min((int)Math.Floor((t + 1) * 2), Anchors.Length - 2);
        var (low, high) = (Anchors[i], Anchors[i + 1]);
        var share = (t - low.At) / (high.At - low.At);
        return $"#{Mix(low.Red, high.Red, share):x2}{Mix(low.Green, high.Green, share):x2}{Mix(low.Blue, high.Blue, share):x2}";
    }

    private static int Mix(int low, int high, double share) => (int)Math.Round(low + share * (high - low));
}
