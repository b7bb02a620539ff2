using Debye.Learning.Baselines;

namespace Debye.Learning.Calibration;

/// <summary>
/// Combines the probabilities of several sources: p ∝ exp(Σ wₛ ln pₛ) with weights above 0, drawn towards equal ones; for few examples.
/// </summary>
/// <remarks>
/// Minimises −Σ ln p(class of i) + ½λ Σ (ln wₛ + ln S)²: with many examples the likelihood decides, with few the weights stay 1/S each.
/// Of one source it is a temperature, 1/w. Source of the pool: C. Genest, J. V. Zidek, Stat. Sci. 1, 114 (1986), doi 10.1214/ss/1177013825.
/// </remarks>
public sealed record PositivePool
{
    private const double Smallest = 1e-3;
    private const double Tolerance = 1e-6;
    private const int MaxIterations = 500;

    /// <summary>Weight of each source, above 0.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Equal weights.</summary>
    /// <param name="sources">Number of sources, 1 or more.</param>
    public static PositivePool Equal(int sources)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sources, 1);
        var weights = new double[sources];
        Array.Fill(weights, 1.0 / sources);
        return new PositivePool { Weights = weights };
    }

    /// <summary>Fits the weights.</summary>
    /// <param name="sources">Probabilities of each source, row-major, examples × classes, of examples it has not learnt from.</param>
    /// <param name="truth">Class of each example, at least one.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="prior">Strength λ of the pull towards equal weights, above 0.</param>
    /// <exception cref="ArgumentException">A length does not match, or λ is not above 0.</exception>
    public static PositivePool Fit(IReadOnlyList<float[]> sources, ReadOnlySpan<int> truth, int classes, double prior = 0.3)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(prior);
        var labels = truth.ToArray();
        if (sources.Count == 0 || labels.Length == 0)
            throw new ArgumentException("Expected at least one source and one example.", nameof(sources));
        if (sources.Any(source => source.Length != labels.Length * classes))
            throw new ArgumentException(Invariant($"Expected {labels.Length} × {classes} probabilities of every source."), nameof(sources));
        var logs = sources.Select(Logarithms).ToArray();
        var start = -Math.Log(sources.Count);
        var point = new double[sources.Count];
        Array.Fill(point, start);
        new QuasiNewton((at, slope) => Loss(logs, labels, classes, at, slope, start, prior), point.Length).Run(
            point,
            Tolerance,
            MaxIterations
        );
        return new PositivePool { Weights = Array.ConvertAll(point, Math.Exp) };
    }

    /// <summary>Combined probabilities, row-major, examples × classes.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="sources">As many as there are weights.</param>
    /// <exception cref="ArgumentException">A number does not match.</exception>
    public float[] Combine(int classes, params IReadOnlyList<float[]> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count != Weights.Length)
            throw new ArgumentException($"Expected {Weights.Length} sources, got {sources.Count}.", nameof(sources));
        var logits = new float[sources[0].Length];
        for (var s = 0; s < sources.Count; s++)
        for (var i = 0; i < logits.Length; i++)
            logits[i] += (float)(Weights[s] * Math.Log(Math.Max(sources[s][i], Smallest)));
        TemperatureScaling.Apply(logits, classes, 1, logits);
        return logits;
    }

    private static double[] Logarithms(float[] source) => Array.ConvertAll(source, p => Math.Log(Math.Max(p, Smallest)));

    private static double Loss(
        double[][] logs,
        int[] truth,
        int classes,
        ReadOnlySpan<double> at,
        Span<double> slope,
        double start,
        double prior
    )
    {
        var (loss, scores) = (0.0, new double[classes]);
        slope.Clear();
        for (var i = 0; i < truth.Length; i++)
        {
            Array.Clear(scores);
            for (var s = 0; s < logs.Length; s++)
            for (var c = 0; c < classes; c++)
                scores[c] += Math.Exp(at[s]) * logs[s][(i * classes) + c];
            var (largest, own) = (scores.Max(), scores[truth[i]]);
            var total = scores.Sum(score => Math.Exp(score - largest));
            loss += largest + Math.Log(total) - own;
            for (var c = 0; c < classes; c++)
            {
                var error = (Math.Exp(scores[c] - largest) / total) - (c == truth[i] ? 1 : 0);
                for (var s = 0; s < logs.Length; s++)
                    slope[s] += error * Math.Exp(at[s]) * logs[s][(i * classes) + c];
            }
        }

        for (var s = 0; s < slope.Length; s++)
        {
            loss += 0.5 * prior * (at[s] - start) * (at[s] - start);
            slope[s] += prior * (at[s] - start);
        }

        return loss;
    }
}
