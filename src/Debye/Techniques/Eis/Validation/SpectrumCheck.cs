using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>
/// Every test of a spectrum by the Kramers–Kronig relations in one, and what they say in words: outliers, drift, inductive ends.
/// </summary>
/// <remarks>
/// A sum of relaxations (τ one decade beyond the data, their number by cross-validation) is fitted, the worst point off by more than five
/// robust standard deviations (1.4826 times the median absolute value, each part by itself) and 1 % is set aside, and so on. Drift is a
/// relative change of Z that grows to low frequencies, in proportion to the number of points or to the time that periods take; its size is
/// fitted along with the relaxations, which cannot describe a change of the modulus without one of the phase. It is named beyond
/// four standard errors and 0.5 %. Slower than the measurement and proportional to Z is the drift that this finds.
/// </remarks>
/// <example><code>
/// foreach (var flag in SpectrumCheck.Run(spectrum).Flags) Console.WriteLine(flag.Sentence);
/// </code></example>
public static class SpectrumCheck
{
    private const int FewestPoints = 15;

    /// <summary>Checks a spectrum.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="options">Settings of the linear test, whose residual limit is that of the variants too; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than five points, or an impedance is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static SpectrumCheckResult Run(ImpedanceSpectrum spectrum, KramersKronigOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new KramersKronigOptions();
        var linear = KramersKronig.Test(spectrum, options);
        var zhit = spectrum.FrequencyHertz.ToArray().Distinct().Count() < 5 ? null : ZHit.Reconstruct(spectrum);
        List<string> notes = [];
        if (zhit is { IsSmoothed: true })
            notes.Add("Z-HIT smoothed the phase, which is noisy.");
        if (spectrum.Length < FewestPoints || zhit is null)
        {
            notes.Add($"Fewer than {FewestPoints} points: no variants, and no flags were sought.");
            return new SpectrumCheckResult(linear, [], zhit, linear.ResidualReal, linear.ResidualImaginary, [], [.. notes]);
        }

        var variants = KramersKronigVariants.Test(spectrum, new KramersKronigVariantOptions { ResidualLimit = options.ResidualLimit });
        notes.AddRange(VariantNotes(variants));
        var inspection = new SpectrumInspection(spectrum);
        ImmutableArray<SpectrumFlag> flags = [.. inspection.Outliers(), .. inspection.Drift(zhit), .. inspection.InductiveEnds()];
        var residual = inspection.Residuals();
        return new SpectrumCheckResult(
            linear,
            variants,
            zhit,
            Array.ConvertAll(residual, value => value.Real),
            Array.ConvertAll(residual, value => value.Imaginary),
            flags,
            [.. notes]
        );
    }

    private static IEnumerable<string> VariantNotes(ImmutableArray<KramersKronigVariant> variants)
    {
        bool Passes(bool admittance, bool capacitance) =>
            variants.Any(variant =>
                variant.Passes && variant.Kind.IsAdmittance == admittance && variant.Kind.WithCapacitance == capacitance
            );
        if (!variants.Any(variant => variant.Passes))
            yield return "No variant of the linear test passes, neither of the impedance nor of the admittance.";
        else if (Passes(false, true) && !Passes(false, false))
            yield return "The impedance passes only with a capacitance in series: the cell blocks direct current.";
        else if (!Passes(false, true) && !Passes(false, false))
            yield return "Only the admittance passes.";
    }
}
