using Debye.Spectra;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>What a format reader found: one scan, not yet checked.</summary>
internal sealed record ScanData
{
    /// <summary>What the axis counts.</summary>
    public AxisKind Kind { get; init; } = AxisKind.TwoThetaDegrees;

    /// <summary>Axis values as they stand in the file.</summary>
    public required double[] Axis { get; init; }

    /// <summary>Intensities.</summary>
    public required double[] Intensity { get; init; }

    /// <summary>Line of each point where the format has lines; otherwise empty.</summary>
    public int[] Lines { get; init; } = [];

    /// <summary>Wavelength that the file states, Å; 0 or null when none.</summary>
    public double? WavelengthAngstrom { get; init; }

    /// <summary>Checks the scan and makes it a spectrum; a falling axis is turned round.</summary>
    /// <exception cref="DataFormatException">Too few points, a value that is not finite, an axis that does not rise or leaves its range, an
    /// impossible wavelength.</exception>
    public Spectrum ToSpectrum(string path)
    {
        if (Axis.Length < XrdReader.MinimumPoints)
            throw new DataFormatException(path, Line(0), $"{Axis.Length} points; at least {XrdReader.MinimumPoints} are needed.");
        var (axis, intensity, lines) = (Axis, Intensity, Lines);
        if (axis[0] > axis[^1])
        {
            (axis, intensity, lines) = ([.. axis.Reverse()], [.. intensity.Reverse()], [.. lines.Reverse()]);
        }

        for (var i = 0; i < axis.Length; i++)
        {
            var line = lines.Length > i ? lines[i] : 0;
            if (!double.IsFinite(axis[i]) || !double.IsFinite(intensity[i]))
                throw new DataFormatException(path, line, Invariant($"point {i + 1} is not finite."));
            if (Math.Abs(intensity[i]) > 1e30)
                throw new DataFormatException(path, line, Invariant($"intensity {intensity[i]:g4} is not believable (limit 1e30)."));
            if (i > 0 && axis[i] <= axis[i - 1])
                throw new DataFormatException(path, line, Invariant($"the axis does not rise: {axis[i]:g8} after {axis[i - 1]:g8}."));
            RequireRange(path, line, axis[i]);
        }

        var wavelength = WavelengthAngstrom is > 0 ? WavelengthAngstrom : null;
        if (wavelength is { } value && value is not (>= 0.05 and <= 10))
            throw new DataFormatException(path, 0, Invariant($"wavelength {value:g6} Å is outside 0.05…10 Å."));
        return new Spectrum(Kind, axis, intensity) { WavelengthAngstrom = wavelength, Source = path };
    }

    private int Line(int index) => Lines.Length > index ? Lines[index] : 0;

    private void RequireRange(string path, int line, double value)
    {
        var (low, high, unit) = Kind switch
        {
            AxisKind.TwoThetaDegrees => (-180.0, 180.0, "° 2θ"),
            AxisKind.QPerAngstrom => (0.0, 200.0, " 1/Å"),
            _ => (0.0, 1000.0, " Å"),
        };
        if (value < low || value > high)
            throw new DataFormatException(path, line, Invariant($"{value:g8} is outside {low}…{high}{unit}."));
    }
}
