namespace Debye.Learning.Metrics;

/// <summary>Figures of one class.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Count">Examples of it.</param>
/// <param name="Precision">Share of the answers "this class" that were right; NaN when there was none.</param>
/// <param name="Recall">Share of its examples that were found; NaN when there was none.</param>
/// <param name="F1">Harmonic mean of both; NaN when undefined.</param>
public readonly record struct ClassFigures(string Label, int Count, double Precision, double Recall, double F1);

/// <summary>How well ranked class probabilities agree with the truth.</summary>
public sealed record ClassificationReport
{
    private const int CalibrationBins = 15;

    /// <summary>Number of examples.</summary>
    public required int Count { get; init; }

    /// <summary>Share of examples whose most probable class is right, with its 95 % interval.</summary>
    public required Interval Accuracy { get; init; }

    /// <summary>Share of examples whose class is among the k most probable, by k.</summary>
    public required IReadOnlyDictionary<int, Interval> TopK { get; init; }

    /// <summary>Mean of −ln p(true class); probabilities below 1e-12 count as 1e-12.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Expected calibration error over 15 bins of equal width in the top probability.</summary>
    /// <remarks>Source: C. Guo et al., Proc. Mach. Learn. Res. 70, 1321 (2017).</remarks>
    public required double CalibrationError { get; init; }

    /// <summary>Figures of every class that occurs in truth or answers.</summary>
    public required IReadOnlyList<ClassFigures> Classes { get; init; }

    /// <summary>Non-zero entries of the confusion matrix: true class, answered class, count.</summary>
    public required IReadOnlyList<(int Truth, int Answer, int Count)> Confusion { get; init; }

    /// <summary>Mean recall over the classes that occur.</summary>
    public double MacroRecall => Classes.Where(c => c.Count > 0).Select(c => c.Recall).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Mean F1 over the classes that occur.</summary>
    public double MacroF1 => Classes.Where(c => c.Count > 0).Select(c => c.F1).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Evaluates probabilities.</summary>
    /// <param name="probabilities">Row-major, examples × classes; each row sums to one.</param>
    /// <param name="truth">Index of the true class of each example.</param>
    /// <param name="labels">Names of the classes.</param>
    /// <param name="topK">The k for which to report.</param>
    public static ClassificationReport Evaluate(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> truth,
        IReadOnlyList<string> labels,
        params int[] topK
    )
    {
        var classes = labels.Count;
        if (probabilities.Length != truth.Length * classes)
            throw new ArgumentException(
                Invariant($"Expected {truth.Length} × {classes} probabilities, got {probabilities.Length}."),
                nameof(probabilities)
            );
        var hits = new int[topK.Length];
        var confusion = new Dictionary<(int, int), int>();
        var bins = new (int Count, double Confidence, int Right)[CalibrationBins];
        double loss = 0;
        var right = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            var answer = ArgMax(row);
            var correct = answer == truth[i];
            if (correct)
                right++;
            loss -= Math.Log(Math.Max(1e-12, row[truth[i]]));
            var rank = RankOf(row, truth[i]);
            for (var k = 0; k < topK.Length; k++)
                if (rank < topK[k])
                    hits[k]++;
            confusion[(truth[i], answer)] = confusion.GetValueOrDefault((truth[i], answer)) + 1;
            ref var bin = ref bins[Math.Min(CalibrationBins - 1, (int)(row[answer] * CalibrationBins))];
            bin = (bin.Count + 1, bin.Confidence + row[answer], bin.Right + (correct ? 1 : 0));
        }

        var n = Math.Max(1, truth.Length);
        return new ClassificationReport
        {
            Count = truth.Length,
            Accuracy = Interval.Wilson(right, n),
            TopK = topK.Select((k, i) => (k, hits[i])).ToDictionary(pair => pair.k, pair => Interval.Wilson(pair.Item2, n)),
            NegativeLogLikelihood = loss / n,
            CalibrationError = bins.Where(b => b.Count > 0).Sum(b => Math.Abs(b.Confidence - b.Right)) / n,
            Classes = PerClass(confusion, labels),
            Confusion =
            [
                .. confusion.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value)).OrderBy(t => t.Item1).ThenBy(t => t.Item2),
            ],
        };
    }

    /// <summary>Number of classes with a higher probability than <paramref name="index"/>; ties count by index.</summary>
    public static int RankOf(ReadOnlySpan<float> row, int index)
    {
        var rank = 0;
        for (var c = 0; c < row.Length; c++)
            if (row[c] > row[index] || (row[c] == row[index] && c < index))
                rank++;
        return rank;
    }

    private static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
            if (row[c] > row[best])
                best = c;
        return best;
    }

    private static List<ClassFigures> PerClass(Dictionary<(int Truth, int Answer), int> confusion, IReadOnlyList<string> labels)
    {
        var figures = new List<ClassFigures>();
        for (var c = 0; c < labels.Count; c++)
        {
            var count = confusion.Where(pair => pair.Key.Truth == c).Sum(pair => pair.Value);
            var answered = confusion.Where(pair => pair.Key.Answer == c).Sum(pair => pair.Value);
            if (count + answered == 0)
                continue;
            double hit = confusion.GetValueOrDefault((c, c));
            var (precision, recall) = (hit / answered, hit / count);
            figures.Add(new ClassFigures(labels[c], count, precision, recall, 2 * hit / (count + answered)));
        }

        return figures;
    }
}
