using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;

namespace Debye.Learning.Recipes.Eis;

/// <summary>Adds noise to spectra.</summary>
public static class EisNoiseMaker
{
    /// <summary>A spectrum with normal noise on both parts.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="level">Standard deviation as a share of what <paramref name="kind"/> says, 0 or more.</param>
    /// <param name="kind">What the noise follows.</param>
    /// <param name="random">Source of the noise; two normal numbers are drawn for each point.</param>
    public static ImpedanceSpectrum Add(ImpedanceSpectrum spectrum, double level, EisNoise kind, ref RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (!(level >= 0) || !double.IsFinite(level)) throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a finite level of at least 0.");
        var values = spectrum.ImpedanceOhm.ToArray();
        var mean = values.Average(value => value.Magnitude);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var (real, imaginary) = kind switch
            {
                EisNoise.Modulus => (value.Magnitude, value.Magnitude),
                EisNoise.Proportional => (Math.Abs(value.Real), Math.Abs(value.Imaginary)),
                _ => (mean, mean),
            };
            var (first, second) = (random.NextNormal(), random.NextNormal());
            values[i] = value + level * new Complex(real * first, imaginary * second);
        }

        return new ImpedanceSpectrum(spectrum.FrequencyHertz, values) { Source = spectrum.Source, Notes = spectrum.Notes };
    }
}
