namespace Debye.Learning.Metrics;

/// <summary>How a quantile that falls between two observations is read.</summary>
internal enum QuantileRule
{
    /// <summary>On the straight line between them.</summary>
    Linear = 0,

    /// <summary>The lower of the two: always an observed value.</summary>
    Lower = 1,
}

/// <summary>Quantiles of observed values.</summary>
/// <remarks>
/// Place p·(n−1) among the n sorted values. Source: R. J. Hyndman and Y. Fan, Am. Stat. 50, 361 (1996), definition 7, doi
/// 10.1080/00031305.1996.10473566.
/// </remarks>
internal static class SampleQuantile
{
    /// <summary>One quantile.</summary>
    /// <param name="sorted">Values in ascending order, at least one.</param>
    /// <param name="share">0…1.</param>
    /// <param name="rule">What to do between two values.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share, QuantileRule rule = QuantileRule.Linear)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        if (rule == QuantileRule.Lower || below == sorted.Length - 1)
            return sorted[below];
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>A sorted copy.</summary>
    /// <exception cref="ArgumentException">There are too few values, or one is not finite.</exception>
    public static double[] Sort(ReadOnlySpan<double> values, int atLeast, string name)
    {
        if (values.Length < atLeast)
            throw new ArgumentException(Invariant($"Expected at least {atLeast} values, got {values.Length}."), name);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        // NaN sorts first.
        if (!double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
            throw new ArgumentException("Expected finite values.", name);
        return sorted;
    }
}
