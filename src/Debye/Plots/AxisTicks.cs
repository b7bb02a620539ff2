using System.Globalization;

namespace Debye.Plots;

/// <summary>Round numbers for an axis.</summary>
public static class AxisTicks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range.</summary>
    /// <param name="low">Lower end, finite.</param>
    /// <param name="high">Upper end, above <paramref name="low"/>.</param>
    /// <param name="wanted">About how many ticks, at least 2.</param>
    /// <exception cref="ArgumentException">The range is empty or not finite.</exception>
    public static double[] Between(double low, double high, int wanted)
    {
        if (!(high > low) || !double.IsFinite(high - low))
            throw new ArgumentException(Invariant($"Expected an increasing finite range, got {low} to {high}."), nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 2);
        var raw = (high - low) / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step =
            power
            * (
                (raw / power) switch
                {
                    < 1.5 => 1,
                    < 3.5 => 2,
                    < 7.5 => 5,
                    _ => 10,
                }
            );
        var first = Math.Ceiling(low / step - 1e-9);
        var count = (int)Math.Floor(high / step + 1e-9 - first) + 1;
        return [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => Math.Round((first + i) * step, 12))];
    }

    /// <summary>A tick as it is written.</summary>
    internal static string Text(double tick) =>
        tick == 0 || Math.Abs(tick) is >= 1e-3 and < 1e6
            ? tick.ToString("0.####", CultureInfo.InvariantCulture)
            : tick.ToString("0.##e+0", CultureInfo.InvariantCulture);
}
