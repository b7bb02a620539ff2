namespace Debye.Techniques.Eis.Series;

/// <summary>The best few start points of a search; those of equal χ² count as one.</summary>
internal sealed class SeriesStarts(SeriesProblem problem, SeriesTerm[] terms, int kept)
{
    private static readonly double[] s_exponents = [0.6, 0.9];

    private readonly SeriesTerm[] _timed = [.. terms.Where(term => term.HasTau)];
    private readonly double[] _point = new double[terms.Sum(term => term.Nonlinear)];
    private readonly double[] _amplitudes = new double[terms.Length];
    private readonly List<(double ChiSquared, double[] Point)> _best = [];

    /// <summary>The starts, best first.</summary>
    public IReadOnlyList<(double ChiSquared, double[] Point)> Best => _best;

    /// <summary>Number of time constants.</summary>
    public int Count => _timed.Length;

    /// <summary>Adds the ways in which times of another minimum may start this one: as they are, with one more, with one less.</summary>
    /// <param name="source">ln τ and a; their number must differ by one at most from this one's.</param>
    /// <param name="lnTaus">Where one more is tried.</param>
    public void AddFrom((double LnTau, double Exponent)[] source, double[] lnTaus)
    {
        if (source.Length == Count)
            AddOrders(source);
        if (source.Length == Count + 1)
            for (var k = 0; k < source.Length; k++)
                AddOrders([.. source[..k], .. source[(k + 1)..]]);
        if (source.Length != Count - 1)
            return;
        foreach (var lnTau in lnTaus)
        foreach (var exponent in s_exponents)
            AddOrders([.. source, (lnTau, exponent)]);
    }

    /// <summary>Adds one start: times in the order of the terms.</summary>
    public void Add(ReadOnlySpan<(double LnTau, double Exponent)> times)
    {
        Fill(times, _point);
        var chi = problem.Evaluate(terms, _point, _amplitudes, withSlopes: false);
        if (!double.IsFinite(chi) || (_best.Count == kept && chi >= _best[^1].ChiSquared))
            return;
        if (_best.Exists(other => Math.Abs(other.ChiSquared - chi) < 1e-4 * chi))
            return;
        var place = _best.FindIndex(other => other.ChiSquared > chi);
        _best.Insert(place < 0 ? _best.Count : place, (chi, _point.ToArray()));
        if (_best.Count > kept)
            _best.RemoveAt(kept);
    }

    /// <summary>Writes times into a point, within the limits of the terms.</summary>
    public void Fill(ReadOnlySpan<(double LnTau, double Exponent)> times, Span<double> point)
    {
        var place = 0;
        for (var k = 0; k < _timed.Length; k++)
        {
            var term = _timed[k];
            point[place++] = Math.Clamp(times[k].LnTau, term.LowerLnTau, term.UpperLnTau);
            if (term.HasExponent)
                point[place++] = Math.Clamp(times[k].Exponent, term.LowerExponent, term.UpperExponent);
        }
    }

    /// <summary>Every assignment of times to terms that differ.</summary>
    private void AddOrders((double LnTau, double Exponent)[] times)
    {
        var used = new bool[times.Length];
        Place(new (double, double)[times.Length], 0);

        void Place((double LnTau, double Exponent)[] order, int depth)
        {
            if (depth == order.Length)
            {
                Add(order);
                return;
            }

            // Among terms that are alike, times keep their order: other assignments are the same sum.
            var twin = depth > 0 && _timed[depth - 1] == _timed[depth] ? order[depth - 1].LnTau : double.NegativeInfinity;
            for (var k = 0; k < times.Length; k++)
            {
                if (used[k] || times[k].LnTau < twin)
                    continue;
                (used[k], order[depth]) = (true, times[k]);
                Place(order, depth + 1);
                used[k] = false;
            }
        }
    }
}
