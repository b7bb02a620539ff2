using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>One measurement or structure to ask about.</summary>
/// <param name="Name">Its name for answers and messages.</param>
/// <param name="Content">The measurement, of the type that the technique reads.</param>
public sealed record Sample(string Name, object Content)
{
    /// <summary>What was mended while it was read, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A sample, or why there is none.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Sample">The sample; null where it cannot be read.</param>
/// <param name="Problem">Why not; null where it can.</param>
public readonly record struct SampleItem(string Name, Sample? Sample, Exception? Problem);
