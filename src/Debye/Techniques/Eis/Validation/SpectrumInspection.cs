using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>One spectrum under inspection: a model without the outlying points, and what it says. Inside, frequencies ascend.</summary>
internal sealed class SpectrumInspection
{
    private const double OutlierDeviations = 5;
    private const double SmallestOutlier = 0.01;
    private const double DriftErrors = 4;
    private const double SmallestDrift = 0.005;
    private const double RangeFactor = 10;

    private readonly int[] _order;
    private readonly double[] _frequency;
    private readonly double[] _omega;
    private readonly Complex[] _impedance;
    private readonly RelaxationModel _model;
    private readonly List<int> _kept;
    private readonly List<SpectrumFlag> _outliers = [];
    private double _noise;

    public SpectrumInspection(ImpedanceSpectrum spectrum)
    {
        _order = [.. Enumerable.Range(0, spectrum.Length).OrderBy(i => spectrum.FrequencyHertz[i])];
        _frequency = Array.ConvertAll(_order, i => spectrum.FrequencyHertz[i]);
        _omega = Array.ConvertAll(_frequency, value => 2 * Math.PI * value);
        _impedance = Array.ConvertAll(_order, i => spectrum.ImpedanceOhm[i]);
        _kept = [.. Enumerable.Range(0, _order.Length)];
        var tried = ((bool[])[false, true])
            .Select(admittance =>
            {
                var model = new RelaxationModel(_omega, _impedance, new KramersKronigVariantKind(admittance, true, true), RangeFactor);
                return (Model: model, Choice: KramersKronigVariants.CrossValidate(model, _order.Length, Math.Min(40, _order.Length / 2)));
            })
            .MinBy(entry => entry.Choice.Error);
        _model = tried.Model;
        SetOutliersAside(tried.Choice.Elements);
    }

    public IEnumerable<SpectrumFlag> Outliers() => _outliers.OrderBy(flag => flag.FrequencyHertz);

    /// <summary>Residuals in the order of the spectrum.</summary>
    public Complex[] Residuals()
    {
        var (sorted, result) = (_model.Residuals(), new Complex[_order.Length]);
        for (var i = 0; i < sorted.Length; i++)
            result[_order[i]] = sorted[i];
        return result;
    }

    public IEnumerable<SpectrumFlag> Drift(ZHitResult zhit)
    {
        var (value, error) = ((double[][])[PointCourse(), TimeCourse()])
            .Select(_model.Trend)
            .MaxBy(trend => Math.Abs(trend.Value) / Math.Max(trend.StandardError, 1e-12));
        if (Math.Abs(value) <= Math.Max(DriftErrors * error, SmallestDrift))
            yield break;
        var lowest = zhit
            .Residual.ToArray()
            .Take(Math.Max(3, zhit.FrequencyHertz.ToArray().Count(frequency => frequency <= 10 * _frequency[0])))
            .Average();
        yield return new SpectrumFlag(
            SpectrumFlagKind.Drift,
            _frequency[0],
            "",
            value,
            error,
            Invariant($"Drift: towards low frequencies the impedance {(value > 0 ? "rises" : "falls")} by ")
                + Invariant($"{100 * Math.Abs(value):f1} ± {100 * error:f1} % without the phase that belongs to it; by Z-HIT it is ")
                + Invariant($"off by {100 * lowest:f1} % in the lowest decade.")
        );
    }

    public IEnumerable<SpectrumFlag> InductiveEnds()
    {
        var tail = Inductive(_order.Length - 1, -1);
        if (tail > 0)
        {
            var model = new RelaxationModel(_omega, _impedance, new KramersKronigVariantKind(false, true, true), rangeFactor: 1);
            var elements = KramersKronigVariants.CrossValidate(model, _order.Length, Math.Min(40, _order.Length / 2)).Elements;
            model.Fit(elements, [.. _kept]);
            var from = _frequency[_order.Length - tail];
            yield return new SpectrumFlag(
                SpectrumFlagKind.InductiveTail,
                from,
                "imaginary",
                model.InductanceHenry,
                double.NaN,
                Invariant($"Inductive tail: Z″ is above 0 from {from:g4} Hz upwards, an inductance of about ")
                    + Invariant($"{model.InductanceHenry:g3} H in series.")
            );
        }

        var loop = Inductive(0, 1);
        if (loop == 0 || loop == _order.Length)
            yield break;
        var (to, largest) = (_frequency[loop - 1], _impedance[..loop].Max(value => value.Imaginary / value.Magnitude));
        yield return new SpectrumFlag(
            SpectrumFlagKind.InductiveLoop,
            to,
            "imaginary",
            largest,
            _noise,
            Invariant($"Inductive loop: Z″ is above 0 from {to:g4} Hz downwards, by up to {100 * largest:f1} % of |Z|; a ")
                + "slow process may do this, or drift."
        );
    }

