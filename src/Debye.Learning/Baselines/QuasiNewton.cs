namespace Debye.Learning.Baselines;

/// <summary>Value of a function at a point; its gradient is written to the second argument.</summary>
internal delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>Where a minimisation ended.</summary>
/// <param name="Value">Value there.</param>
/// <param name="GradientNorm">Largest component of the gradient there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Converged">Whether the gradient fell below the tolerance.</param>
internal readonly record struct MinimisationResult(double Value, double GradientNorm, int Iterations, bool Converged);

/// <summary>
/// Minimises smooth functions of many variables with limited memory (L-BFGS), steps by bisection to the weak Wolfe conditions.
/// </summary>
/// <remarks>
/// Source: D. C. Liu and J. Nocedal, Math. Program. 45, 503 (1989), doi 10.1007/BF01589116; steps: A. S. Lewis and M. L. Overton,
/// Math. Program. 141, 135 (2013), doi 10.1007/s10107-012-0514-2.
/// </remarks>
internal sealed class QuasiNewton(Objective objective, int dimension)
{
    private const int Memory = 10;
    private const int MostTrials = 40;
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;

    // Single-precision sums make the value uncertain in this relative measure; a step may not fail for less.
    private const double Rounding = 1e-9;
    private readonly List<(double[] Step, double[] Change, double Product)> _pairs = [];
    private readonly double[] _direction = new double[dimension];
    private double[] _gradient = new double[dimension];
    private double[] _trialGradient = new double[dimension];
    private double[] _trial = new double[dimension];
    private double _value;

    /// <summary>Minimises from a point, which is overwritten with the minimum.</summary>
    public MinimisationResult Run(double[] point, double tolerance, int maxIterations)
    {
        _value = objective(point, _gradient);
        for (var iteration = 0; ; iteration++)
        {
            var norm = _gradient.Max(Math.Abs);
            if (norm <= tolerance || iteration == maxIterations)
                return new MinimisationResult(_value, norm, iteration, norm <= tolerance);
            FindDirection();
            if (TryStep(point))
                continue;
            if (_pairs.Count == 0)
                return new MinimisationResult(_value, norm, iteration, Converged: false);
            _pairs.Clear();
        }
    }

    /// <summary>−H·g by the two loops over the remembered steps.</summary>
    private void FindDirection()
    {
        for (var i = 0; i < dimension; i++)
            _direction[i] = -_gradient[i];
        var shares = new double[_pairs.Count];
        for (var k = _pairs.Count - 1; k >= 0; k--)
        {
            shares[k] = Dot(_pairs[k].Step, _direction) / _pairs[k].Product;
            AddScaled(_pairs[k].Change, -shares[k], _direction);
        }

        var scale =
            _pairs.Count > 0
                ? _pairs[^1].Product / Dot(_pairs[^1].Change, _pairs[^1].Change)
                : 1 / Math.Max(1, Math.Sqrt(Dot(_gradient, _gradient)));
        for (var i = 0; i < dimension; i++)
            _direction[i] *= scale;
        for (var k = 0; k < _pairs.Count; k++)
            AddScaled(_pairs[k].Step, shares[k] - Dot(_pairs[k].Change, _direction) / _pairs[k].Product, _direction);
    }

    private bool TryStep(double[] point)
    {
        var slope = Dot(_gradient, _direction);
        if (!(slope < 0))
            return false;
        var (low, high, length) = (0.0, double.PositiveInfinity, 1.0);
        for (var trial = 0; trial < MostTrials; trial++)
        {
            for (var i = 0; i < dimension; i++)
                _trial[i] = point[i] + length * _direction[i];
            var value = objective(_trial, _trialGradient);
            if (!(value <= _value + Decrease * length * slope + Rounding * Math.Abs(_value)))
                high = length;
            else if (Dot(_trialGradient, _direction) < Curvature * slope)
                low = length;
            else
            {
                Accept(point, value);
                return true;
            }

            length = double.IsPositiveInfinity(high) ? 2 * low : 0.5 * (low + high);
        }

        return false;
    }

    private void Accept(double[] point, double value)
    {
        var (step, change) = (new double[dimension], new double[dimension]);
        for (var i = 0; i < dimension; i++)
            (step[i], change[i]) = (_trial[i] - point[i], _trialGradient[i] - _gradient[i]);
        var product = Dot(step, change);
        if (product > 0)
        {
            if (_pairs.Count == Memory)
                _pairs.RemoveAt(0);
            _pairs.Add((step, change, product));
        }

        _trial.CopyTo(point, 0);
        (_gradient, _trialGradient) = (_trialGradient, _gradient);
        _value = value;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);

    private static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> y) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, scale, y, y);
}
