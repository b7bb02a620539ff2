namespace Debye.Spectra;

/// <summary>What the axis of a spectrum counts.</summary>
public enum AxisKind
{
    /// <summary>Scattering angle 2θ, degrees.</summary>
    TwoThetaDegrees,

    /// <summary>Momentum transfer Q = 4π sin θ / λ, 1/Å.</summary>
    QPerAngstrom,

    /// <summary>Lattice-plane distance d, Å.</summary>
    DAngstrom,
}

/// <summary>A measured or simulated curve: strictly increasing axis values and one intensity for each.</summary>
public sealed class Spectrum
{
    private readonly double[] _axis;
    private readonly double[] _intensity;

    /// <summary>Creates a spectrum; the arrays are copied.</summary>
    /// <param name="kind">What the axis counts.</param>
    /// <param name="axis">Strictly increasing, finite.</param>
    /// <param name="intensity">As many finite numbers; any unit.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not finite, or the axis does not increase.</exception>
    public Spectrum(AxisKind kind, ReadOnlySpan<double> axis, ReadOnlySpan<double> intensity)
    {
        if (axis.Length != intensity.Length)
            throw new ArgumentException($"The axis has {axis.Length} values, the intensity {intensity.Length}.", nameof(intensity));
        for (var i = 0; i < axis.Length; i++)
        {
            if (!double.IsFinite(axis[i]) || !double.IsFinite(intensity[i]))
                throw new ArgumentException(Invariant($"Point {i} is not finite."), nameof(axis));
            if (i > 0 && axis[i] <= axis[i - 1])
                throw new ArgumentException(
                    Invariant($"The axis does not increase at point {i} ({axis[i]:g8} after {axis[i - 1]:g8})."),
                    nameof(axis)
                );
        }

        Kind = kind;
        _axis = axis.ToArray();
        _intensity = intensity.ToArray();
    }

    /// <summary>What the axis counts.</summary>
    public AxisKind Kind { get; }

    /// <summary>Axis values, strictly increasing, in the unit <see cref="Kind"/> names.</summary>
    public ReadOnlySpan<double> Axis => _axis;

    /// <summary>Intensities, arbitrary unit.</summary>
    public ReadOnlySpan<double> Intensity => _intensity;

    /// <summary>Number of points.</summary>
    public int Length => _axis.Length;

    /// <summary>Wavelength it was measured with, Å; null when the source states none.</summary>
    public double? WavelengthAngstrom { get; init; }

    /// <summary>Where it came from: a file name, an id.</summary>
    public string Source { get; init; } = "";
}
