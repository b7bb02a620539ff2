using Debye.Spectra;

namespace Debye.Techniques.Xrd;

/// <summary>Changes the axis of a pattern between 2θ at any wavelength, Q and d.</summary>
public static class XrdAxis
{
    /// <summary>2θ (degrees) of a lattice-plane distance, or NaN where the wavelength cannot reach it.</summary>
    public static double TwoThetaDegrees(double dAngstrom, double wavelengthAngstrom) =>
        Math.Asin(wavelengthAngstrom / (2 * dAngstrom)) * (360 / Math.PI);

    /// <summary>
    /// The pattern as it would lie at another wavelength; points beyond 180° there, and at 0 or below here, are left out.
    /// </summary>
    /// <param name="pattern">Measured pattern.</param>
    /// <param name="wavelengthAngstrom">Its wavelength, Å; null takes the one it carries. Not needed for Q and d.</param>
    /// <param name="targetAngstrom">Wavelength of the result, Å; default Cu Kα1.</param>
    /// <returns>2θ against unchanged intensities, the axis no longer evenly spaced.</returns>
    /// <exception cref="ArgumentException">A wavelength is needed and neither given nor carried, or is not positive.</exception>
    public static Spectrum ToTwoTheta(
        Spectrum pattern,
        double? wavelengthAngstrom = null,
        double targetAngstrom = XrdTables.CopperKAlpha1Angstrom
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetAngstrom);
        return Convert(
            pattern,
            wavelengthAngstrom,
            AxisKind.TwoThetaDegrees,
            q => Math.Asin(q * targetAngstrom / (4 * Math.PI)) * (360 / Math.PI),
            targetAngstrom
        );
    }

    /// <summary>The pattern against Q = 4π sin θ / λ, 1/Å; points at 0 or below are left out.</summary>
    /// <inheritdoc cref="ToTwoTheta"/>
    public static Spectrum ToQ(Spectrum pattern, double? wavelengthAngstrom = null) =>
        Convert(pattern, wavelengthAngstrom, AxisKind.QPerAngstrom, q => q, wavelengthAngstrom ?? pattern?.WavelengthAngstrom);

    private static Spectrum Convert(Spectrum pattern, double? wavelength, AxisKind kind, Func<double, double> fromQ, double? carried)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        wavelength ??= pattern.WavelengthAngstrom;
        if (pattern.Kind == AxisKind.TwoThetaDegrees && wavelength is not > 0)
            throw new ArgumentException("A pattern against 2θ needs its wavelength (Å); the file states none.", nameof(wavelength));
        var (axis, intensity) = (new List<double>(pattern.Length), new List<double>(pattern.Length));
        for (var i = 0; i < pattern.Length; i++)
        {
            var value = pattern.Axis[i];
            var q =
                value <= 0
                    ? double.NaN
                    : pattern.Kind switch
                    {
                        AxisKind.TwoThetaDegrees => 4 * Math.PI * Math.Sin(value * (Math.PI / 360)) / wavelength!.Value,
                        AxisKind.QPerAngstrom => value,
                        _ => 2 * Math.PI / value,
                    };
            var moved = fromQ(q);
            if (!double.IsFinite(moved))
                continue;
            axis.Add(moved);
            intensity.Add(pattern.Intensity[i]);
        }

        if (pattern.Kind == AxisKind.DAngstrom)
        {
            axis.Reverse();
            intensity.Reverse();
        }

        return new Spectrum(kind, axis.ToArray(), intensity.ToArray()) { WavelengthAngstrom = carried, Source = pattern.Source };
    }
}
