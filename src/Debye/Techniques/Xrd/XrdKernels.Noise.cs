using Debye.Numerics;

namespace Debye.Techniques.Xrd;

internal static partial class XrdKernels
{
    /// <summary>Replaces every value v by Poisson(v · counts) / counts; values below 0 become 0.</summary>
    public static void AddPoissonNoise(Span<float> values, double counts, ref RandomSource random)
    {
        var inverse = 1 / counts;
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Poisson(values[i] * counts, ref random) * inverse);
    }

    /// <summary>Adds normal noise of one standard deviation; values below 0 become 0.</summary>
    public static void AddConstantNoise(Span<float> values, double width, ref RandomSource random)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)Math.Max(0, values[i] + width * random.NextNormal());
    }

    /// <summary>A Poisson deviate: by inversion up to a mean of 12, above by the rounded, variance-stabilised normal.</summary>
    /// <remarks>
    /// (√mean + z/2)² − ¼ + … has mean and variance of the Poisson law to 1/mean; skewness differs by 1/(2√mean), which
    /// no pattern shows. Source: Anscombe, Biometrika 35, 246 (1948), doi 10.1093/biomet/35.3-4.246.
    /// </remarks>
    public static double Poisson(double mean, ref RandomSource random)
    {
        if (!(mean > 0))
            return 0;
        if (mean > 12)
        {
            var root = Math.Sqrt(mean) + random.NextNormal() / 2;
            return Math.Max(0, Math.Floor(root * root + 0.25));
        }

        var remaining = random.NextDouble();
        var probability = Math.Exp(-mean);
        var n = 0;
        for (; remaining > probability && n < 200; n++)
        {
            remaining -= probability;
            probability *= mean / (n + 1);
        }

        return n;
    }
}
