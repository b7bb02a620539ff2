using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>Measured intensities over Q, less the background.</summary>
/// <param name="Q">Axis, 1/Å.</param>
/// <param name="Intensity">Sample minus scaled background.</param>
/// <param name="Sigma">Standard uncertainties; empty where the sample has none.</param>
/// <param name="LastAboveZero">Q of the sample's last intensity above 0 (integration programs fill up with zeros), at most the end of the
/// background.</param>
/// <param name="End">Where sample and background both end.</param>
internal sealed record RawIntensity(double[] Q, double[] Intensity, double[] Sigma, double LastAboveZero, double End)
{
    /// <summary>Difference in Q that does not count as missing background, 1/Å.</summary>
    private const double Slack = 0.05;

    /// <exception cref="ArgumentException">A curve is no intensity, or its wavelength is not known, or an angle is not below
    /// 180°.</exception>
    public static RawIntensity Of(PdfData sample, PdfData? background, ReductionOptions options, ImmutableArray<string>.Builder notes)
    {
        notes.AddRange(sample.Notes);
        var (q, intensity, sigma) = (ToQ(sample, options.WavelengthAngstrom, "sample"), sample.Y.ToArray(), sample.Sigma.ToArray());
        var last = q[^1];
        for (var i = q.Length - 1; i > 0 && intensity[i] <= 0; i--)
            last = q[i - 1];
        if (background is null)
            return new RawIntensity(q, intensity, sigma, last, q[^1]);
        notes.AddRange(background.Notes);
        var empty = ToQ(background, options.WavelengthAngstrom, "background");
        if (empty[0] > Math.Max(options.QminPerAngstrom, q[0]) + Slack)
            notes.Add(Invariant($"The background starts at Q = {empty[0]:0.###} 1/Å; below it nothing is subtracted."));
        var (under, spread) = (On(q, empty, background.Y), On(q, empty, background.Sigma));
        for (var i = 0; i < q.Length; i++)
            intensity[i] -= options.BackgroundScale * under[i];
        for (var i = 0; i < sigma.Length && spread.Length > 0; i++)
            sigma[i] = Math.Sqrt(sigma[i] * sigma[i] + Math.Pow(options.BackgroundScale * spread[i], 2));
        return new RawIntensity(q, intensity, sigma, Math.Min(last, empty[^1]), Math.Min(q[^1], empty[^1]));
    }

    /// <summary>The axis of an intensity as Q, 1/Å: 4π sin θ / λ for angles.</summary>
    private static double[] ToQ(PdfData data, double? wavelengthAngstrom, string what)
    {
        if (data.Quantity == PdfQuantity.IntensityOverQ)
            return data.X.ToArray();
        if (data.Quantity != PdfQuantity.IntensityOverTwoTheta)
            throw new ArgumentException(
                $"The {what} {data.Source} holds {data.Quantity.Symbol()}; expected an intensity over Q or 2θ.",
                nameof(data)
            );
        if ((wavelengthAngstrom ?? data.Header.WavelengthAngstrom) is not { } wavelength)
            throw new ArgumentException($"The {what} {data.Source} is given over 2θ: its wavelength is needed.", nameof(data));
        if (data.X[^1] >= 180)
            throw new ArgumentException(
                Invariant($"The {what} {data.Source} reaches 2θ = {data.X[^1]:g5}°; expected angles below 180°."),
                nameof(data)
            );
        var q = data.X.ToArray();
        for (var i = 0; i < q.Length; i++)
            q[i] = 4 * Math.PI / wavelength * Math.Sin(q[i] * (Math.PI / 360));
        return q;
    }

    private static double[] On(double[] q, double[] from, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return [];
        var result = (double[])q.Clone();
        if (from.Length > 1)
            PdfKernels.Linear(from, values, result);
        return result;
    }
}
