using System.Collections.Immutable;

namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>Rows to learn from and rows to test on, and which split it is.</summary>
public sealed record SpectrumSplit
{
    /// <summary>How test rows were chosen.</summary>
    public required SplitKind Kind { get; init; }

    /// <summary>Rows to learn from, ascending.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Rows to test on, ascending; none of them is in <see cref="Train"/>.</summary>
    public required IReadOnlyList<int> Test { get; init; }

    /// <summary>The split in words, for reports.</summary>
    public required string Description { get; init; }

    /// <summary>Class that has no training rows; null where every class has some.</summary>
    public string? UnknownClass { get; init; }

    /// <summary>What makes results look better than new samples will, one sentence each; empty where nothing does.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