    /// <summary>Number of points from one end on that are inductive, two of them beyond noise; 0 where the end is not.</summary>
    private int Inductive(int end, int step)
    {
        var (count, clear) = (0, 0);
        for (var i = end; i >= 0 && i < _order.Length; i += step, count++)
        {
            if (_outliers.Any(flag => flag.FrequencyHertz == _frequency[i]))
                continue;
            if (_impedance[i].Imaginary <= 0)
                break;
            if (_impedance[i].Imaginary > Math.Max(5 * _noise, 0.002) * _impedance[i].Magnitude)
                clear++;
        }

        return clear >= 2 ? count : 0;
    }

    private void SetOutliersAside(int elements)
    {
        while (true)
        {
            _model.Fit(elements, [.. _kept]);
            var residual = _model.Residuals();
            // The fit has taken its share of the noise.
            var loss = Math.Sqrt(Math.Max(0.1, 1 - _model.ParameterCount / (2.0 * _kept.Count)));
            var (real, imaginary) = (
                Deviation(_kept.Select(i => residual[i].Real)) / loss,
                Deviation(_kept.Select(i => residual[i].Imaginary)) / loss
            );
            _noise = Math.Sqrt(0.5 * (real * real + imaginary * imaginary));
            double Excess(double value, double deviation) => Math.Abs(value) / Math.Max(OutlierDeviations * deviation, SmallestOutlier);
            var worst = _kept.MaxBy(i => Math.Max(Excess(residual[i].Real, real), Excess(residual[i].Imaginary, imaginary)));
            var isReal = Excess(residual[worst].Real, real) >= Excess(residual[worst].Imaginary, imaginary);
            var (value, spread) = isReal ? (residual[worst].Real, real) : (residual[worst].Imaginary, imaginary);
            if (Excess(value, spread) <= 1 || _outliers.Count >= _order.Length / 5)
                return;
            _kept.Remove(worst);
            // Without the point, its whole distance shows.
            _model.Fit(elements, [.. _kept]);
            residual = _model.Residuals();
            value = isReal ? residual[worst].Real : residual[worst].Imaginary;
            var part = isReal ? "real" : "imaginary";
            _outliers.Add(
                new SpectrumFlag(
                    SpectrumFlagKind.Outlier,
                    _frequency[worst],
                    part,
                    value,
                    spread,
                    Invariant($"Outlier: at {_frequency[worst]:g4} Hz the {part} part is off by {100 * value:f1} % of |Z|, ")
                        + Invariant($"where {100 * spread:g2} % is usual.")
                )
            );
        }
    }

    /// <summary>0 at the highest frequency, 1 at the lowest: by the number of points.</summary>
    private double[] PointCourse() =>
        Array.ConvertAll(_frequency, value => Math.Log(_frequency[^1] / value) / Math.Log(_frequency[^1] / _frequency[0]));

    /// <summary>The same by the time that periods take.</summary>
    private double[] TimeCourse()
    {
        var (course, sum) = (new double[_frequency.Length], 0.0);
        for (var i = course.Length - 1; i >= 0; i--)
            course[i] = sum += 1 / _frequency[i];
        return Array.ConvertAll(course, value => value / sum);
    }

    private static double Deviation(IEnumerable<double> values)
    {
        var sizes = values.Select(Math.Abs).Order().ToArray();
        return 1.4826 * sizes[sizes.Length / 2];
    }
}
