using System.Collections.Immutable;

namespace Debye.Learning.Explanation;

/// <summary>Contributions of the points of a spectrum that add up to its score.</summary>
public sealed record BandShapExplanation
{
    /// <summary>One contribution per point, in units of the score; points of one band share its contribution evenly.</summary>
    public required ReadOnlyMemory<double> Values { get; init; }

    /// <summary>The bands that were told apart, in order.</summary>
    public required ImmutableArray<BandShapBand> Bands { get; init; }

    /// <summary>Score of the spectrum.</summary>
    public required double Score { get; init; }

    /// <summary>Mean score of the background; it and the contributions add up to <see cref="Score"/>.</summary>
    public required double BaseScore { get; init; }

    /// <summary>Rows the model was asked for.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Whether the bands were taken apart to the end: then these are the Owen values of the hierarchy.</summary>
    public required bool IsExact { get; init; }
}

/// <summary>A band and its contribution.</summary>
/// <param name="Start">First point.</param>
/// <param name="End">The point after its last.</param>
/// <param name="Value">Contribution of the whole band, in units of the score.</param>
public readonly record struct BandShapBand(int Start, int End, double Value);
