namespace Debye.Learning.Training;

/// <summary>What every run gets from whoever starts it: seed, threads, clock, where progress goes, and what ends it.</summary>
public sealed record RunContext
{
    /// <summary>Replaces the recipe's seed; null to keep it.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads, 1 or more; results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether to go on with what an earlier run left in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Source of time stamps.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives progress and problems.</summary>
    public RunProgress Progress { get; init; } = RunProgress.Silent;

    /// <summary>Ends the run: a training after the step in progress, with a checkpoint.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Passes a line of progress on.</summary>
    public void Say(string line) => Progress.Say(line);
}
