namespace Debye.Learning.Training;

/// <summary>Loss against learning rate, as the finder met them.</summary>
/// <param name="Rates">Rates, rising.</param>
/// <param name="Losses">Loss of the batch at each.</param>
/// <param name="Smoothed">Smoothed loss at each.</param>
public sealed record LearningRateCurve(ReadOnlyMemory<double> Rates, ReadOnlyMemory<double> Losses, ReadOnlyMemory<double> Smoothed)
{
    private const int LeastPoints = 10;

    /// <summary>Estimates between which rates a cyclical schedule should go.</summary>
    /// <remarks>
    /// The upper bound is the power of ten at or below the rate of the lowest smoothed loss. The lower one is where, walking down from it,
    /// the smoothed loss has climbed back by a share of what it fell from its level over the first fifth.
    /// </remarks>
    /// <param name="share">That share, above 0 and below 1: the larger, the lower the bound.</param>
    /// <param name="skip">Points at the beginning that do not count, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public LearningRateBounds EstimateBounds(double share = 0.75, int skip = 0)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        if (Rates.Length - skip < LeastPoints)
            return LearningRateBounds.None(LearningRateBoundsStatus.TooFewPoints);
        var (rates, smoothed) = (Rates[skip..].ToArray(), Smoothed[skip..].ToArray());
        var (fifth, lowest) = (rates.Length / 5, Array.IndexOf(smoothed, smoothed.Min()));
        if (lowest < fifth)
            return LearningRateBounds.None(LearningRateBoundsStatus.MinimumTooEarly);
        var upper = Math.Pow(10, Math.Floor(Math.Log10(rates[lowest])));
        var place = Array.FindLastIndex(rates, rate => rate <= upper);
        if (place < 0)
            return LearningRateBounds.None(LearningRateBoundsStatus.MinimumTooEarly);
        var level = smoothed[..fifth].Average();
        if (level < smoothed[place])
            return LearningRateBounds.None(LearningRateBoundsStatus.NoDescent);
        var threshold = smoothed[place] + share * (level - smoothed[place]);
        var lower = place;
        while (lower >= 0 && smoothed[lower] < threshold)
            lower--;
        return new LearningRateBounds(LearningRateBoundsStatus.Found, rates[Math.Min(lower + 1, place)], upper);
    }
}

/// <summary>How an estimate of bounds ended.</summary>
public enum LearningRateBoundsStatus
{
    /// <summary>Both bounds were found.</summary>
    Found = 0,

    /// <summary>There are fewer than ten points.</summary>
    TooFewPoints = 1,

    /// <summary>The loss is lowest within the first fifth: begin with a lower rate.</summary>
    MinimumTooEarly = 2,

    /// <summary>The loss does not fall below its first level: look at the curve.</summary>
    NoDescent = 3,
}

/// <summary>Bounds of the learning rate.</summary>
/// <param name="Status">Whether they were found.</param>
/// <param name="Lower">Lower bound; 0 where there is none.</param>
/// <param name="Upper">Upper bound, a power of ten; 0 where there is none.</param>
public readonly record struct LearningRateBounds(LearningRateBoundsStatus Status, double Lower, double Upper)
{
    /// <summary>No bounds.</summary>
    internal static LearningRateBounds None(LearningRateBoundsStatus status) => new(status, 0, 0);

    /// <summary>A cyclical schedule between the bounds.</summary>
    /// <param name="kind">One of the cyclical kinds.</param>
    /// <param name="cycles">Number of triangles, at least 1.</param>
    /// <exception cref="InvalidOperationException">There are no bounds.</exception>
    public LearningRateSchedule ToSchedule(ScheduleKind kind, int cycles)
    {
        if (Status != LearningRateBoundsStatus.Found)
            throw new InvalidOperationException($"There are no bounds: {Status}.");
        return new LearningRateSchedule
        {
            Kind = kind,
            BaseRate = Upper,
            FinalShare = Lower / Upper,
            Cycles = cycles,
        };
    }
}
