using System.Globalization;
using System.Numerics;

namespace Debye.Techniques.Eis.Series;

/// <summary>How finely the numbers of a file were printed: below that nothing can be known.</summary>
internal static class PrintedResolution
{
    // Standard deviation of a number rounded to steps of one.
    private static readonly double s_step = 1 / Math.Sqrt(12);

    /// <summary>Standard deviation that rounding alone gives each part.</summary>
    /// <remarks>
    /// The real and the imaginary parts may be printed each in its own way: with so many significant digits, or so many decimals.
    /// Both are read off the numbers themselves. Frequencies have as few digits as impedances, which is allowed for.
    /// </remarks>
    /// <param name="impedanceOhm">The spectrum, Ω.</param>
    /// <returns>Ω; the real parts, then the imaginary parts.</returns>
    public static double[] Deviations(ReadOnlySpan<Complex> impedanceOhm)
    {
        var n = impedanceOhm.Length;
        var deviations = new double[2 * n];
        var digits = new (int Significant, int Decimals, int Leading)[2 * n];
        var significant = 0;
        for (var i = 0; i < 2 * n; i++)
        {
            digits[i] = Digits(i < n ? impedanceOhm[i].Real : impedanceOhm[i - n].Imaginary);
            significant = Math.Max(significant, digits[i].Significant);
        }

        for (var part = 0; part < 2; part++)
        {
            var decimals = int.MinValue;
            for (var i = 0; i < n; i++)
                decimals = Math.Max(decimals, digits[part * n + i].Decimals);
            for (var i = 0; i < n; i++)
            {
                var last = Math.Max(digits[part * n + i].Leading - significant + 1, -decimals);
                var step = s_step * Math.Pow(10, last);
                var frequency = 0.4 * Math.Pow(10, -significant) * Complex.Abs(impedanceOhm[i]);
                deviations[part * n + i] = Math.Sqrt(step * step + frequency * frequency);
            }
        }

        return deviations;
    }

    /// <summary>Significant digits, decimals and the power of ten of the leading digit of the shortest text of a number.</summary>
    private static (int Significant, int Decimals, int Leading) Digits(double value)
    {
        if (value == 0)
            return (0, int.MinValue, -300);
        // Seventeen digits as d.ddd…e±xxx, zeros at the end cut off.
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var place = text.IndexOf('E', StringComparison.Ordinal);
        var shift = place < 0 ? 0 : int.Parse(text.AsSpan(place + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = place < 0 ? text : text[..place];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = (point < 0 ? 0 : mantissa.Length - point - 1) - shift;
        var plain = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = plain.TrimEnd('0').Length;
        return (significant, decimals, (int)Math.Floor(Math.Log10(Math.Abs(value))));
    }
}
