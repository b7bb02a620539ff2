namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>Brings a spectrum to another axis.</summary>
public static class SpectrumResampling
{
    /// <summary>Values between the points, linear.</summary>
    /// <param name="axis">Strictly increasing.</param>
    /// <param name="values">One for each axis value.</param>
    /// <param name="wanted">Increasing axis values, within <paramref name="axis"/>.</param>
    /// <param name="destination">One value for each that is wanted.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or the spectrum does not reach that far.</exception>
    public static void Linear(ReadOnlySpan<double> axis, ReadOnlySpan<double> values, ReadOnlySpan<double> wanted, Span<double> destination)
    {
        if (axis.Length != values.Length || wanted.Length != destination.Length || axis.IsEmpty)
            throw new ArgumentException(
                $"Expected as many values as axis values, got {values.Length} and {axis.Length}, {destination.Length} and {wanted.Length}.",
                nameof(values)
            );
        var slack = 1e-9 * (axis[^1] - axis[0]);
        if (wanted.Length > 0 && (wanted[0] < axis[0] - slack || wanted[^1] > axis[^1] + slack))
            throw new ArgumentException(
                Invariant($"Expected a spectrum over {wanted[0]:g8}…{wanted[^1]:g8}, got one over {axis[0]:g8}…{axis[^1]:g8}."),
                nameof(axis)
            );
        var j = 0;
        for (var i = 0; i < wanted.Length; i++)
        {
            while (j < axis.Length && axis[j] < wanted[i])
                j++;
            destination[i] =
                j == 0 ? values[0]
                : j == axis.Length ? values[^1]
                : values[j - 1] + (values[j] - values[j - 1]) * ((wanted[i] - axis[j - 1]) / (axis[j] - axis[j - 1]));
        }
    }
}
