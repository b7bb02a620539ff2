using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis;

/// <summary>Which part of the impedance the linear Kramers–Kronig model is fitted to.</summary>
public enum KramersKronigFit
{
    /// <summary>Both parts together.</summary>
    Complex,

    /// <summary>The real part; the imaginary one then follows but for inductance and capacitance.</summary>
    Real,

    /// <summary>The imaginary part; the real one then follows but for the series resistance.</summary>
    Imaginary,
}

/// <summary>Settings of the linear Kramers–Kronig test.</summary>
public sealed record KramersKronigOptions
{
    /// <summary>The number of elements grows until µ is at most this, 0…1; null for <see cref="MaximumElements"/> elements. Default 0.85.</summary>
    public double? Cutoff { get; init; } = 0.85;

    /// <summary>
    /// Whether the number of elements grows beyond the cutoff while the residuals are beyond their limit; default yes. The cutoff alone
    /// often stops early on steep arcs without noise, and would call a good spectrum bad; sums of RC elements obey the relations however many they are.
    /// </summary>
    public bool GrowsWhileInvalid { get; init; } = true;

    /// <summary>Most RC elements, 1…1000; default 50, and never more than points where growing.</summary>
    public int MaximumElements { get; init; } = 50;

    /// <summary>What is fitted; default both parts.</summary>
    public KramersKronigFit Fit { get; init; } = KramersKronigFit.Complex;

    /// <summary>Whether a capacitance lies in series; default yes, for cells that block direct current.</summary>
    public bool WithCapacitance { get; init; } = true;

    /// <summary>Largest root mean square of the residuals of a valid spectrum, as a share of |Z|, above 0; default 0.01.</summary>
    public double ResidualLimit { get; init; } = 0.01;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        if (Cutoff is { } cutoff && !(cutoff is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Cutoff), cutoff, "Cutoff must be 0…1.");
        if (MaximumElements is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(MaximumElements), MaximumElements, "MaximumElements must be 1…1000.");
        if (!(ResidualLimit > 0)) throw new ArgumentOutOfRangeException(nameof(ResidualLimit), ResidualLimit, "ResidualLimit must be above 0.");
    }
}

