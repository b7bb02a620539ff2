namespace Debye.Numerics;

/// <summary>Damped least squares within limits. Keeps its buffers: one for each problem.</summary>
/// <remarks>
/// Damping by the diagonal (D. W. Marquardt, SIAM J. Appl. Math. 11, 431 (1963), doi 10.1137/0111030), gain-ratio control
/// (K. Madsen, H. B. Nielsen, O. Tingleff, Methods for non-linear least squares problems, DTU (2004)). A coordinate at a limit
/// rests while the gradient presses it outward.
/// </remarks>
internal sealed class LevenbergMarquardt
{
    private const double LargestStep = 3;

    private readonly ILeastSquaresProblem _problem;
    private readonly int _n;
    private readonly bool[] _frozen;
    private readonly double[] _factor;
    private readonly double[] _step;
    private readonly double[] _trial;
    private bool _isCut;
    private double[] _gradient;
    private double[] _curvature;
    private double[] _trialGradient;
    private double[] _trialCurvature;

    public LevenbergMarquardt(ILeastSquaresProblem problem)
    {
        _problem = problem;
        _n = problem.Count;
        _frozen = new bool[_n];
        (_step, _trial) = (new double[_n], new double[_n]);
        (_gradient, _trialGradient) = (new double[_n], new double[_n]);
        (_factor, _curvature, _trialCurvature) = (new double[_n * _n], new double[_n * _n], new double[_n * _n]);
    }

    /// <summary>JᵀJ where the last minimisation ended.</summary>
    public ReadOnlySpan<double> Curvature => _curvature;

    /// <summary>Iterations of the last minimisation.</summary>
    public int Iterations { get; private set; }

    /// <summary>Whether the last minimisation ended at a minimum.</summary>
    public bool HasConverged { get; private set; }

    /// <summary>Moves a point to the nearest minimum.</summary>
    /// <param name="point">Start within the limits; receives the end.</param>
    /// <param name="maximumIterations">Most iterations.</param>
    /// <param name="tolerance">Relative change of χ² that counts as none.</param>
    /// <param name="held">A coordinate that is not moved; -1 for none.</param>
    /// <returns>χ²; not finite when it was not at the start.</returns>
    public double Minimise(Span<double> point, int maximumIterations, double tolerance, int held = -1)
    {
        var chi = _problem.Linearise(point, _gradient, _curvature);
        (Iterations, HasConverged) = (0, false);
        var (damping, growth) = (1e-3, 2.0);
        while (double.IsFinite(chi) && Iterations < maximumIterations)
        {
            Iterations++;
            var predicted = Propose(point, damping, held);
            if (!(predicted > tolerance * 1e-3 * chi))
            {
                // A step that was cut at limits may promise nothing while a shorter one does.
                if (_isCut && damping < 1e4)
                {
                    damping *= 10;
                    continue;
                }

                HasConverged = true;
                break;
            }

            var trial = _problem.Linearise(_trial, _trialGradient, _trialCurvature);
            var gain = (chi - trial) / predicted;
            if (!(gain > 0))
            {
                // Not finite or uphill: smaller steps.
                damping *= growth;
                growth *= 2;
                if (damping < 1e12)
                    continue;
                HasConverged = true;
                break;
            }

            var isSmall = chi - trial <= tolerance * chi && predicted <= 10 * tolerance * chi;
            _trial.CopyTo(point);
            chi = trial;
            (_gradient, _trialGradient, _curvature, _trialCurvature) = (_trialGradient, _gradient, _trialCurvature, _curvature);
            (damping, growth) = (Math.Max(1e-12, damping * Math.Max(0.1, 1 - Math.Pow(2 * gain - 1, 3))), 2);
            if (!isSmall)
                continue;
            HasConverged = true;
            break;
        }

        return chi;
    }

    /// <summary>Sets the trial point; returns the decrease of χ² the linear model promises.</summary>
    private double Propose(ReadOnlySpan<double> point, double damping, int held)
    {
        var lower = _problem.Lower;
        var upper = _problem.Upper;
        var largest = 0.0;
        for (var i = 0; i < _n; i++)
            largest = Math.Max(largest, _curvature[i * _n + i]);
        for (var i = 0; i < _n; i++)
        {
            _frozen[i] = i == held || (point[i] <= lower[i] && _gradient[i] > 0) || (point[i] >= upper[i] && _gradient[i] < 0);
            _step[i] = _frozen[i] ? 0 : -_gradient[i];
        }

        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++)
                _factor[i * _n + j] = _frozen[i] || _frozen[j] ? 0 : _curvature[i * _n + j];
            _factor[i * _n + i] = _frozen[i] ? 1 : _curvature[i * _n + i] * (1 + damping) + 1e-14 * largest + double.Epsilon;
        }

        if (!SymmetricSolver.Factor(_factor, _n))
            return 0;
        SymmetricSolver.Solve(_factor, _n, _step);
        var length = 0.0;
        foreach (var step in _step)
            length = Math.Max(length, Math.Abs(step));
        _isCut = false;
        var shrink = length > LargestStep ? LargestStep / length : 1;
        for (var i = 0; i < _n; i++)
        {
            var target = point[i] + shrink * _step[i];
            _trial[i] = Math.Clamp(target, lower[i], upper[i]);
            _isCut |= _trial[i] != target;
            _step[i] = _trial[i] - point[i];
        }

        return Promise();
    }

    private double Promise()
    {
        var sum = 0.0;
        for (var i = 0; i < _n; i++)
        {
            var bend = 0.0;
            for (var j = 0; j < _n; j++)
                bend += _curvature[i * _n + j] * _step[j];
            sum -= _step[i] * (2 * _gradient[i] + bend);
        }

        return sum;
    }
}
