using System.Collections.Immutable;

namespace Debye.Learning.Explanation;

/// <summary>Finds the bands in which the importance lies.</summary>
public static class ImportantBands
{
    private const double NarrowingFactor = 1.1;

    /// <summary>Bands of points above a share of the largest importance, the most important first.</summary>
    /// <param name="axis">Strictly increasing axis values.</param>
    /// <param name="importance">As many signed importances; only positive ones count.</param>
    /// <param name="options">Threshold and sizes.</param>
    /// <param name="assign">Names a band; null for no names.</param>
    /// <returns>Empty where nothing is above zero.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ImmutableArray<ImportantBand> Find(
        ReadOnlySpan<double> axis,
        ReadOnlySpan<double> importance,
        ImportantBandOptions? options = null,
        Func<ImportantBand, string?>? assign = null
    )
    {
        options ??= new ImportantBandOptions();
        options.Validate();
        if (axis.Length != importance.Length)
            throw new ArgumentException($"Expected {axis.Length} importances, got {importance.Length}.", nameof(importance));
        var (largest, total) = (0.0, 0.0);
        foreach (var value in importance)
            (largest, total) = (Math.Max(largest, value), total + Math.Max(value, 0));
        if (largest <= 0)
            return [];
        var (bands, widest) = (new List<ImportantBand>(), Math.Max(options.MinimumPoints, options.MaximumWidthShare * axis.Length));
        foreach (var (start, end) in Runs(importance, 0, axis.Length, options.Threshold * largest, options.MergedGap, widest))
            if (end - start >= options.MinimumPoints)
                bands.Add(Band(axis, importance, start, end, total));
        return
        [
            .. bands
                .OrderByDescending(band => band.Importance)
                .ThenBy(band => band.From)
                .Take(options.MaximumBands)
                .Select(band => band with { Assignment = assign?.Invoke(band) }),
        ];
    }

    private static List<(int Start, int End)> Runs(ReadOnlySpan<double> importance, int from, int to, double least, int gap, double widest)
    {
        var runs = new List<(int Start, int End)>();
        for (var i = from; i < to; i++)
        {
            if (importance[i] < least)
                continue;
            if (runs.Count > 0 && i - runs[^1].End <= gap)
                runs[^1] = (runs[^1].Start, i + 1);
            else
                runs.Add((i, i + 1));
        }

        var narrow = new List<(int Start, int End)>();
        foreach (var (start, end) in runs)
        {
            var most = 0.0;
            foreach (var value in importance[start..end])
                most = Math.Max(most, value);
            if (end - start <= widest || NarrowingFactor * least > most)
                narrow.Add((start, end));
            else
                narrow.AddRange(Runs(importance, start, end, NarrowingFactor * least, gap, widest));
        }

        return narrow;
    }

    private static ImportantBand Band(ReadOnlySpan<double> axis, ReadOnlySpan<double> importance, int start, int end, double total)
    {
        var (sum, peak) = (0.0, start);
        for (var i = start; i < end; i++)
        {
            sum += Math.Max(importance[i], 0);
            if (importance[i] > importance[peak])
                peak = i;
        }

        return new ImportantBand(axis[start], axis[end - 1], sum / total, axis[peak]);
    }
}