/// <summary>Outcome of the linear Kramers–Kronig test.</summary>
/// <param name="Elements">Number M of RC elements.</param>
/// <param name="Mu">µ = 1 - Σ|R &lt; 0| / Σ|R ≥ 0|: near 1 few elements, near 0 so many that noise is fitted.</param>
/// <param name="ResidualReal">(Z′ - model)/|Z| of each point.</param>
/// <param name="ResidualImaginary">(Z″ - model)/|Z| of each point.</param>
/// <param name="IsValid">Whether the root mean square of all residuals is within the limit.</param>
/// <param name="FlaggedPoints">Points whose residual is beyond the limit and beyond 4 times the median one.</param>
public sealed record KramersKronigResult(
    int Elements, double Mu, ReadOnlyMemory<double> ResidualReal, ReadOnlyMemory<double> ResidualImaginary, bool IsValid, ImmutableArray<int> FlaggedPoints);

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
        if (spectrum.Length < 5) throw new ArgumentException($"Expected at least 5 points, got {spectrum.Length}.", nameof(spectrum));
        foreach (var value in spectrum.ImpedanceOhm)
            if (value == Complex.Zero) throw new ArgumentException("An impedance is 0; relative residuals need others.", nameof(spectrum));
        var model = new Model(spectrum, options);
        var elements = options.Cutoff is null ? options.MaximumElements : 1;
        model.Fit(elements);
        var most = options.GrowsWhileInvalid ? Math.Min(options.MaximumElements, spectrum.Length) : options.MaximumElements;
        while (options.Cutoff is { } cutoff && elements < most && (model.Mu > cutoff || (options.GrowsWhileInvalid && !model.IsWithinLimit))) model.Fit(++elements);
        return model.Judge();
    }

    private sealed class Model(ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        private readonly Complex[] _residual = new Complex[spectrum.Length];
        private int _elements;

        public double Mu { get; private set; } = 1;

        public bool IsWithinLimit => Math.Sqrt(0.5 * _residual.Average(value => value.Magnitude * value.Magnitude)) <= options.ResidualLimit;

        public void Fit(int elements)
        {
            _elements = elements;
            var columns = Columns(elements);
            var target = new Complex[spectrum.Length];
            for (var i = 0; i < target.Length; i++) target[i] = spectrum.ImpedanceOhm[i] / spectrum.ImpedanceOhm[i].Magnitude;
            var x = new double[columns.Length];
            if (options.Fit == KramersKronigFit.Complex)
            {
                LeastSquares.Solve(Array.ConvertAll(columns, Both), Both(target)).CopyTo(x, 0);
            }
            else if (options.Fit == KramersKronigFit.Real)
            {
                LeastSquares.Solve(Array.ConvertAll(columns[..(elements + 1)], Real), Real(target)).CopyTo(x, 0);
                SetResidual(columns, target, x);
                LeastSquares.Solve(Array.ConvertAll(columns[(elements + 1)..], Imaginary), Imaginary(_residual)).CopyTo(x, elements + 1);
            }
            else
            {
                LeastSquares.Solve(Array.ConvertAll(columns, Imaginary), Imaginary(target)).CopyTo(x, 0);
                SetResidual(columns, target, x);
                x[0] = LeastSquares.Solve([Real(columns[0])], Real(_residual))[0];
            }

            SetResidual(columns, target, x);
            var resistances = x[1..(elements + 1)];
            Mu = 1 - resistances.Where(value => value < 0).Sum(value => -value) / Math.Max(resistances.Where(value => value >= 0).Sum(), double.Epsilon);
        }

        public KramersKronigResult Judge()
        {
            var sizes = Array.ConvertAll(_residual, value => Math.Sqrt(0.5) * value.Magnitude);
            var level = Math.Max(options.ResidualLimit, 4 * sizes.Order().ElementAt(sizes.Length / 2));
            return new KramersKronigResult(_elements, Mu, Real(_residual), Imaginary(_residual), IsWithinLimit, [.. Enumerable.Range(0, sizes.Length).Where(i => sizes[i] > level)]);
        }

        private void SetResidual(Complex[][] columns, Complex[] target, double[] x)
        {
            for (var i = 0; i < target.Length; i++)
            {
                _residual[i] = target[i];
                for (var k = 0; k < x.Length; k++) _residual[i] -= x[k] * columns[k][i];
            }
        }

        /// <summary>R, the RC elements, C where asked for, L; each divided by |Z|.</summary>
        private Complex[][] Columns(int elements)
        {
            var (low, high) = (double.PositiveInfinity, 0.0);
            foreach (var frequency in spectrum.FrequencyHertz) (low, high) = (Math.Min(low, frequency), Math.Max(high, frequency));
            var (first, last) = (-Math.Log(2 * Math.PI * high), -Math.Log(2 * Math.PI * low));
            List<Complex[]> columns = [Column(_ => 1)];
            for (var k = 0; k < elements; k++)
            {
                var tau = Math.Exp(elements == 1 ? last : first + (last - first) * k / (elements - 1));
                columns.Add(Column(omega => 1 / new Complex(1, omega * tau)));
            }

            if (options.WithCapacitance) columns.Add(Column(omega => new Complex(0, -1 / omega)));
            columns.Add(Column(omega => new Complex(0, omega)));
            return [.. columns];
        }

        private Complex[] Column(Func<double, Complex> shape)
        {
            var column = new Complex[spectrum.Length];
            for (var i = 0; i < column.Length; i++) column[i] = shape(2 * Math.PI * spectrum.FrequencyHertz[i]) / spectrum.ImpedanceOhm[i].Magnitude;
            return column;
        }

        private static double[] Real(Complex[] values) => Array.ConvertAll(values, value => value.Real);

        private static double[] Imaginary(Complex[] values) => Array.ConvertAll(values, value => value.Imaginary);

        private static double[] Both(Complex[] values) => [.. Real(values), .. Imaginary(values)];
    }
}
