using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>An arc read off a spectrum: R/(1 + (sτ)^a).</summary>
internal readonly record struct Arc(double ResistanceOhm, double TauSeconds, double Exponent);

/// <summary>Arcs, and what lies in series with them: R + sL + 1/(sC) + A(1-j)/√ω.</summary>
internal sealed record ArcModel(
    double ChiSquared,
    Arc[] Arcs,
    double ResistanceOhm,
    double InductanceHenry,
    double InverseCapacitance,
    double Warburg
);

/// <summary>
/// Finds arcs without a guess: with time constants and exponents on a grid everything else is linear. One or two arcs are
/// tried in every combination; more are inserted one by one and exchanged until nothing improves.
/// </summary>
internal sealed class ArcSearch
{
    private const int Kept = 6;
    private const double PerDecade = 1.6;

    private readonly List<double[]> _basis = [];
    private readonly List<(double Tau, double Exponent)> _shapes = [];
    private readonly List<ArcModel> _best = [];
    private readonly int _series;
    private readonly int[] _seriesKinds;
    private readonly double[] _gram;
    private readonly double[] _projection;
    private readonly double _total;
    private int _wanted;
    private readonly double[] _matrix = new double[24 * 24];
    private readonly double[] _vector = new double[24];

    /// <summary>Prepares the grid.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="grid">Its frequencies.</param>
    /// <param name="seriesKinds">What may lie in series: 0 R, 1 L, 2 C, 3 W.</param>
    /// <param name="exponents">Exponents of arcs.</param>
    public ArcSearch(ImpedanceSpectrum spectrum, FrequencyGrid grid, int[] seriesKinds, double[] exponents)
    {
        _seriesKinds = seriesKinds;
        _series = seriesKinds.Length;
        var weights = new double[grid.Count];
        var target = new double[2 * grid.Count];
        for (var i = 0; i < grid.Count; i++)
        {
            var value = spectrum.ImpedanceOhm[i];
            weights[i] = 1 / Math.Max(Complex.Abs(value), 1e-150);
            (target[2 * i], target[2 * i + 1]) = (value.Real * weights[i], value.Imaginary * weights[i]);
        }

        foreach (var kind in seriesKinds)
            AddSeries(grid, kind, weights);
        AddArcs(grid, exponents, weights);
        var n = _basis.Count;
        (_gram, _projection) = (new double[n * n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                _gram[i * n + j] = _gram[j * n + i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(_basis[i], _basis[j]);
            _projection[i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(_basis[i], target);
        }

        _total = System.Numerics.Tensors.TensorPrimitives.Dot<double>(target, target);
    }

    /// <summary>The best few models with a number of arcs, best first.</summary>
    public IReadOnlyList<ArcModel> Find(int arcs)
    {
        _best.Clear();
        _wanted = arcs;
        Span<int> chosen = stackalloc int[arcs];
        if (arcs <= 2)
            Exhaust(chosen, 0, 0);
        else
            Insert(chosen);
        if (_best.Count == 0)
            Keep(Solve(chosen[..0], _series), chosen[..0]);
        return _best;
    }

    private void AddSeries(FrequencyGrid grid, int kind, double[] weights)
    {
        var column = new double[2 * grid.Count];
        for (var i = 0; i < grid.Count; i++)
        {
            var omega = grid.OmegaRadianPerSecond[i];
            var (real, imaginary) = kind switch
            {
                0 => (1, 0),
                1 => (0, omega),
                2 => (0, -1 / omega),
                _ => (1 / Math.Sqrt(omega), -1 / Math.Sqrt(omega)),
            };
            (column[2 * i], column[2 * i + 1]) = (real * weights[i], imaginary * weights[i]);
        }

        _basis.Add(column);
    }

    private void AddArcs(FrequencyGrid grid, double[] exponents, double[] weights)
    {
        var (low, high) = (double.PositiveInfinity, 0.0);
        foreach (var omega in grid.OmegaRadianPerSecond)
            (low, high) = (Math.Min(low, omega), Math.Max(high, omega));
        var (first, last) = (Math.Log(0.4 / high), Math.Log(2.5 / low));
        var count = Math.Clamp((int)Math.Ceiling((last - first) / Math.Log(10) * PerDecade) + 1, 4, 32);
        foreach (var exponent in exponents)
        {
            var phase = Complex.FromPolarCoordinates(1, 0.5 * Math.PI * exponent);
            var powers = new double[grid.Count];
            for (var i = 0; i < powers.Length; i++)
                powers[i] = Math.Exp(exponent * grid.LnOmega[i]);
            for (var k = 0; k < count; k++)
            {
                var tau = Math.Exp(first + (last - first) * k / (count - 1));
                var factor = Math.Pow(tau, exponent);
                var column = new double[2 * grid.Count];
                for (var i = 0; i < powers.Length; i++)
                {
                    var (real, imaginary) = (1 + factor * powers[i] * phase.Real, factor * powers[i] * phase.Imaginary);
                    var scale = weights[i] / (real * real + imaginary * imaginary);
                    (column[2 * i], column[2 * i + 1]) = (real * scale, -imaginary * scale);
                }

                _basis.Add(column);
                _shapes.Add((tau, exponent));
            }
        }
    }

    private void Exhaust(Span<int> chosen, int depth, int from)
    {
        if (depth == chosen.Length)
        {
            Keep(Solve(chosen, _series), chosen);
            return;
        }

        for (var k = from; k < _shapes.Count; k++)
        {
            chosen[depth] = k;
            Exhaust(chosen, depth + 1, k + 1);
        }
    }

    private void Insert(Span<int> chosen)
    {
        for (var count = 1; count <= chosen.Length; count++)
        {
            chosen[count - 1] = -1;
            var part = chosen[..count];
            var chi = Exchange(part, count - 1, double.PositiveInfinity);
            for (var sweep = 0; sweep < 4; sweep++)
            {
                var before = chi;
                for (var k = 0; k < count; k++)
                    chi = Exchange(part, k, chi);
                if (chi >= 0.999 * before)
                    break;
            }
        }
    }

    /// <summary>Tries every shape in one place and takes the best.</summary>
    private double Exchange(Span<int> chosen, int place, double chi)
    {
        var best = chosen[place];
        for (var k = 0; k < _shapes.Count; k++)
        {
            chosen[place] = -1;
            if (chosen.Contains(k))
                continue;
            chosen[place] = k;
            var trial = Solve(chosen, _series);
            if (chosen.Length == _wanted)
                Keep(trial, chosen);
            if (trial < chi)
                (chi, best) = (trial, k);
        }

        chosen[place] = best < 0 ? 0 : best;
        return chi;
    }

    /// <summary>Linear least squares; infinite where an arc would have no positive resistance.</summary>
    private double Solve(ReadOnlySpan<int> chosen, int series)
    {
        var (n, size) = (_basis.Count, series + chosen.Length);
        Span<int> index = stackalloc int[size];
        for (var i = 0; i < size; i++)
            index[i] = i < series ? i : series + chosen[i - series];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
                _matrix[i * size + j] = _gram[index[i] * n + index[j]];
            _matrix[i * size + i] *= 1 + 1e-12;
            _vector[i] = _projection[index[i]];
        }

        if (size == 0)
            return _total;
        if (!SymmetricSolver.Factor(_matrix, size))
            return double.PositiveInfinity;
        SymmetricSolver.Solve(_matrix, size, _vector);
        var chi = _total;
        for (var i = 0; i < size; i++)
        {
            if (i >= series && _vector[i] <= 0)
                return double.PositiveInfinity;
            chi -= _vector[i] * _projection[index[i]];
        }

        return Math.Max(chi, 1e-13 * _total);
    }

    private void Keep(double chi, ReadOnlySpan<int> chosen)
    {
        if (!double.IsFinite(chi) || (_best.Count == Kept && chi >= _best[^1].ChiSquared))
            return;
        var arcs = new Arc[chosen.Length];
        for (var i = 0; i < arcs.Length; i++)
            arcs[i] = new Arc(_vector[_series + i], _shapes[chosen[i]].Tau, _shapes[chosen[i]].Exponent);
        Array.Sort(arcs, (a, b) => a.TauSeconds.CompareTo(b.TauSeconds));
        // Models with all time constants next to those of a better one start no new search.
        var near = _best.FindIndex(other =>
            other.Arcs.Length == arcs.Length
            && other.Arcs.Zip(arcs).All(pair => Math.Abs(Math.Log(pair.First.TauSeconds / pair.Second.TauSeconds)) < 2)
        );
        if (near >= 0 && _best[near].ChiSquared <= chi)
            return;
        if (near >= 0)
            _best.RemoveAt(near);
        var model = new ArcModel(chi, arcs, Series(0), Series(1), Series(2), Series(3));
        var place = _best.FindIndex(other => other.ChiSquared > chi);
        _best.Insert(place < 0 ? _best.Count : place, model);
        if (_best.Count > Kept)
            _best.RemoveAt(Kept);
    }

    private double Series(int kind)
    {
        var place = Array.IndexOf(_seriesKinds, kind);
        return place < 0 ? 0 : _vector[place];
    }
}
