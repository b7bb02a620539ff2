namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Equal functions of x = ln τ at evenly spaced nodes; γ is their sum with coefficients that are not negative.</summary>
/// <remarks>
/// Gaussian: φ = exp(-ε²x²), ε = 2√(ln 2)·c/Δ, c the shape coefficient, Δ the distance of the nodes. Source: T. H. Wan, M. Saccoccio,
/// C. Chen, F. Ciucci, Electrochim. Acta 184, 483 (2015), doi 10.1016/j.electacta.2015.09.097. Hat: φ = 1 - |x|/Δ within ±Δ.
/// </remarks>
internal sealed class BasisFunctions
{
    private readonly RelaxationBasis _kind;
    private readonly double _epsilon;

    public BasisFunctions(RelaxationOptions options, double firstLnTau, double lastLnTau)
    {
        _kind = options.Basis;
        Count = 1 + Math.Max(4, (int)Math.Round((lastLnTau - firstLnTau) / Math.Log(10) * options.PointsPerDecade));
        First = firstLnTau;
        Step = (lastLnTau - firstLnTau) / (Count - 1);
        _epsilon = 2 * Math.Sqrt(Math.Log(2)) * options.ShapeCoefficient / Step;
        (Offsets, Factors) = _kind == RelaxationBasis.Gaussian ? GaussianQuadrature() : HatQuadrature();
    }

    /// <summary>Number of nodes.</summary>
    public int Count { get; }

    /// <summary>ln τ of the first node.</summary>
    public double First { get; }

    /// <summary>Distance of the nodes in ln τ.</summary>
    public double Step { get; }

    /// <summary>Where a function is evaluated for an integral over it: τ at these offsets over τ of the node.</summary>
    public double[] Offsets { get; }

    /// <summary>What the values there count.</summary>
    public double[] Factors { get; }

    /// <summary>∫ φ d ln τ.</summary>
    public double Area => _kind == RelaxationBasis.Gaussian ? Math.Sqrt(Math.PI) / _epsilon : Step;

    /// <summary>Beyond this distance from its node a function is below 1e-3 of its maximum.</summary>
    public double Reach => _kind == RelaxationBasis.Gaussian ? 2.63 / _epsilon : Step;

    /// <summary>φ at a distance from its node.</summary>
    public double Value(double distance)
    {
        if (_kind == RelaxationBasis.PiecewiseLinear)
            return Math.Max(0, 1 - Math.Abs(distance) / Step);
        var u = _epsilon * distance;
        return u * u > 60 ? 0 : Math.Exp(-u * u);
    }

    /// <summary>
    /// ∫ of the product of the derivatives of two functions whose nodes lie so many steps apart: the penalty is a Toeplitz matrix.
    /// </summary>
    /// <param name="steps">0, 1, …</param>
    /// <param name="order">Which derivative, 1 or 2.</param>
    /// <remarks>
    /// Gaussians: with G(d) = √(π/2)/ε exp(-ε²d²/2) these are -G″ and G⁗. Hats: exact for the first derivative; for the second, which they
    /// do not have, the sum of squared second differences over Δ³.
    /// </remarks>
    public double Penalty(int steps, int order)
    {
        if (_kind == RelaxationBasis.PiecewiseLinear)
        {
            double[] differences = order == 1 ? [2, -1] : [6, -4, 1];
            return steps < differences.Length ? differences[steps] / (order == 1 ? Step : Step * Step * Step) : 0;
        }

        var s = _epsilon * _epsilon;
        var sd = s * steps * Step * steps * Step;
        var overlap = Math.Sqrt(Math.PI / 2) / _epsilon * Math.Exp(-0.5 * sd);
        return overlap * (order == 1 ? s * (1 - sd) : s * s * (3 - 6 * sd + sd * sd));
    }

    /// <summary>
    /// Trapezoidal rule on the whole line, which for these integrands converges geometrically: the poles of 1/(1 + jωτ) lie π/2 off the
    /// real axis of ln τ, so a step h errs by e^(-π²/h) and by e^(-(π/εh)²). Source: L. N. Trefethen, J. A. C. Weideman, SIAM Rev. 56, 385
    /// (2014), doi 10.1137/130932132.
    /// </summary>
    private (double[] Offsets, double[] Factors) GaussianQuadrature()
    {
        var step = Math.Min(0.27, 0.5 / _epsilon);
        var half = (int)Math.Ceiling(6.1 / (_epsilon * step));
        double[] x = [.. Enumerable.Range(-half, 2 * half + 1).Select(k => k * step)];
        return (Array.ConvertAll(x, Math.Exp), Array.ConvertAll(x, value => step * Math.Exp(-_epsilon * _epsilon * value * value)));
    }

    private (double[] Offsets, double[] Factors) HatQuadrature()
    {
        var rule = new MathNet.Numerics.Integration.GaussLegendreRule(0, Step, 10);
        double[] x = [.. rule.Abscissas.Select(value => -value), .. rule.Abscissas];
        double[] weights = [.. rule.Weights, .. rule.Weights];
        return (Array.ConvertAll(x, Math.Exp), [.. x.Zip(weights, (value, weight) => weight * Value(value))]);
    }
}
