using System.Globalization;
using System.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Frequencies and rounding of the AutoECM set.</summary>
internal static class AutoEcmListing
{
    private const int Digits = 9;
    private const int Decimals = 8;

    /// <summary>
    /// The 48 grids, Hz, ascending: ω from 10^−2, 10^−1, 1 or 10 to 10^5, 10^5.3, 10^6 or 10^6.3, with 6, 8 or 10 points for each
    /// decade (rounded down), listed with 9 digits.
    /// </summary>
    public static double[][] Grids { get; } =
    [
        .. from low in (double[])[-2, -1, 0, 1]
        from high in (double[])[5, 5.3, 6, 6.3]
        from perDecade in (int[])[6, 8, 10]
        select Grid(low, high, perDecade),
    ];

    /// <summary>
    /// Rounds one part of all values of a spectrum as the set's printed arrays have it: to 8 decimals and 9 digits, or to 9 digits where
    /// the numbers span more than three decades or some are below 10⁻⁴ or from 10⁸ on.
    /// </summary>
    public static void Round(Span<double> values)
    {
        var (smallest, largest) = (double.PositiveInfinity, 0.0);
        foreach (var value in values)
        {
            if (value == 0)
                continue;
            smallest = Math.Min(smallest, Math.Abs(value));
            largest = Math.Max(largest, Math.Abs(value));
        }

        var isScientific = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
        for (var i = 0; i < values.Length; i++)
            values[i] = ToDigits(isScientific ? values[i] : Math.Round(values[i], Decimals));
    }

    /// <summary>Rounds both parts of all values.</summary>
    public static void Round(Span<Complex> values)
    {
        Span<double> parts = stackalloc double[2 * values.Length];
        var real = parts[..values.Length];
        var imaginary = parts[values.Length..];
        for (var i = 0; i < values.Length; i++)
            (real[i], imaginary[i]) = (values[i].Real, values[i].Imaginary);
        Round(real);
        Round(imaginary);
        for (var i = 0; i < values.Length; i++)
            values[i] = new Complex(real[i], imaginary[i]);
    }

    private static double[] Grid(double low, double high, int perDecade)
    {
        var count = (int)Math.Floor(perDecade * (high - low) + 1e-9);
        var grid = new double[count];
        for (var i = 0; i < count; i++)
            grid[i] = ToDigits(Math.Pow(10, low + (high - low) * i / (count - 1))) / AutoEcmFiles.RadianPerHertz;
        return grid;
    }

    /// <summary>The number that the text with nine digits stands for: its shortest text has no more.</summary>
    private static double ToDigits(double value) =>
        double.Parse(value.ToString($"e{Digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
