using Debye.Numerics;

namespace Debye.Learning.Metrics;

/// <summary>Intervals by drawing examples with replacement.</summary>
/// <remarks>Source: B. Efron, Ann. Stat. 7, 1 (1979), doi 10.1214/aos/1176344552; percentile intervals.</remarks>
public static class Bootstrap
{
    private const double Tail = 0.025;

    /// <summary>95 % intervals of the figures of a classifier.</summary>
    /// <param name="probabilities">Row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example, at least one.</param>
    /// <param name="labels">Names of the classes.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">Number of draws, at least 40.</param>
    public static BootstrapReport Report(float[] probabilities, int[] truth, IReadOnlyList<string> labels, ulong seed, int draws = 1000)
    {
        var intervals = Intervals(probabilities, truth, labels, Values, seed, draws);
        return new BootstrapReport(intervals[0], intervals[1], intervals[2], intervals[3]);
    }

    /// <summary>95 % intervals of chosen figures of a classifier.</summary>
    /// <param name="probabilities">Row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example, at least one.</param>
    /// <param name="labels">Names of the classes.</param>
    /// <param name="figures">Takes the figures from a report, always as many.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">Number of draws, at least 40.</param>
    /// <param name="topK">The k for which reports hold shares among the k most probable.</param>
    public static IReadOnlyList<Interval> Intervals(
        float[] probabilities,
        int[] truth,
        IReadOnlyList<string> labels,
        Func<ClassificationReport, double[]> figures,
        ulong seed,
        int draws = 1000,
        params int[] topK
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 40);
        ArgumentOutOfRangeException.ThrowIfZero(truth.Length);
        ArgumentNullException.ThrowIfNull(figures);
        var (classes, random) = (labels.Count, new RandomSource(seed));
        var (rows, classesOfRows) = (new float[probabilities.Length], new int[truth.Length]);
        var drawn = new double[draws][];
        for (var d = 0; d < draws; d++)
        {
            for (var i = 0; i < truth.Length; i++)
            {
                var chosen = random.NextInt(truth.Length);
                probabilities.AsSpan(chosen * classes, classes).CopyTo(rows.AsSpan(i * classes));
                classesOfRows[i] = truth[chosen];
            }

            drawn[d] = figures(ClassificationReport.Evaluate(rows, classesOfRows, labels, topK));
        }

        var own = figures(ClassificationReport.Evaluate(probabilities, truth, labels, topK));
        return [.. own.Select((value, k) => Percentiles(value, [.. drawn.Select(values => values[k])]))];
    }

    /// <summary>
    /// 95 % interval of how much larger the mean absolute error of one model is than that of another on the same examples.
    /// </summary>
    /// <param name="first">Predictions of one model.</param>
    /// <param name="second">Predictions of the other.</param>
    /// <param name="truth">True values, at least one.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">Number of draws, at least 40.</param>
    /// <returns>First error less second, in the unit of the values: below 0 where the first model is better.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public static Interval ErrorDifference(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> truth,
        ulong seed,
        int draws = 1000
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 40);
        if (truth.IsEmpty || first.Length != truth.Length || second.Length != truth.Length)
            throw new ArgumentException(
                $"Expected two predictions for each of one or more true values, got {first.Length} and {second.Length} for {truth.Length}.",
                nameof(first)
            );
        var (differences, random) = (new double[truth.Length], new RandomSource(seed));
        for (var i = 0; i < truth.Length; i++)
            differences[i] = Math.Abs(first[i] - truth[i]) - Math.Abs(second[i] - truth[i]);
        var drawn = new double[draws];
        for (var d = 0; d < draws; d++)
        {
            for (var i = 0; i < differences.Length; i++)
                drawn[d] += differences[random.NextInt(differences.Length)];
            drawn[d] /= differences.Length;
        }

        return Percentiles(differences.Average(), drawn);
    }

    private static double[] Values(ClassificationReport report) =>
        [report.Accuracy.Value, report.MacroF1, report.NegativeLogLikelihood, report.CalibrationError];

    private static Interval Percentiles(double value, double[] draws)
    {
        Array.Sort(draws);
        var low = (int)(Tail * (draws.Length - 1));
        return new Interval(value, draws[low], draws[draws.Length - 1 - low]);
    }
}

/// <summary>Figures of a classifier with their bootstrap intervals.</summary>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur.</param>
/// <param name="NegativeLogLikelihood">Mean of −ln p(truth).</param>
/// <param name="CalibrationError">Expected calibration error.</param>
public sealed record BootstrapReport(Interval Accuracy, Interval MacroF1, Interval NegativeLogLikelihood, Interval CalibrationError);
