namespace Debye.Techniques.Eis.Series;

/// <summary>Damped least squares over time constants and exponents of a sum of terms. Keeps its buffers.</summary>
/// <remarks>
/// The damped system is solved from an orthogonal factorisation of the derivatives, not from their squares: noise-free spectra
/// are fitted to the last digit even where arcs overlap. K. Madsen, H. B. Nielsen, O. Tingleff, Methods for non-linear least
/// squares problems, DTU (2004).
/// </remarks>
internal sealed class SeriesMinimiser(SeriesProblem problem)
{
    private const int Most = 32;
    private const double LargestTauStep = 3;
    private const double LargestExponentStep = 0.25;

    private readonly double[] _triangle = new double[Most * Most];
    private readonly double[] _damped = new double[Most * Most];
    private readonly double[] _right = new double[Most];
    private readonly double[] _rotated = new double[Most];
    private readonly double[] _scale = new double[Most];
    private readonly double[] _step = new double[Most];
    private readonly double[] _trial = new double[Most];
    private readonly double[] _row = new double[Most];
    private readonly double[] _lower = new double[Most];
    private readonly double[] _upper = new double[Most];
    private readonly double[] _largest = new double[Most];
    private readonly int[] _moving = new int[Most];
    private readonly double[] _trialAmplitudes = new double[Most];
    private int _count;

    /// <summary>Moves a point downhill.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="point">ln τ and a; within the limits; receives the end.</param>
    /// <param name="amplitudes">Receives the amplitudes.</param>
    /// <param name="iterations">Most steps.</param>
    /// <param name="tolerance">Relative decrease of χ² of a step that counts as none.</param>
    /// <param name="target">χ² that is good enough.</param>
    /// <returns>χ².</returns>
    public double Minimise(
        ReadOnlySpan<SeriesTerm> terms,
        Span<double> point,
        Span<double> amplitudes,
        int iterations,
        double tolerance,
        double target
    )
    {
        SetLimits(terms);
        var chi = problem.Evaluate(terms, point, amplitudes, withSlopes: true);
        if (point.IsEmpty)
            return chi;
        var (damping, growth, quiet) = (1e-3, 2.0, 0);
        Factor(point);
        for (var i = 0; i < iterations && chi > target && _count > 0; i++)
        {
            var predicted = Propose(point, damping);
            var trial =
                predicted > 0
                    ? problem.Evaluate(terms, _trial.AsSpan(0, point.Length), _trialAmplitudes, withSlopes: true)
                    : double.PositiveInfinity;
            if (!(trial < chi))
            {
                damping *= growth;
                growth *= 2;
                if (damping > 1e10 || predicted <= tolerance * 1e-2 * chi)
                    break;
                continue;
            }

            var gain = Math.Min(2, (chi - trial) / predicted);
            quiet = chi - trial <= tolerance * chi ? quiet + 1 : 0;
            chi = trial;
            _trialAmplitudes.AsSpan(0, terms.Length).CopyTo(amplitudes);
            _trial.AsSpan(0, point.Length).CopyTo(point);
            (damping, growth) = (Math.Max(1e-14, damping * Math.Max(0.1, 1 - Math.Pow(2 * gain - 1, 3))), 2);
            if (quiet >= 2)
                break;
            Factor(point);
        }

        return chi;
    }

    private void SetLimits(ReadOnlySpan<SeriesTerm> terms)
    {
        var place = 0;
        foreach (var term in terms)
        {
            if (term.HasTau)
                (_lower[place], _upper[place], _largest[place++]) = (term.LowerLnTau, term.UpperLnTau, LargestTauStep);
            if (term.HasExponent)
                (_lower[place], _upper[place], _largest[place++]) = (term.LowerExponent, term.UpperExponent, LargestExponentStep);
        }
    }

