using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>
/// The linear Kramers–Kronig test on impedance and admittance, with and without capacitance and inductance: which of them describes the
/// spectrum?
/// </summary>
/// <remarks>
/// A cell that blocks direct current passes as an impedance with capacitance or as an admittance. All coefficients are free in sign.
/// Sources: B. A. Boukamp, J. Electrochem. Soc. 142, 1885 (1995), doi 10.1149/1.2044210; number by µ: M. Schönleber, D. Klotz,
/// E. Ivers-Tiffée, Electrochim. Acta 131, 20 (2014), doi 10.1016/j.electacta.2014.01.034.
/// </remarks>
public static class KramersKronigVariants
{
    /// <summary>Tests a spectrum in all eight ways.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>Impedance, then admittance; of each: plain, with inductance, with capacitance, with both.</returns>
    /// <exception cref="ArgumentException">There are fewer than eight points, or an impedance is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static ImmutableArray<KramersKronigVariant> Test(ImpedanceSpectrum spectrum, KramersKronigVariantOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new KramersKronigVariantOptions();
        options.Validate();
        if (spectrum.Length < 8)
            throw new ArgumentException($"Expected at least 8 points, got {spectrum.Length}.", nameof(spectrum));
        if (spectrum.ImpedanceOhm.Contains(Complex.Zero))
            throw new ArgumentException("An impedance is 0; relative residuals need others.", nameof(spectrum));
        var order = Enumerable.Range(0, spectrum.Length).OrderBy(i => spectrum.FrequencyHertz[i]).ToArray();
        var omega = Array.ConvertAll(order, i => 2 * Math.PI * spectrum.FrequencyHertz[i]);
        var impedance = Array.ConvertAll(order, i => spectrum.ImpedanceOhm[i]);
        return
        [
            .. KramersKronigVariantKind.All.Select(kind =>
                Test(new RelaxationModel(omega, impedance, kind, options.RangeFactor), kind, omega.Length, options)
            ),
        ];
    }

    private static KramersKronigVariant Test(
        RelaxationModel model,
        KramersKronigVariantKind kind,
        int points,
        KramersKronigVariantOptions options
    )
    {
        int[] all = [.. Enumerable.Range(0, points)];
        var most = Math.Min(options.MaximumElements, points / 2);
        var (elements, error) = (1, double.NaN);
        if (options.Rule == ElementCountRule.CrossValidation)
            (elements, error) = CrossValidate(model, points, most);
        model.Fit(elements, all);
        while (options.Rule == ElementCountRule.Mu && elements < most && model.Mu > options.Cutoff)
            model.Fit(++elements, all);
        var size = Math.Sqrt(0.5 * model.Residuals().Average(Square));
        return new KramersKronigVariant(kind, elements, model.Mu, size, error, size <= options.ResidualLimit);
    }

    /// <summary>The number of relaxations by prediction of every other point.</summary>
    internal static (int Elements, double Error) CrossValidate(RelaxationModel model, int points, int most)
    {
        int[][] halves =
        [
            [.. Enumerable.Range(0, points).Where(i => i % 2 == 0)],
            [.. Enumerable.Range(0, points).Where(i => i % 2 == 1)],
        ];
        List<(int Elements, double Error)> tried = [];
        for (var elements = 1; elements <= most; elements += 1 + elements / 5)
        {
            List<double> squares = [];
            foreach (var (fitted, other) in (ReadOnlySpan<(int, int)>)[(0, 1), (1, 0)])
            {
                model.Fit(elements, halves[fitted]);
                var deviations = model.Deviations();
                squares.AddRange(halves[other].Select(i => 0.5 * Square(deviations[i])));
            }

            // Outliers are as wrong with every number.
            squares.Sort();
            tried.Add((elements, Math.Sqrt(squares.Take(squares.Count - squares.Count / 10).Average())));
        }

        var least = tried.Min(entry => entry.Error);
        return tried.First(entry => entry.Error <= 1.05 * least);
    }

    private static double Square(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;
}
