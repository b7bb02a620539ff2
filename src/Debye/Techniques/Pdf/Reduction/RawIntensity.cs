namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Measured intensities over Q, less the background.</summary>
internal static class RawIntensity
{
    /// <summary>The axis of an intensity as Q, 1/Å: 4π sin θ / λ for angles.</summary>
    /// <exception cref="ArgumentException">The curve is no intensity, or its wavelength is not known, or an angle is not below 180°.</exception>
    public static double[] ToQ(PdfData data, double? wavelengthAngstrom, string what)
    {
        if (data.Quantity == PdfQuantity.IntensityOverQ) return data.X.ToArray();
        if (data.Quantity != PdfQuantity.IntensityOverTwoTheta) throw new ArgumentException($"The {what} {data.Source} holds {data.Quantity.Symbol()}; expected an intensity over Q or 2θ.", nameof(data));
        if ((wavelengthAngstrom ?? data.Header.WavelengthAngstrom) is not { } wavelength) throw new ArgumentException($"The {what} {data.Source} is given over 2θ: its wavelength is needed.", nameof(data));
        if (data.X[^1] >= 180) throw new ArgumentException($"The {what} {data.Source} reaches 2θ = {data.X[^1]:g5}°; expected angles below 180°.", nameof(data));
        var q = data.X.ToArray();
        for (var i = 0; i < q.Length; i++) q[i] = 4 * Math.PI / wavelength * Math.Sin(q[i] * (Math.PI / 360));
        return q;
    }

    /// <summary>Largest Q up to which the sample was measured: that of the last intensity above 0 (integration programs fill up with zeros).</summary>
    public static double LastMeasured(double[] q, ReadOnlySpan<double> intensity)
    {
        for (var i = q.Length - 1; i > 0; i--)
            if (intensity[i] > 0) return q[i];
        return q[^1];
    }

    /// <summary>Sample minus scaled background, which is interpolated linearly.</summary>
    public static double[] Subtract(double[] q, ReadOnlySpan<double> intensity, double[] backgroundQ, ReadOnlySpan<double> background, double scale)
    {
        var result = (double[])q.Clone();
        PdfKernels.Linear(backgroundQ, background, result);
        for (var i = 0; i < result.Length; i++) result[i] = intensity[i] - scale * result[i];
        return result;
    }
}
