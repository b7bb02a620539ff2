using System.Numerics;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Order of the frequencies: several sweeps after each other, unsorted points, repeated frequencies.</summary>
internal static class Sweeps
{
    private const int ShortestSweep = 5;

    /// <summary>
    /// Cuts where the frequency turns back, when every part is a sweep of its own over much the same range; otherwise
    /// the points are one spectrum.
    /// </summary>
    public static List<List<ImpedancePoint>> Divide(List<ImpedancePoint> points)
    {
        var sweeps = new List<List<ImpedancePoint>> { new() { points[0] } };
        var direction = 0;
        for (var i = 1; i < points.Count; i++)
        {
            var step = points[i].FrequencyHertz.CompareTo(points[i - 1].FrequencyHertz);
            if (step != 0 && direction != 0 && step != direction)
            {
                sweeps.Add([]);
                direction = 0;
            }
            else if (step != 0)
            {
                direction = step;
            }

            sweeps[^1].Add(points[i]);
        }

        return sweeps.Count > 1 && sweeps.TrueForAll(sweep => sweep.Count >= ShortestSweep && Overlap(sweeps[0], sweep))
            ? sweeps
            : [points];
    }

    /// <summary>Sorts from high to low frequency where the order is neither falling nor rising.</summary>
    public static List<ImpedancePoint> Sort(List<ImpedancePoint> points, List<string> notes)
    {
        var (rises, falls) = (false, false);
        for (var i = 1; i < points.Count; i++)
        {
            rises |= points[i].FrequencyHertz > points[i - 1].FrequencyHertz;
            falls |= points[i].FrequencyHertz < points[i - 1].FrequencyHertz;
        }

        if (!rises || !falls)
            return points;
        notes.Add("The points were not in order; sorted from high to low frequency.");
        return [.. points.OrderByDescending(point => point.FrequencyHertz)];
    }

    /// <summary>Puts the mean in place of points of the same frequency.</summary>
    public static List<ImpedancePoint> Merge(List<ImpedancePoint> points, List<string> notes)
    {
        var merged = new List<ImpedancePoint>(points.Count);
        for (var i = 0; i < points.Count; )
        {
            var (sum, first) = (Complex.Zero, i);
            for (; i < points.Count && points[i].FrequencyHertz == points[first].FrequencyHertz; i++)
                sum += points[i].ImpedanceOhm;
            merged.Add(i - first == 1 ? points[first] : points[first] with { ImpedanceOhm = sum / (i - first) });
        }

        if (merged.Count < points.Count)
            notes.Add(Invariant($"{points.Count - merged.Count} points repeat a frequency; their mean is used."));
        return merged;
    }

    /// <summary>True when two sweeps share at least half of the wider one's range, on a logarithmic scale.</summary>
    private static bool Overlap(List<ImpedancePoint> first, List<ImpedancePoint> second)
    {
        var (low1, high1) = Range(first);
        var (low2, high2) = Range(second);
        return Math.Min(high1, high2) - Math.Max(low1, low2) >= 0.5 * Math.Max(high1 - low1, high2 - low2);
    }

    private static (double Low, double High) Range(List<ImpedancePoint> sweep) =>
        (Math.Log(sweep.Min(point => point.FrequencyHertz)), Math.Log(sweep.Max(point => point.FrequencyHertz)));
}