    /// <summary>Orthogonal factors of the derivatives by the coordinates that may move; the derivatives are destroyed.</summary>
    private void Factor(ReadOnlySpan<double> point)
    {
        _count = 0;
        for (var k = 0; k < point.Length; k++)
        {
            var gradient = Columns.Dot(problem.Slope(k), problem.Residual);
            if (!((point[k] <= _lower[k] && gradient > 0) || (point[k] >= _upper[k] && gradient < 0)))
                _moving[_count++] = k;
        }

        for (var j = 0; j < _count; j++)
        {
            var column = problem.Slope(_moving[j]);
            var before = Columns.Dot(column, column);
            _scale[j] = Math.Sqrt(before);
            for (var l = 0; l < j; l++)
            {
                var basis = problem.Slope(_moving[l]);
                var share = Columns.Dot(basis, column);
                _triangle[l * Most + j] = share;
                Columns.Add(-share, basis, column);
            }

            var after = Columns.Dot(column, column);
            var norm = after > 1e-30 * before ? Math.Sqrt(after) : 0;
            _triangle[j * Most + j] = norm;
            if (norm > 0)
                Columns.Scale(1 / norm, column);
            else
                column.Clear();
            _right[j] = -Columns.Dot(column, problem.Residual);
        }

        // A coordinate without influence still needs a scale to be damped by.
        var most = 0.0;
        for (var j = 0; j < _count; j++)
            most = Math.Max(most, _scale[j]);
        for (var j = 0; j < _count; j++)
            _scale[j] = Math.Max(_scale[j], 1e-12 * most + 1e-100);
    }

    /// <summary>Sets the trial point; returns the decrease of χ² that the linear model promises.</summary>
    private double Propose(ReadOnlySpan<double> point, double damping)
    {
        Rotate(damping);
        for (var j = _count - 1; j >= 0; j--)
        {
            var value = _rotated[j];
            for (var l = j + 1; l < _count; l++)
                value -= _damped[j * Most + l] * _step[l];
            _step[j] = value / _damped[j * Most + j];
        }

        var shrink = 1.0;
        for (var j = 0; j < _count; j++)
            shrink = Math.Min(shrink, _largest[_moving[j]] / Math.Max(1e-300, Math.Abs(_step[j])));
        point.CopyTo(_trial);
        for (var j = 0; j < _count; j++)
        {
            var k = _moving[j];
            _trial[k] = Math.Clamp(point[k] + shrink * _step[j], _lower[k], _upper[k]);
            _step[j] = _trial[k] - point[k];
        }

        // |r|² - |r + J s|² = -2 sᵀJᵀr - |J s|², with JᵀJ and Jᵀr from the factors.
        var promise = 0.0;
        for (var j = 0; j < _count; j++)
        {
            var moved = 0.0;
            for (var l = j; l < _count; l++)
                moved += _triangle[j * Most + l] * _step[l];
            promise += moved * (2 * _right[j] - moved);
        }

        return promise;
    }

    /// <summary>Adds the damping rows to the triangle by plane rotations.</summary>
    private void Rotate(double damping)
    {
        for (var j = 0; j < _count; j++)
        {
            for (var l = j; l < _count; l++)
                _damped[j * Most + l] = _triangle[j * Most + l];
            _rotated[j] = _right[j];
        }

        var root = Math.Sqrt(damping);
        for (var start = 0; start < _count; start++)
        {
            for (var l = start; l < _count; l++)
                _row[l] = 0;
            _row[start] = root * _scale[start];
            var right = 0.0;
            for (var j = start; j < _count; j++)
            {
                var (a, b) = (_damped[j * Most + j], _row[j]);
                var length = Math.Sqrt(a * a + b * b);
                var (cosine, sine) = (a / length, b / length);
                for (var l = j; l < _count; l++)
                    (_damped[j * Most + l], _row[l]) = (
                        cosine * _damped[j * Most + l] + sine * _row[l],
                        cosine * _row[l] - sine * _damped[j * Most + l]
                    );
                (_rotated[j], right) = (cosine * _rotated[j] + sine * right, cosine * right - sine * _rotated[j]);
            }
        }
    }
}
