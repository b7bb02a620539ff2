namespace Debye.Learning.Metrics;

/// <summary>A figure, mostly a share of 0…1, with an interval around it.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>Wilson's score interval of a share of successes.</summary>
    /// <param name="successes">Number of successes.</param>
    /// <param name="count">Number of trials, at least 1.</param>
    /// <param name="z">Normal quantile; 1.96 for 95 %.</param>
    /// <remarks>Source: E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927), doi 10.1080/01621459.1927.10502953.</remarks>
    public static Interval Wilson(int successes, int count, double z = 1.959964)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var share = (double)successes / count;
        var z2 = z * z / count;
        var centre = (share + z2 / 2) / (1 + z2);
        var half = z * Math.Sqrt(share * (1 - share) / count + z2 / (4 * count)) / (1 + z2);
        return new Interval(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{Value:f3} [{Low:f3}, {High:f3}]");
}
