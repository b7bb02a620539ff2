using System.Collections.Immutable;

namespace Debye.Learning.Answers;

/// <summary>What a model says of one measurement.</summary>
public abstract record Answer
{
    /// <summary>The input as the caller named it.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the measurement is like nothing the model knows; what it says beside that is a guess.</summary>
    public required bool IsUnknown { get; init; }

    /// <summary>Why the answer is "unknown", one sentence; null when it is not.</summary>
    public string? Because { get; init; }

    /// <summary>What was converted, assumed or should make the reader careful, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
