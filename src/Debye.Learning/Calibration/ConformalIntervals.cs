using System.Text.Json.Serialization;
using Debye.Learning.Metrics;

namespace Debye.Learning.Calibration;

/// <summary>Intervals that hold the true value with a guaranteed probability (split conformal, residuals in units of a scale).</summary>
/// <remarks>
/// Score of an example: |y − ŷ|/σ(x). The interval is ŷ ± σ(x)·q, with q the ⌈(n + 1)·coverage⌉-th smallest of n scores. The guarantee is
/// marginal and holds for data exchangeable with the calibration examples; what σ is decides only how well intervals adapt. Stored as JSON
/// by its property. Source: H. Papadopoulos, K. Proedrou, V. Vovk, A. Gammerman, Proc. ECML 345 (2002), doi 10.1007/3-540-36755-1_29; J.
/// Lei, M. G'Sell, A. Rinaldo, R. J. Tibshirani, L. Wasserman, J. Am. Stat. Assoc. 113, 1094 (2018), doi 10.1080/01621459.2017.1307116,
/// section 5.2.
/// </remarks>
public sealed record ConformalIntervals
{
    private readonly double[] _scores = [];

    /// <summary>Scores of the calibration examples, finite and 0 or more, kept in rising order; at least one.</summary>
    /// <exception cref="ArgumentException">A score is out of range, or there is none.</exception>
    public required IReadOnlyList<double> Scores
    {
        get => _scores;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 0 || !value.All(score => score >= 0 && double.IsFinite(score)))
                throw new ArgumentException(
                    $"Expected at least one score, all of them finite and 0 or more, got {value.Count}.",
                    nameof(value)
                );
            _scores = [.. value.Order()];
        }
    }

    /// <summary>Highest coverage with a finite interval: n/(n + 1).</summary>
    [JsonIgnore]
    public double HighestCoverage => _scores.Length / (_scores.Length + 1.0);

    /// <summary>Calibrates on held-out examples.</summary>
    /// <param name="predictions">Predicted values.</param>
    /// <param name="scales">σ of each example, above 0, in the unit of the values: predicted deviations, or 1 for intervals of one
    /// width.</param>
    /// <param name="truth">True values; at least one.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public static ConformalIntervals Fit(ReadOnlySpan<double> predictions, ReadOnlySpan<double> scales, ReadOnlySpan<double> truth)
    {
        if (predictions.Length != truth.Length || scales.Length != truth.Length)
            throw new ArgumentException(
                $"Expected {truth.Length} predictions and scales, one per true value, got {predictions.Length} and {scales.Length}.",
                nameof(predictions)
            );
        var scores = new double[truth.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Math.Abs(truth[i] - predictions[i]) / Checked(scales[i]);
        return new ConformalIntervals { Scores = scores };
    }

    /// <summary>Factor q on σ for a coverage.</summary>
    /// <param name="coverage">Wanted share of intervals that hold the truth, 0…1.</param>
    /// <returns>0 or more; infinite where the scores are too few for the coverage, above <see cref="HighestCoverage"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is out of range.</exception>
    public double Quantile(double coverage)
    {
        if (!(coverage is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "Expected a coverage of 0…1.");

        // Without the trace taken off, rounding would make 0.07 × 100 the eighth score.
        var rank = (int)Math.Ceiling((_scores.Length + 1) * coverage * (1 - 1e-12));
        return rank == 0 ? 0
            : rank > _scores.Length ? double.PositiveInfinity
            : _scores[rank - 1];
    }

    /// <summary>The interval of one prediction.</summary>
    /// <param name="prediction">Predicted value.</param>
    /// <param name="scale">σ of the example, above 0.</param>
    /// <param name="coverage">Wanted share of intervals that hold the truth, 0…1.</param>
    /// <returns>The prediction and the ends; −∞ and ∞ above <see cref="HighestCoverage"/>.</returns>
    /// <exception cref="ArgumentException">The scale or the coverage is out of range.</exception>
    public Interval Predict(double prediction, double scale, double coverage)
    {
        var half = Quantile(coverage) * Checked(scale);
        return new Interval(prediction, prediction - half, prediction + half);
    }

    /// <summary>How often intervals hold the truth, and how wide they are.</summary>
    /// <param name="predictions">Predicted values.</param>
    /// <param name="scales">σ of each.</param>
    /// <param name="truth">True values; at least one.</param>
    /// <param name="coverage">Wanted share of intervals that hold the truth, 0…1.</param>
    /// <returns>The share with its interval, and the mean width.</returns>
    public (Interval Coverage, double MeanWidth) Judge(
        ReadOnlySpan<double> predictions,
        ReadOnlySpan<double> scales,
        ReadOnlySpan<double> truth,
        double coverage
    )
    {
        if (predictions.Length != truth.Length || scales.Length != truth.Length)
            throw new ArgumentException(
                $"Expected {truth.Length} predictions and scales, one per true value, got {predictions.Length} and {scales.Length}.",
                nameof(predictions)
            );
        var (covered, width) = (0, 0.0);
        for (var i = 0; i < truth.Length; i++)
        {
            var interval = Predict(predictions[i], scales[i], coverage);
            if (interval.Low <= truth[i] && truth[i] <= interval.High)
                covered++;
            width += (interval.High - interval.Low) / truth.Length;
        }

        return (Interval.Wilson(covered, truth.Length), width);
    }

    private static double Checked(double scale) =>
        scale > 0 && double.IsFinite(scale)
            ? scale
            : throw new ArgumentException(Invariant($"Expected a finite scale above 0, got {scale}."), nameof(scale));
}
