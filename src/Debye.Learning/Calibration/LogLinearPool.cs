using Debye.Learning.Baselines;

namespace Debye.Learning.Calibration;

/// <summary>
/// Combines the probabilities of several sources: p ∝ exp(Σ wₛ ln pₛ + b), one weight for each source and one bias for each class.
/// </summary>
/// <remarks>
/// Fitted by maximum likelihood with a weak quadratic prior, which makes the combination calibrated on examples like the fitted ones; the
/// problem is convex. Source of the pool: C. Genest, J. V. Zidek, Stat. Sci. 1, 114 (1986), doi 10.1214/ss/1177013825.
/// </remarks>
public sealed record LogLinearPool
{
    private const double Prior = 1e-3;
    private const float Smallest = 1e-6f;
    private const double Tolerance = 1e-7;
    private const int MaxIterations = 500;

    /// <summary>Weight of each source.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>Bias of each class.</summary>
    public double[] Biases { get; init; } = [];

    /// <summary>Fits weights and biases.</summary>
    /// <param name="sources">Probabilities of each source, row-major, examples × classes.</param>
    /// <param name="truth">Index of the true class of each example; at least one.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public static LogLinearPool Fit(IReadOnlyList<float[]> sources, ReadOnlySpan<int> truth, int classes)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var labels = truth.ToArray();
        if (sources.Count == 0 || labels.Length == 0)
            throw new ArgumentException("Expected at least one source and one example.", nameof(sources));
        if (sources.Any(source => source.Length != labels.Length * classes))
            throw new ArgumentException(Invariant($"Expected {labels.Length} × {classes} probabilities of every source."), nameof(sources));
        var logs = sources.Select(source => Array.ConvertAll(source, p => Math.Log(Math.Max(p, Smallest)))).ToArray();
        var best = new double[sources.Count + classes];
        Array.Fill(best, 1.0 / sources.Count, 0, sources.Count);
        new QuasiNewton((at, slope) => Loss(logs, labels, classes, at, slope), best.Length).Run(best, Tolerance, MaxIterations);
        return new LogLinearPool { Weights = [.. best.Take(sources.Count)], Biases = [.. best.Skip(sources.Count)] };
    }

    /// <summary>Combined probabilities, row-major, examples × classes.</summary>
    /// <param name="sources">As many as were fitted.</param>
    public float[] Combine(params IReadOnlyList<float[]> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count != Weights.Length)
            throw new ArgumentException($"Expected {Weights.Length} sources, got {sources.Count}.", nameof(sources));
        var result = new float[sources[0].Length];
        var scores = new double[Biases.Length];
        for (var first = 0; first < result.Length; first += scores.Length)
        {
            for (var c = 0; c < scores.Length; c++)
            {
                scores[c] = Biases[c];
                for (var s = 0; s < Weights.Length; s++)
                    scores[c] += Weights[s] * Math.Log(Math.Max(sources[s][first + c], Smallest));
            }

            Normalise(scores);
            for (var c = 0; c < scores.Length; c++)
                result[first + c] = (float)scores[c];
        }

        return result;
    }

    private static double Loss(double[][] logs, int[] truth, int classes, ReadOnlySpan<double> at, Span<double> slope)
    {
        var (loss, scores) = (0.0, new double[classes]);
        slope.Clear();
        for (var i = 0; i < truth.Length; i++)
        {
            for (var c = 0; c < classes; c++)
            {
                scores[c] = at[logs.Length + c];
                for (var s = 0; s < logs.Length; s++)
                    scores[c] += at[s] * logs[s][i * classes + c];
            }

            Normalise(scores);
            loss -= Math.Log(Math.Max(scores[truth[i]], 1e-300)) / truth.Length;
            for (var c = 0; c < classes; c++)
            {
                var error = (scores[c] - (c == truth[i] ? 1 : 0)) / truth.Length;
                slope[logs.Length + c] += error;
                for (var s = 0; s < logs.Length; s++)
                    slope[s] += error * logs[s][i * classes + c];
            }
        }

        for (var k = 0; k < slope.Length; k++)
        {
            loss += 0.5 * Prior * at[k] * at[k];
            slope[k] += Prior * at[k];
        }

        return loss;
    }

    /// <summary>Softmax in place.</summary>
    private static void Normalise(double[] scores)
    {
        var (largest, sum) = (scores.Max(), 0.0);
        for (var c = 0; c < scores.Length; c++)
            sum += scores[c] = Math.Exp(scores[c] - largest);
        for (var c = 0; c < scores.Length; c++)
            scores[c] /= sum;
    }
}
