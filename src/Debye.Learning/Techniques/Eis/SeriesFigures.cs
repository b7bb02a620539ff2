namespace Debye.Learning.Techniques.Eis;

/// <summary>Figures that describe one curve over ln ω as a whole.</summary>
internal static class SeriesFigures
{
    private static readonly double[] Quantiles = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>Names of the figures, in order.</summary>
    public static string[] Names { get; } =
    [
        "mean",
        "deviation",
        "skewness",
        "kurtosis",
        "smallest",
        "largest",
        "smallestAt",
        "largestAt",
        "low",
        "high",
        .. Quantiles.Select(q => Invariant($"quantile{q}")),
        "meanChange",
        "meanAbsoluteChange",
        "maxima",
        "meanCrossings",
        "energy",
        "correlation1",
        "correlation3",
        "roughness",
    ];

    /// <summary>Computes them.</summary>
    /// <param name="x">ln ω, ascending.</param>
    /// <param name="y">The curve.</param>
    /// <param name="figures">Receives as many numbers as there are names; NaN where one is not defined.</param>
    public static void Compute(double[] x, double[] y, Span<float> figures)
    {
        var n = y.Length;
        var mean = y.Average();
        double second = 0,
            third = 0,
            fourth = 0,
            energy = 0,
            absolute = 0,
            rough = 0;
        int smallest = 0,
            largest = 0,
            maxima = 0,
            crossings = 0;
        for (var i = 0; i < n; i++)
        {
            var d = y[i] - mean;
            (second, third, fourth, energy) = (second + d * d, third + d * d * d, fourth + d * d * d * d, energy + y[i] * y[i]);
            if (y[i] < y[smallest])
                smallest = i;
            if (y[i] > y[largest])
                largest = i;
            if (i == 0)
                continue;
            absolute += Math.Abs(y[i] - y[i - 1]);
            if (d > 0 != y[i - 1] - mean > 0)
                crossings++;
            if (i == n - 1)
                continue;
            if (y[i] > y[i - 1] && y[i] >= y[i + 1])
                maxima++;
            rough += Math.Abs(y[i + 1] - 2 * y[i] + y[i - 1]);
        }

        var deviation = Math.Sqrt(second / n);
        var sorted = (double[])y.Clone();
        Array.Sort(sorted);
        var at = 0;
        foreach (
            var value in (ReadOnlySpan<double>)
                [
                    mean,
                    deviation,
                    third / n / Math.Pow(deviation, 3),
                    fourth / n / Math.Pow(deviation, 4),
                    y[smallest],
                    y[largest],
                    x[smallest],
                    x[largest],
                    y[0],
                    y[^1],
                ]
        )
            figures[at++] = Finite(value);
        foreach (var q in Quantiles)
            figures[at++] = Finite(sorted[(int)(q * (n - 1))]);
        foreach (
            var value in (ReadOnlySpan<double>)
                [
                    (y[^1] - y[0]) / (x[^1] - x[0]),
                    absolute / (n - 1),
                    maxima,
                    crossings,
                    energy / n,
                    Correlation(y, mean, second, 1),
                    Correlation(y, mean, second, 3),
                    rough / Math.Max(1, n - 2),
                ]
        )
            figures[at++] = Finite(value);
    }

    private static float Finite(double value) => double.IsFinite(value) ? (float)value : float.NaN;

    private static double Correlation(double[] y, double mean, double second, int lag)
    {
        double sum = 0;
        for (var i = lag; i < y.Length; i++)
            sum += (y[i] - mean) * (y[i - lag] - mean);
        return y.Length > lag ? sum / second : double.NaN;
    }
}
