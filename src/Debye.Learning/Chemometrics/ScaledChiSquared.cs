using Debye.Learning.Metrics;
using MathNet.Numerics.Distributions;

namespace Debye.Learning.Chemometrics;

/// <summary>Distribution of a squared distance u: N·u/u₀ follows χ² with N degrees of freedom.</summary>
/// <param name="Degrees">Degrees of freedom N, 1 or more.</param>
/// <param name="Scale">Expected distance u₀, above 0, in the unit of the distances.</param>
/// <remarks>
/// Source: A. L. Pomerantsev, J. Chemometrics 22, 601 (2008), doi 10.1002/cem.1147; robust estimates: A. L. Pomerantsev and O. Ye.
/// Rodionova, J. Chemometrics 28, 429 (2014), doi 10.1002/cem.2506.
/// </remarks>
public readonly record struct ScaledChiSquared(int Degrees, double Scale)
{
    private const double MostDegrees = 1e5;

    /// <summary>Estimates both numbers.</summary>
    /// <param name="distances">Two or more distances, 0 or more, not all the same.</param>
    /// <param name="estimator">How.</param>
    /// <exception cref="ArgumentException">There are too few values, one is negative or not finite, or they do not vary.</exception>
    public static ScaledChiSquared Estimate(ReadOnlySpan<double> distances, DistanceEstimator estimator)
    {
        var sorted = SampleQuantile.Sort(distances, 2, nameof(distances));
        if (sorted[0] < 0)
            throw new ArgumentException(Invariant($"Expected distances of 0 or more, got {sorted[0]}."), nameof(distances));
        return estimator == DistanceEstimator.Robust ? Robust(sorted) : Classical(sorted);
    }

    private static ScaledChiSquared Classical(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        RequireSpread(variance);
        return new ScaledChiSquared((int)Math.Clamp(Math.Round(2 * mean * mean / variance), 1, MostDegrees), mean);
    }

    private static ScaledChiSquared Robust(double[] sorted)
    {
        var median = SampleQuantile.Of(sorted, 0.5);
        var range = SampleQuantile.Of(sorted, 0.75) - SampleQuantile.Of(sorted, 0.25);
        RequireSpread(range);
        var degrees = (int)Math.Round(DegreesOf(range / median));
        var byRange = degrees < MostDegrees ? range / RangeOf(degrees) : median / Median(degrees);
        return new ScaledChiSquared(degrees, 0.5 * degrees * (median / Median(degrees) + byRange));
    }

    /// <summary>
    /// The degrees of freedom at which range over median is as observed: it falls steadily, so that bisection finds the one place.
    /// </summary>
    private static double DegreesOf(double ratio)
    {
        double low = 1,
            high = 1;
        while (high < MostDegrees && ratio < RangeOf(high) / Median(high))
            (low, high) = (high, Math.Min(4 * high, MostDegrees));
        if (high == 1 || ratio < RangeOf(high) / Median(high))
            return high;
        while (high - low > 1e-6 * low)
        {
            var middle = 0.5 * (low + high);
            if (RangeOf(middle) / Median(middle) > ratio)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static double Median(double degrees) => ChiSquared.InvCDF(degrees, 0.5);

    private static double RangeOf(double degrees) => ChiSquared.InvCDF(degrees, 0.75) - ChiSquared.InvCDF(degrees, 0.25);

    private static void RequireSpread(double spread)
    {
        if (!(spread > 0))
            throw new ArgumentException("Expected distances that vary: use fewer components or more samples.", nameof(spread));
    }
}
