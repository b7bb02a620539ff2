namespace Debye.Learning.Metrics;

/// <summary>How well a model of one class tells its samples from others.</summary>
/// <remarks>
/// Source: O. Ye. Rodionova, P. Oliveri and A. L. Pomerantsev, Chemom. Intell. Lab. Syst. 159, 89 (2016), doi
/// 10.1016/j.chemolab.2016.10.002.
/// </remarks>
/// <param name="Accuracy">Share of samples judged right.</param>
/// <param name="Sensitivity">Share of the samples of the class that were accepted; null without any.</param>
/// <param name="Specificity">Share of all other samples that were rejected; null without any.</param>
/// <param name="Alternatives">For every other class that occurs the share of its samples that was rejected.</param>
public sealed record OneClassReport(
    double Accuracy,
    double? Sensitivity,
    double? Specificity,
    IReadOnlyDictionary<int, double> Alternatives
)
{
    /// <summary>Geometric mean of sensitivity and specificity; that one which is known where the other is not.</summary>
    public double Efficiency => Sensitivity is { } a && Specificity is { } b ? Math.Sqrt(a * b) : Sensitivity ?? Specificity ?? 0;

    /// <summary>Evaluates verdicts.</summary>
    /// <param name="truth">Class of every sample; at least one.</param>
    /// <param name="accepted">Whether the model accepted it.</param>
    /// <param name="target">The class that was modelled.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or there is no sample.</exception>
    public static OneClassReport Evaluate(ReadOnlySpan<int> truth, ReadOnlySpan<bool> accepted, int target)
    {
        ArgumentOutOfRangeException.ThrowIfZero(truth.Length, nameof(truth));
        if (accepted.Length != truth.Length)
            throw new ArgumentException($"Expected {truth.Length} verdicts, one per sample, got {accepted.Length}.", nameof(accepted));
        var counts = new SortedDictionary<int, (int Samples, int Accepted)>();
        for (var i = 0; i < truth.Length; i++)
        {
            var (samples, passed) = counts.GetValueOrDefault(truth[i]);
            counts[truth[i]] = (samples + 1, passed + (accepted[i] ? 1 : 0));
        }

        var own = counts.GetValueOrDefault(target);
        counts.Remove(target);
        double others = counts.Values.Sum(count => count.Samples),
            rejected = counts.Values.Sum(count => count.Samples - count.Accepted);
        return new OneClassReport(
            (own.Accepted + rejected) / truth.Length,
            own.Samples > 0 ? (double)own.Accepted / own.Samples : null,
            others > 0 ? rejected / others : null,
            counts.ToDictionary(pair => pair.Key, pair => 1 - (double)pair.Value.Accepted / pair.Value.Samples)
        );
    }

    /// <summary>−(sensitivity − (1 − α))²: what to maximise where only samples of the class are at hand; null without any.</summary>
    /// <param name="significance">The α that the model was made for, 0…1.</param>
    public double? RigorousScore(double significance) =>
        Sensitivity is { } share ? -(share - (1 - significance)) * (share - (1 - significance)) : null;
}
