using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>A spectrum on its way through the steps.</summary>
/// <param name="Axis">Axis values.</param>
/// <param name="Values">One value for each.</param>
/// <param name="LiveTimeSeconds">Time during which the detector counted, s.</param>
internal readonly record struct SpectrumPoints(double[] Axis, double[] Values, double? LiveTimeSeconds)
{
    public static SpectrumPoints Of(MaterialSpectrum spectrum) =>
        new(spectrum.Axis.ToArray(), spectrum.Intensity.ToArray(), spectrum.LiveTimeSeconds);

    /// <summary>Throws where two axes are not the same to a part in a million of the step between their points.</summary>
    public void RequireAxis(ReadOnlySpan<double> axis, string source)
    {
        if (Axis.Length != axis.Length)
            throw new ArgumentException(
                $"Expected {axis.Length} points, {source} has {Axis.Length}: add a step \"resample\" to the recipe.",
                nameof(source)
            );
        var slack = axis.Length > 1 ? 1e-6 * (axis[^1] - axis[0]) / (axis.Length - 1) : 1e-6 * Math.Abs(axis[0]);
        for (var i = 0; i < axis.Length; i++)
            if (Math.Abs(Axis[i] - axis[i]) > slack)
                throw new ArgumentException(
                    Invariant(
                        $"Expected {axis[i]:g9} at point {i} of the axis, {source} has {Axis[i]:g9}: add a step \"resample\" to the recipe."
                    ),
                    nameof(source)
                );
    }
}
