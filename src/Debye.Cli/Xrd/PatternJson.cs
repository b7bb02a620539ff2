using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary>A simulated pattern as JSON documents hold it.</summary>
/// <param name="TwoThetaStartDegrees">First angle.</param>
/// <param name="TwoThetaStepDegrees">Distance of the angles.</param>
/// <param name="WavelengthAngstrom">Wavelength, Å.</param>
/// <param name="Intensities">One number for each angle, the largest 100.</param>
internal sealed record PatternJson(double TwoThetaStartDegrees, double TwoThetaStepDegrees, double WavelengthAngstrom, double[] Intensities)
{
    public static PatternJson Of(Spectrum pattern, XrdGrid grid)
    {
        var scale = Scale(pattern);
        return new PatternJson(
            grid.First,
            Math.Round(grid.Step, 12),
            pattern.WavelengthAngstrom!.Value,
            [.. pattern.Intensity.ToArray().Select(value => Math.Round(value * scale, 4))]
        );
    }

    /// <summary>Factor that makes the largest value 100.</summary>
    public static double Scale(Spectrum pattern)
    {
        var largest = 0.0;
        foreach (var value in pattern.Intensity)
            largest = Math.Max(largest, value);
        return largest > 0 ? 100 / largest : 1;
    }
}
