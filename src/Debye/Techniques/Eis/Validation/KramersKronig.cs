using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>Linear Kramers–Kronig test: can a sum of RC elements, which obeys the relations, describe the spectrum?</summary>
/// <remarks>
/// Z = R + sL + 1/(sC) + Σ Rₖ/(1 + sτₖ), τ evenly spaced in ln τ from 1/ωmax to 1/ωmin, weighted by 1/|Z|.
/// Sources: B. A. Boukamp, J. Electrochem. Soc. 142, 1885 (1995), doi 10.1149/1.2044210; M by µ: M. Schönleber, D. Klotz,
/// E. Ivers-Tiffée, Electrochim. Acta 131, 20 (2014), doi 10.1016/j.electacta.2014.01.034.
/// </remarks>
public static class KramersKronig
{
    /// <summary>Tests a spectrum.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than five points, or an impedance is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static KramersKronigResult Test(ImpedanceSpectrum spectrum, KramersKronigOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new KramersKronigOptions();
        options.Validate();
        if (spectrum.Length < 5)
            throw new ArgumentException($"Expected at least 5 points, got {spectrum.Length}.", nameof(spectrum));
        foreach (var value in spectrum.ImpedanceOhm)
            if (value == Complex.Zero)
                throw new ArgumentException("An impedance is 0; relative residuals need others.", nameof(spectrum));
        return new Work(spectrum, options).Run();
    }

    private sealed class Work(ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        private readonly int[] _all = [.. Enumerable.Range(0, spectrum.Length)];

        private readonly RelaxationModel _model = new(
            Array.ConvertAll(spectrum.FrequencyHertz.ToArray(), value => 2 * Math.PI * value),
            spectrum.ImpedanceOhm.ToArray(),
            new KramersKronigVariantKind(false, options.WithCapacitance, true),
            rangeFactor: 1
        );

        private Complex[] _residual = [];

        public KramersKronigResult Run()
        {
            var elements = options.Cutoff is null ? options.MaximumElements : 1;
            Fit(elements);
            var most = options.GrowsWhileInvalid ? Math.Min(options.MaximumElements, spectrum.Length) : options.MaximumElements;
            while (
                options.Cutoff is { } cutoff && elements < most && (_model.Mu > cutoff || (options.GrowsWhileInvalid && !IsWithinLimit()))
            )
                Fit(++elements);
            return Judge(elements);
        }

        private void Fit(int elements)
        {
            _model.Fit(elements, _all, options.Fit);
            _residual = _model.Residuals();
        }

        private bool IsWithinLimit() =>
            Math.Sqrt(0.5 * _residual.Average(value => value.Magnitude * value.Magnitude)) <= options.ResidualLimit;

        private KramersKronigResult Judge(int elements)
        {
            var sizes = Array.ConvertAll(_residual, value => Math.Sqrt(0.5) * value.Magnitude);
            var level = Math.Max(options.ResidualLimit, 4 * sizes.Order().ElementAt(sizes.Length / 2));
            return new KramersKronigResult(
                elements,
                _model.Mu,
                Array.ConvertAll(_residual, value => value.Real),
                Array.ConvertAll(_residual, value => value.Imaginary),
                IsWithinLimit(),
                [.. _all.Where(i => sizes[i] > level)]
            );
        }
    }
}
