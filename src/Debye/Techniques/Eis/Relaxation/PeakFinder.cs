namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Divides a distribution into peaks from valley to valley.</summary>
internal static class PeakFinder
{
    /// <summary>Least depth of the valley beside a peak, as a share of the peak's own height.</summary>
    private const double LeastDepth = 0.05;

    /// <summary>Least area of a peak, as a share of the whole.</summary>
    private const double LeastArea = 0.01;

    /// <summary>Every peak as (first, top, last) on the grid; neighbours share their valley, together they cover the grid.</summary>
    /// <param name="gamma">The distribution on the grid, not negative.</param>
    public static List<(int First, int Top, int Last)> Find(ReadOnlySpan<double> gamma)
    {
        var peaks = Maxima(gamma);
        var total = 0.0;
        foreach (var value in gamma)
            total += value;
        while (peaks.Count > 1)
        {
            var (worst, shallow) = (-1, 1.0);
            for (var k = 0; k < peaks.Count; k++)
            {
                var weakness = Weakness(gamma, peaks, k, total);
                if (weakness < shallow)
                    (worst, shallow) = (k, weakness);
            }

            if (worst < 0)
                return peaks;
            Merge(gamma, peaks, worst);
        }

        return peaks;
    }

    /// <summary>Below 1: depth or area as a share of what a peak needs.</summary>
    private static double Weakness(ReadOnlySpan<double> gamma, List<(int First, int Top, int Last)> peaks, int k, double total)
    {
        var (first, top, last) = peaks[k];
        var area = 0.0;
        for (var i = first; i <= last; i++)
            area += gamma[i];
        // The lowest way to a higher neighbour counts; beyond the ends of the grid γ is 0.
        var left = k > 0 ? gamma[first] : 0;
        var right = k < peaks.Count - 1 ? gamma[last] : 0;
        var depth = 1 - Math.Max(left, right) / gamma[top];
        return Math.Min(depth / LeastDepth, area / (LeastArea * total));
    }

    /// <summary>Gives a peak to the neighbour behind its higher valley.</summary>
    private static void Merge(ReadOnlySpan<double> gamma, List<(int First, int Top, int Last)> peaks, int k)
    {
        var toLeft = k == peaks.Count - 1 || (k > 0 && gamma[peaks[k].First] >= gamma[peaks[k].Last]);
        var first = toLeft ? k - 1 : k;
        var (one, other) = (peaks[first], peaks[first + 1]);
        peaks[first] = (one.First, gamma[one.Top] >= gamma[other.Top] ? one.Top : other.Top, other.Last);
        peaks.RemoveAt(first + 1);
    }

    private static List<(int First, int Top, int Last)> Maxima(ReadOnlySpan<double> gamma)
    {
        List<(int First, int Top, int Last)> peaks = [];
        var first = 0;
        for (var i = 1; i < gamma.Length - 1; i++)
        {
            if (!(gamma[i] > gamma[i - 1]) || !(gamma[i] >= gamma[i + 1]))
                continue;
            if (peaks.Count > 0)
            {
                var valley = peaks[^1].Top;
                for (var j = valley; j < i; j++)
                    if (gamma[j] < gamma[valley])
                        valley = j;
                peaks[^1] = peaks[^1] with { Last = valley };
                first = valley;
            }

            peaks.Add((first, i, gamma.Length - 1));
        }

        return peaks;
    }
}
