using Debye.Learning.Metrics;

namespace Debye.Learning.Calibration;

/// <summary>Prediction sets that hold the true class with a guaranteed probability (split conformal, adaptive sets).</summary>
/// <remarks>
/// The guarantee is marginal and holds for data exchangeable with the calibration examples.
/// Source: Y. Romano, M. Sesia, E. Candès, Adv. Neural Inf. Process. Syst. 33, 3581 (2020), without randomisation.
/// </remarks>
public sealed class ConformalSets
{
    private readonly double[] _scores;
    private readonly ConformalScore _kind;

    /// <summary>Restores the state from stored scores.</summary>
    /// <param name="scores">Scores of the calibration examples, any order; at least one.</param>
    /// <param name="kind">What the scores are.</param>
    public ConformalSets(IEnumerable<double> scores, ConformalScore kind = ConformalScore.Cumulative)
    {
        _kind = kind;
        _scores = [.. scores.Order()];
        if (_scores.Length == 0)
            throw new ArgumentException("Calibration needs at least one example.", nameof(scores));
    }

    /// <summary>Sorted scores of the calibration examples.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Calibrates on held-out examples.</summary>
    /// <param name="probabilities">Row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="kind">What the sets are built from.</param>
    public static ConformalSets Fit(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> truth,
        int classes,
        ConformalScore kind = ConformalScore.Cumulative
    )
    {
        var scores = new double[truth.Length];
        for (var i = 0; i < truth.Length; i++)
            scores[i] = ScoreOf(probabilities.Slice(i * classes, classes), truth[i], kind);
        return new ConformalSets(scores, kind);
    }

    /// <summary>Score of a class: total probability of the classes at least as probable, or one minus its own.</summary>
    public static double ScoreOf(ReadOnlySpan<float> row, int index, ConformalScore kind = ConformalScore.Cumulative)
    {
        if (kind == ConformalScore.Complement)
            return 1 - row[index];
        double sum = 0;
        foreach (var probability in row)
            if (probability >= row[index])
                sum += probability;
        return Math.Min(1, sum);
    }

    /// <summary>Threshold on the score for a coverage.</summary>
    /// <param name="coverage">Wanted share of sets that hold the truth, above 0 and below 1.</param>
    public double Threshold(double coverage)
    {
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "Expected a coverage between 0 and 1.");
        var rank = (int)Math.Ceiling((_scores.Length + 1) * coverage);
        return rank > _scores.Length ? 1 : _scores[rank - 1];
    }

    /// <summary>Classes of the set, most probable first; never empty.</summary>
    public int[] Predict(ReadOnlySpan<float> row, double coverage)
    {
        var threshold = Threshold(coverage);
        var order = MostProbableFirst(row);
        double sum = 0;
        var count = 0;
        while (count < order.Length)
        {
            sum += row[order[count]];
            var score = _kind == ConformalScore.Complement ? 1 - row[order[count]] : Math.Min(1, sum);
            if (count > 0 && score > threshold + 1e-9)
                break;
            count++;
        }

        return order[..count];
    }

    /// <summary>How often sets hold the truth, and how large they are.</summary>
    /// <param name="probabilities">Row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example; at least one.</param>
    /// <param name="coverage">Wanted share of sets that hold the truth, above 0 and below 1.</param>
    /// <returns>The share with its interval, and the mean number of classes in a set.</returns>
    public (Interval Coverage, double MeanSize) Judge(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> truth, double coverage)
    {
        var (covered, total, classes) = (0, 0, probabilities.Length / truth.Length);
        for (var i = 0; i < truth.Length; i++)
        {
            var set = Predict(probabilities.Slice(i * classes, classes), coverage);
            total += set.Length;
            if (Array.IndexOf(set, truth[i]) >= 0)
                covered++;
        }

        return (Interval.Wilson(covered, truth.Length), (double)total / truth.Length);
    }

    /// <summary>
    /// The set for a model without calibration: the fewest classes whose probabilities add up to the coverage. It holds the truth that
    /// often only if the probabilities are right.
    /// </summary>
    /// <param name="row">Probabilities of the classes.</param>
    /// <param name="coverage">Wanted share of sets that hold the truth, above 0 and below 1.</param>
    public static int[] Uncalibrated(ReadOnlySpan<float> row, double coverage)
    {
        var order = MostProbableFirst(row);
        double sum = 0;
        var count = 0;
        while (count < order.Length && sum < coverage)
            sum += row[order[count++]];
        return order[..count];
    }

    private static int[] MostProbableFirst(ReadOnlySpan<float> row)
    {
        var order = Enumerable.Range(0, row.Length).ToArray();
        var keys = row.ToArray();
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));
        return order;
    }
}
