namespace Debye.Learning.Training;

/// <summary>Settings of <see cref="LearningRateFinder"/>.</summary>
public sealed record LearningRateFinderOptions
{
    /// <summary>Rate of the first step, above 0.</summary>
    public double Start { get; init; } = 1e-8;

    /// <summary>Rate after <see cref="Updates"/> steps, above <see cref="Start"/>.</summary>
    public double End { get; init; } = 10;

    /// <summary>Number of steps from one to the other, at least 10.</summary>
    public int Updates { get; init; } = 100;

    /// <summary>The run ends where the smoothed loss is this many times the lowest so far, above 1.</summary>
    public double StopFactor { get; init; } = 4;

    /// <summary>Weight of the past in the smoothed loss, 0 or more and below 1.</summary>
    public double Smoothing { get; init; } = 0.98;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Start > 0 && double.IsFinite(Start)))
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "Expected above 0.");
        if (!(End > Start && double.IsFinite(End)))
            throw new ArgumentOutOfRangeException(nameof(End), End, Invariant($"Expected above {Start}."));
        ArgumentOutOfRangeException.ThrowIfLessThan(Updates, 10);
        if (!(StopFactor > 1))
            throw new ArgumentOutOfRangeException(nameof(StopFactor), StopFactor, "Expected above 1.");
        if (!(Smoothing >= 0 && Smoothing < 1))
            throw new ArgumentOutOfRangeException(nameof(Smoothing), Smoothing, "Expected 0 or more and below 1.");
    }
}
