using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>How well one detector tells known from unknown samples.</summary>
/// <param name="Name">The method.</param>
/// <param name="KnownAccepted">Share of known samples accepted.</param>
/// <param name="UnknownRejected">Share of unknown samples refused.</param>
/// <param name="RankArea">Chance that a known sample scores above an unknown one, ties half: the area under the ROC curve, which no
/// threshold enters.</param>
public sealed record DetectorFigures(string Name, double KnownAccepted, double UnknownRejected, double RankArea);

/// <summary>Detectors side by side on the same samples, none of which they have seen.</summary>
public static class DetectorComparison
{
    /// <summary>Judges a detector.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="known">Samples of the known classes, at least one.</param>
    /// <param name="unknown">Samples of others, at least one.</param>
    /// <exception cref="ArgumentException">A table is empty, or its columns do not match.</exception>
    public static DetectorFigures Judge(OpenSetDetector detector, SampleTable known, SampleTable unknown)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(unknown);
        if (known.Rows == 0 || unknown.Rows == 0)
            throw new ArgumentException(
                Invariant($"Expected known and unknown samples, got {known.Rows} and {unknown.Rows}."),
                nameof(known)
            );
        var (inside, outside) = (detector.Scores(known), detector.Scores(unknown));
        return new DetectorFigures(
            detector.Name,
            inside.Count(score => score >= detector.Threshold) / (double)inside.Length,
            outside.Count(score => score < detector.Threshold) / (double)outside.Length,
            inside.Average(own =>
                outside.Average(other =>
                    own > other ? 1
                    : own < other ? 0
                    : 0.5
                )
            )
        );
    }
}
