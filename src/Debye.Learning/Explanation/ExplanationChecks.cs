using Debye.Numerics;

namespace Debye.Learning.Explanation;

/// <summary>Whether an explanation is worth anything: curves of deletion and insertion beside those of random orders.</summary>
/// <remarks>
/// Bands of equal width are hidden one after the other, the most important first (deletion), or shown one after the other from a spectrum
/// hidden whole (insertion). The score of a good explanation falls, and rises, fast. Random orders of the same bands are the control.
/// Sources: W. Samek et al., IEEE Trans. Neural Netw. Learn. Syst. 28, 2660 (2017), doi 10.1109/TNNLS.2016.2599820; V. Petsiuk, A. Das and
/// K. Saenko, BMVC 2018, arXiv 1806.07421.
/// </remarks>
public static class ExplanationChecks
{
    /// <summary>Measures both curves.</summary>
    /// <param name="scorer">What is explained.</param>
    /// <param name="spectrum">The spectrum as the model takes it.</param>
    /// <param name="importance">One importance per point.</param>
    /// <param name="background">What stands where something is hidden.</param>
    /// <param name="options">Bands and controls.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there are fewer points than bands.</exception>
    public static DeletionInsertion Curves(
        SpectrumScorer scorer,
        ReadOnlySpan<float> spectrum,
        ReadOnlySpan<double> importance,
        SpectrumBackground background,
        ExplanationCheckOptions? options = null
    )
    {
        options ??= new ExplanationCheckOptions();
        options.Validate();
        if (importance.Length != spectrum.Length)
            throw new ArgumentException($"Expected {spectrum.Length} importances, got {importance.Length}.", nameof(importance));
        if (spectrum.Length < options.Bands)
            throw new ArgumentException(Invariant($"Expected at least {options.Bands} points, got {spectrum.Length}."), nameof(spectrum));
        var scores = new VersionScores(scorer, spectrum, background, options.Batch);
        var bands = Enumerable
            .Range(0, options.Bands)
            .Select(j => (Start: Bound(j, options.Bands, scores.Points), End: Bound(j + 1, options.Bands, scores.Points)))
            .ToArray();
        var means = new double[bands.Length];
        for (var j = 0; j < bands.Length; j++)
        {
            foreach (var value in importance[bands[j].Start..bands[j].End])
                means[j] += value;
            means[j] /= bands[j].End - bands[j].Start;
        }

        int[] order = [.. Enumerable.Range(0, bands.Length).OrderByDescending(j => means[j]).ThenBy(j => j)];
        var deletion = Curve(scores, bands, order, shows: false);
        var insertion = Curve(scores, bands, order, shows: true);
        var (deletions, insertions) = (new double[options.RandomOrders], new double[options.RandomOrders]);
        for (var r = 0; r < options.RandomOrders; r++)
        {
            var random = Shuffled(order, options.Seed, r);
            (deletions[r], insertions[r]) = (
                Area(Curve(scores, bands, random, shows: false)),
                Area(Curve(scores, bands, random, shows: true))
            );
        }

        return new DeletionInsertion
        {
            Deletion = deletion,
            Insertion = insertion,
            DeletionArea = Area(deletion),
            InsertionArea = Area(insertion),
            RandomDeletionAreas = deletions,
            RandomInsertionAreas = insertions,
        };
    }

    /// <summary>Rank correlation of two explanations, −1…1; 0 where one of them is the same everywhere. Ties get their mean rank.</summary>
    /// <param name="first">One importance per point.</param>
    /// <param name="second">As many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RankCorrelation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"Expected {first.Length} values, got {second.Length}.", nameof(second));
        var (a, b) = (Ranks(first), Ranks(second));
        var mean = 0.5 * (a.Length - 1);
        double ab = 0,
            aa = 0,
            bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }

    private static int Bound(int band, int bands, int points) => (int)((long)band * points / bands);

    private static double[] Curve(VersionScores scores, (int Start, int End)[] bands, int[] order, bool shows)
    {
        var versions = new List<List<(int Start, int End)>>();
        for (var moved = 0; moved <= order.Length; moved++)
            versions.Add([.. (shows ? order[..moved] : order[moved..]).Order().Select(j => bands[j])]);
        return scores.Of(versions);
    }

    /// <summary>Mean height of a curve, by trapezia.</summary>
    private static double Area(ReadOnlySpan<double> curve)
    {
        var sum = 0.0;
        for (var i = 1; i < curve.Length; i++)
            sum += 0.5 * (curve[i - 1] + curve[i]);
        return sum / (curve.Length - 1);
    }

    private static int[] Shuffled(int[] order, ulong seed, int repeat)
    {
        var (random, shuffled) = (new RandomSource(seed, (ulong)repeat), (int[])order.Clone());
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (var i = 0; i < order.Length; )
        {
            var end = i + 1;
            while (end < order.Length && sorted[end] == sorted[i])
                end++;
            for (var k = i; k < end; k++)
                ranks[order[k]] = 0.5 * (i + end - 1);
            i = end;
        }

        return ranks;
    }
}
