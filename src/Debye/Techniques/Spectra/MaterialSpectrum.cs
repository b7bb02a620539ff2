using System.Collections.Immutable;

namespace Debye.Techniques.Spectra;

/// <summary>One spectrum of a material: strictly increasing axis values, one intensity for each, and what is known of the sample.</summary>
public sealed class MaterialSpectrum
{
    private readonly double[] _axis;
    private readonly double[] _intensity;

    /// <summary>Creates a spectrum; the arrays are copied.</summary>
    /// <param name="unit">What the axis counts.</param>
    /// <param name="axis">Strictly increasing, finite, at least one value.</param>
    /// <param name="intensity">As many finite numbers; counts or any unit.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no point, a value is not finite, or the axis does not
    /// increase.</exception>
    public MaterialSpectrum(SpectrumAxisUnit unit, ReadOnlySpan<double> axis, ReadOnlySpan<double> intensity)
    {
        if (axis.Length != intensity.Length || axis.IsEmpty)
            throw new ArgumentException(
                $"Expected one intensity for each of at least one axis value, got {axis.Length} axis values and "
                    + $"{intensity.Length} intensities.",
                nameof(intensity)
            );
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

        (Unit, _axis, _intensity) = (unit, axis.ToArray(), intensity.ToArray());
    }

    /// <summary>What the axis counts.</summary>
    public SpectrumAxisUnit Unit { get; }

    /// <summary>
    /// Axis values, strictly increasing, in <see cref="Unit"/>; where intensities are counts of bins, the centres of these.
    /// </summary>
    public ReadOnlySpan<double> Axis => _axis;

    /// <summary>Intensities, counts or arbitrary unit.</summary>
    public ReadOnlySpan<double> Intensity => _intensity;

    /// <summary>Number of points.</summary>
    public int Length => _axis.Length;

    /// <summary>Where it came from: a file name, an id.</summary>
    public string Source { get; init; } = "";

    /// <summary>Class of the material; null where it is not known.</summary>
    public string? Label { get; init; }

    /// <summary>What belongs together, such as repeated measurements of one sample; null where it is not known.</summary>
    public string? Group { get; init; }

    /// <summary>Time during which the detector counted, s; null where it is not stated.</summary>
    public double? LiveTimeSeconds { get; init; }

    /// <summary>Time that passed during the measurement, s; null where it is not stated.</summary>
    public double? RealTimeSeconds { get; init; }

    /// <summary>What else the source states, by the name it uses.</summary>
    public ImmutableDictionary<string, string> Fields { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was corrected or assumed while the file was read, one sentence each; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The same sample with other numbers.</summary>
    /// <inheritdoc cref="MaterialSpectrum(SpectrumAxisUnit, ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public MaterialSpectrum WithPoints(SpectrumAxisUnit unit, ReadOnlySpan<double> axis, ReadOnlySpan<double> intensity) =>
        new(unit, axis, intensity)
        {
            Source = Source,
            Label = Label,
            Group = Group,
            LiveTimeSeconds = LiveTimeSeconds,
            RealTimeSeconds = RealTimeSeconds,
            Fields = Fields,
            Notes = Notes,
        };
}
