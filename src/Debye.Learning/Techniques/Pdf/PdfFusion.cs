using Debye.Learning.Calibration;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>How a model combines its sources and when it says "unknown"; fusion.json of a package.</summary>
public sealed record PdfFusion
{
    /// <summary>Pool of networks and known curves.</summary>
    public LogLinearPool Pool { get; init; } = new();

    /// <summary>
    /// A curve farther than this, √(2 − 2ρ), from every known one is unknown: 97.5 % of those of other folds are nearer. 2 for never.
    /// </summary>
    public double LargestDistance { get; init; } = 2;

    /// <summary>An answer less probable than this is unknown: all but 2.5 % of right answers are more probable. 0 for never.</summary>
    public double UnknownBelow { get; init; }
}
