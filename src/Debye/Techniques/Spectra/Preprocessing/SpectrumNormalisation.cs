using System.Numerics.Tensors;

namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>Takes from a spectrum how much of the sample there was, or how long it was measured.</summary>
public static class SpectrumNormalisation
{
    /// <summary>Divides a spectrum by its own scale.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="scale">What to divide by.</param>
    /// <param name="liveTimeSeconds">Time during which the detector counted, s, above 0; only <see cref="SpectrumScale.LiveTime"/> needs
    /// it.</param>
    /// <param name="destination">As many numbers; may be <paramref name="values"/> itself.</param>
    /// <exception cref="ArgumentException">The scale is not above 0 or not finite, as for a spectrum of zeros, or no live time is
    /// known.</exception>
    public static void Divide(ReadOnlySpan<double> values, SpectrumScale scale, double? liveTimeSeconds, Span<double> destination)
    {
        var divisor = scale switch
        {
            SpectrumScale.Area => TensorPrimitives.Sum(values),
            SpectrumScale.Maximum => TensorPrimitives.Max(values),
            SpectrumScale.UnitVector => TensorPrimitives.Norm(values),
            SpectrumScale.LiveTime => liveTimeSeconds
                ?? throw new ArgumentException(
                    "Expected a spectrum with a live time: counts cannot be divided by it.",
                    nameof(liveTimeSeconds)
                ),
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected a kind of scale."),
        };
        if (!(divisor > 0) || !double.IsFinite(divisor))
            throw new ArgumentException(Invariant($"Expected a spectrum whose {scale} is above 0, got {divisor:g6}."), nameof(values));
        TensorPrimitives.Divide(values, divisor, destination);
    }

    /// <summary>Standard normal variate: subtracts the mean, divides by the standard deviation (n − 1).</summary>
    /// <remarks>Source: R. J. Barnes, M. S. Dhanoa, S. J. Lister, Appl. Spectrosc. 43, 772 (1989), doi 10.1366/0003702894202201.</remarks>
    /// <param name="values">Two finite values or more, not all equal.</param>
    /// <param name="destination">As many numbers of mean 0 and variance 1; may be <paramref name="values"/> itself.</param>
    /// <exception cref="ArgumentException">There is one value, or all are equal.</exception>
    public static void StandardNormalVariate(ReadOnlySpan<double> values, Span<double> destination)
    {
        if (values.Length < 2)
            throw new ArgumentException($"Expected at least 2 values, got {values.Length}.", nameof(values));
        var (mean, largest) = (TensorPrimitives.Sum(values) / values.Length, TensorPrimitives.MaxMagnitude(values));
        TensorPrimitives.Subtract(values, mean, destination);
        var deviation = TensorPrimitives.Norm<double>(destination[..values.Length]) / Math.Sqrt(values.Length - 1);
        if (!(deviation > 1e-14 * Math.Abs(largest)) || !double.IsFinite(deviation))
            throw new ArgumentException("Expected values that are not all equal.", nameof(values));
        TensorPrimitives.Divide(destination[..values.Length], deviation, destination);
    }

    /// <summary>Multiplicative scatter correction: removes the offset and slope by which a spectrum differs from a reference.</summary>
    /// <remarks>x = a + b·reference by least squares; the result is (x − a)/b. Source: P. Geladi, D. MacDougall, H. Martens, Appl.
    /// Spectrosc. 39, 491 (1985), doi 10.1366/0003702854248656.</remarks>
    /// <param name="values">Finite values.</param>
    /// <param name="reference">As many, not all equal: as a rule the mean of the training spectra.</param>
    /// <param name="destination">As many numbers; may be <paramref name="values"/> itself.</param>
    /// <exception cref="ArgumentException">Lengths differ, the reference is constant, or the spectrum has nothing of it (slope
    /// 0).</exception>
    public static void ScatterCorrection(ReadOnlySpan<double> values, ReadOnlySpan<double> reference, Span<double> destination)
    {
        if (values.Length != reference.Length)
            throw new ArgumentException($"Expected {reference.Length} values, as the reference has, got {values.Length}.", nameof(values));
        var (mean, centre) = (TensorPrimitives.Sum(values) / values.Length, TensorPrimitives.Sum(reference) / values.Length);
        var (shared, own) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            shared += (values[i] - mean) * (reference[i] - centre);
            own += (reference[i] - centre) * (reference[i] - centre);
        }

        var slope = shared / own;
        if (!double.IsFinite(slope) || slope == 0)
            throw new ArgumentException("Expected a spectrum that shares something with a reference that is not constant.", nameof(values));
        var offset = mean - slope * centre;
        for (var i = 0; i < values.Length; i++)
            destination[i] = (values[i] - offset) / slope;
    }
}
