namespace Debye.Learning.Metrics;

/// <summary>Quantiles beyond what a sample shows, from an exponential tail: steadier than the extreme values themselves.</summary>
/// <remarks>
/// Of the lowest share of the values the mean distance m from their upper bound u is taken; then P(value &lt; u − t) = share·exp(−t/m), so
/// that the α-quantile is u − m·ln(share/α). Exponential tails are those of most distributions that fall faster than a power.
/// Source: J. Pickands, Ann. Stat. 3, 119 (1975), doi 10.1214/aos/1176343003 (shape 0).
/// </remarks>
public static class TailQuantile
{
    /// <summary>Fewest values that a tail is taken from.</summary>
    public const int LeastValues = 2 * LeastTail;

    private const int LeastTail = 5;

    /// <summary>The α-quantile from the lower tail.</summary>
    /// <param name="sorted">Values, ascending; at least ten.</param>
    /// <param name="probability">α, above 0 and at most <paramref name="tailShare"/>.</param>
    /// <param name="tailShare">Share of the values that makes the tail, above 0 and at most 0.5; at least five values are taken.</param>
    /// <exception cref="ArgumentException">There are too few values, or a share is out of its range.</exception>
    public static double Lower(ReadOnlySpan<double> sorted, double probability, double tailShare)
    {
        if (!(tailShare > 0 && tailShare <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(tailShare), tailShare, "Expected above 0 and at most 0.5.");
        if (!(probability > 0 && probability <= tailShare))
            throw new ArgumentOutOfRangeException(
                nameof(probability),
                probability,
                Invariant($"Expected above 0 and at most {tailShare}, the share of the tail.")
            );
        if (sorted.Length < LeastValues)
            throw new ArgumentException($"Expected at least {LeastValues} values for a tail, got {sorted.Length}.", nameof(sorted));
        var count = Math.Max(LeastTail, (int)(tailShare * sorted.Length));
        var (bound, mean) = (sorted[count], 0.0);
        for (var i = 0; i < count; i++)
            mean += (bound - sorted[i]) / count;
        return bound - (mean * Math.Log(count / (probability * sorted.Length)));
    }
}
