using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>The linear Kramers–Kronig test of one representation.</summary>
/// <param name="Name">Which one: "impedance", "impedance, no capacitance", "admittance".</param>
/// <param name="Elements">Number M of RC elements.</param>
/// <param name="RelativeResidual">Root mean square of the residuals, relative to the modulus.</param>
/// <param name="IsValid">Whether it is within the limit.</param>
public readonly record struct KramersKronigVariant(string Name, int Elements, double RelativeResidual, bool IsValid);

/// <summary>The linear Kramers–Kronig test in several representations: a spectrum that obeys the relations in one of them is sound.</summary>
/// <remarks>
/// Impedances without a limit at low frequencies (blocking cells) or at high ones (inductive ones) may fail as impedance and pass as
/// admittance, which is tested as the impedance 1/Z. The number of elements is that of µ, or chosen by generalised cross-validation.
/// Source: B. A. Boukamp, J. Electrochem. Soc. 142, 1885 (1995), doi 10.1149/1.2044210.
/// </remarks>
public static class KramersKronigVariants
{
    private static readonly int[] s_perDecade = [1, 2, 3, 4, 6];

    /// <summary>Tests all representations.</summary>
    /// <param name="spectrum">The spectrum, at least two points.</param>
    /// <param name="options">Settings of the test; null for the defaults.</param>
    /// <exception cref="ArgumentException">An impedance is 0, or there are too few points.</exception>
    public static ImmutableArray<KramersKronigVariant> Test(ImpedanceSpectrum spectrum, KramersKronigOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new KramersKronigOptions();
        if (spectrum.ImpedanceOhm.Contains(Complex.Zero)) throw new ArgumentException("An impedance is 0 and has no admittance.", nameof(spectrum));
        var admittance = new ImpedanceSpectrum(spectrum.FrequencyHertz, [.. spectrum.ImpedanceOhm.ToArray().Select(Complex.Reciprocal)]);
        var fixedNumber = options with { Cutoff = null, GrowsWhileInvalid = false, MaximumElements = CrossValidated(spectrum, options) };
        return
        [
            Variant("impedance", spectrum, options with { WithCapacitance = true }),
            Variant("impedance, no capacitance", spectrum, options with { WithCapacitance = false }),
            Variant("admittance", admittance, options with { WithCapacitance = true }),
            Variant("impedance, elements by cross-validation", spectrum, fixedNumber with { WithCapacitance = true }),
        ];
    }

    private static KramersKronigVariant Variant(string name, ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        var result = KramersKronig.Test(spectrum, options);
        return new KramersKronigVariant(name, result.Elements, Residual(result), result.IsValid);
    }

    private static double Residual(KramersKronigResult result) =>
        Math.Sqrt(result.ResidualReal.ToArray().Concat(result.ResidualImaginary.ToArray()).Average(value => value * value));

    /// <summary>The number of elements with the smallest generalised cross-validation error: residuals paid for by the numbers fitted.</summary>
    private static int CrossValidated(ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        var frequency = spectrum.FrequencyHertz.ToArray();
        var decades = Math.Max(0.1, Math.Log10(frequency.Max() / frequency.Min()));
        var (best, number) = (double.PositiveInfinity, 1);
        foreach (var perDecade in s_perDecade)
        {
            var elements = Math.Clamp((int)Math.Ceiling(perDecade * decades), 1, Math.Max(1, spectrum.Length - 3));
            var residual = Residual(KramersKronig.Test(spectrum, options with { Cutoff = null, GrowsWhileInvalid = false, MaximumElements = elements }));
            var free = Math.Max(1.0, 2 * spectrum.Length - elements - 3);
            var error = residual * residual / (free * free);
            if (error < 0.95 * best) (best, number) = (error, elements);
        }

        return number;
    }
}
