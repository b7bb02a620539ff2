using System.Numerics;

namespace Debye.Techniques.Eis.Series;

/// <summary>Noise of a spectrum, estimated from the deviations of the best fit.</summary>
/// <param name="Kind">What it is proportional to.</param>
/// <param name="Level">Relative standard deviation; for <see cref="EisNoise.Unit"/>, relative to the mean |Z|. 0 where rounding explains
/// the deviations.</param>
public readonly record struct NoiseEstimate(EisNoise Kind, double Level)
{
    private const double SmallestShare = 1e-3;

    // Standard deviation of a normal distribution over the median of its absolute value.
    private const double MedianToDeviation = 1.4826;

    /// <summary>The most probable noise behind deviations from a model.</summary>
    /// <param name="impedanceOhm">Measured, Ω.</param>
    /// <param name="modelOhm">Fitted, Ω.</param>
    /// <param name="parameters">Number of fitted parameters.</param>
    internal static NoiseEstimate From(ReadOnlySpan<Complex> impedanceOhm, ReadOnlySpan<Complex> modelOhm, int parameters)
    {
        var (best, likelihood) = (default(NoiseEstimate), double.NegativeInfinity);
        var n = 2 * impedanceOhm.Length;
        foreach (var kind in Enum.GetValues<EisNoise>())
        {
            var scales = Scales(kind, modelOhm);
            var ratios = new double[n];
            for (var i = 0; i < n; i++)
                ratios[i] = Math.Abs(Deviation(impedanceOhm, modelOhm, i)) / scales[i];
            // Outliers count no more than four times the ordinary spread.
            var ordered = ratios.Order().ToArray();
            var limit = 4 * MedianToDeviation * Math.Max(ordered[n / 2], 1e-150);
            var sum = ratios.Sum(ratio => Math.Pow(Math.Min(ratio, limit), 2));
            var logarithms = scales.Sum(Math.Log);
            var trial = -logarithms - 0.5 * n * Math.Log(Math.Max(sum, 1e-300) / n);
            if (trial > likelihood)
                (best, likelihood) = (new NoiseEstimate(kind, Math.Sqrt(sum / Math.Max(1, n - parameters))), trial);
        }

        return best;
    }

    /// <summary>Standard deviations this noise gives, Ω, real parts first.</summary>
    internal double[] Deviations(ReadOnlySpan<Complex> modelOhm)
    {
        var scales = Scales(Kind, modelOhm);
        for (var i = 0; i < scales.Length; i++)
            scales[i] *= Level;
        return scales;
    }

    /// <summary>Measured minus fitted part, real parts first.</summary>
    internal static double Deviation(ReadOnlySpan<Complex> impedanceOhm, ReadOnlySpan<Complex> modelOhm, int part)
    {
        var i = part % impedanceOhm.Length;
        var difference = impedanceOhm[i] - modelOhm[i];
        return part < impedanceOhm.Length ? difference.Real : difference.Imaginary;
    }

    private static double[] Scales(EisNoise kind, ReadOnlySpan<Complex> modelOhm)
    {
        var n = modelOhm.Length;
        var scales = new double[2 * n];
        var mean = 0.0;
        foreach (var value in modelOhm)
            mean += Complex.Abs(value) / n;
        for (var i = 0; i < n; i++)
        {
            var modulus = Complex.Abs(modelOhm[i]);
            (scales[i], scales[n + i]) = kind switch
            {
                EisNoise.Proportional => (
                    Math.Max(Math.Abs(modelOhm[i].Real), SmallestShare * modulus),
                    Math.Max(Math.Abs(modelOhm[i].Imaginary), SmallestShare * modulus)
                ),
                EisNoise.Modulus => (modulus, modulus),
                _ => (mean, mean),
            };
        }

        return scales;
    }
}
