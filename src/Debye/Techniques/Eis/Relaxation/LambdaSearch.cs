namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Finds the λ that a rule prefers: on a grid from smooth to rough, then closer.</summary>
/// <remarks>
/// With m = 2N, r the residuals with x ≥ 0 and K the matrix from data to fit without that constraint:
/// GCV (|r|²/m)/(1 - tr K/m)², G. H. Golub, M. Heath, G. Wahba, Technometrics 21, 215 (1979), doi 10.1080/00401706.1979.10489751; modified:
/// tr K counts ρ = 2 times (1.3 below 50 points); robust: times ξ + (1 - ξ) tr K²/m, ξ = 0.3 (0.2 below 50 points), M. A. Lukas, Inverse
/// Probl. 22, 1883 (2006), doi 10.1088/0266-5611/22/5/021. L-curve: P. C. Hansen, SIAM Rev. 34, 561 (1992), doi 10.1137/1034115. Parts
/// against each other: M. Saccoccio, T. H. Wan, C. Chen, F. Ciucci, Electrochim. Acta 147, 470 (2014), doi 10.1016/j.electacta.2014.09.058.
/// All for impedance: A. Maradesa, B. Py, T. H. Wan, M. B. Effat, F. Ciucci, J. Electrochem. Soc. 170, 030502 (2023), doi
/// 10.1149/1945-7111/acbca4.
/// </remarks>
internal sealed class LambdaSearch
{
    /// <summary>Smallest and largest λ, decades.</summary>
    public const double LowestDecade = -9;

    /// <summary>Largest λ, decades.</summary>
    public const double HighestDecade = 2;

    private const double DecadeStep = 0.25;
    private readonly RelaxationProblem _problem;
    private readonly RelaxationSelection _rule;
    private readonly RegularisedFit _fit;
    private readonly InfluenceSpectrum? _influence;
    private readonly RegularisedFit? _real;
    private readonly RegularisedFit? _imaginary;

    public LambdaSearch(RelaxationProblem problem, RelaxationSelection rule)
    {
        (_problem, _rule) = (problem, rule);
        _fit = new RegularisedFit(problem, problem.Gram, problem.Right);
        if (rule is RelaxationSelection.Gcv or RelaxationSelection.ModifiedGcv or RelaxationSelection.RobustGcv)
            _influence = new InfluenceSpectrum(problem);
        if (rule != RelaxationSelection.CrossValidation)
            return;
        _real = new RegularisedFit(problem, problem.GramReal, problem.RightReal);
        _imaginary = new RegularisedFit(problem, problem.GramImaginary, problem.RightImaginary);
    }

    /// <summary>Chooses λ.</summary>
    /// <returns>The fit to both parts with it, and whether the rule has an optimum inside the range of λ.</returns>
    public (RegularisedFit Fit, bool IsInside) Run()
    {
        var (best, lowest) = (HighestDecade, double.PositiveInfinity);
        for (var decade = HighestDecade; decade > LowestDecade - 0.5 * DecadeStep; decade -= DecadeStep)
        {
            var score = Score(decade);
            if (score < lowest)
                (best, lowest) = (decade, score);
        }

        var (low, high) = (best - DecadeStep, best + DecadeStep);
        for (var round = 0; round < 6; round++)
        {
            var (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
            if (Score(left) < Score(right))
                high = right;
            else
                low = left;
        }

        var centre = 0.5 * (low + high);
        _fit.Solve(Math.Pow(10, Score(centre) <= lowest ? centre : best));
        return (_fit, best > LowestDecade + DecadeStep && best < HighestDecade - DecadeStep);
    }

    private double Score(double decade)
    {
        var lambda = Math.Pow(10, decade);
        if (_rule == RelaxationSelection.CrossValidation)
            return PartsAgainstEachOther(lambda);
        if (!_fit.Solve(lambda))
            return double.PositiveInfinity;
        if (_rule == RelaxationSelection.LCurve)
            return -Curvature();
        var m = 2.0 * _problem.Points;
        var (trace, square) = _influence!.At(lambda);
        var isSmall = _problem.Points < 50;
        var counted = _rule == RelaxationSelection.ModifiedGcv ? trace * (isSmall ? 1.3 : 2) : trace;
        if (counted >= m)
            return double.PositiveInfinity;
        var score = _fit.Misfit / m / ((1 - counted / m) * (1 - counted / m));
        var xi = isSmall ? 0.2 : 0.3;
        return _rule == RelaxationSelection.RobustGcv ? score * (xi + (1 - xi) * square / m) : score;
    }

    private double PartsAgainstEachOther(double lambda)
    {
        if (!_real!.Solve(lambda) || !_imaginary!.Solve(lambda))
            return double.PositiveInfinity;
        ReadOnlySpan<int> resistance = [0],
            others = [1, 2];
        return _problem.ErrorOfPart(_real.Solution, 1, others[..(_problem.Extras - 1)])
            + _problem.ErrorOfPart(_imaginary.Solution, 0, resistance);
    }

    /// <summary>Curvature of ln(xᵀM x) over ln |r|², positive at the corner; on a fixed set of free unknowns dρ = -λ dη.</summary>
    private double Curvature()
    {
        var (rho, eta) = (_fit.Misfit, _fit.Roughness);
        var slope = _fit.RoughnessSlope();
        if (!(rho > 0) || !(eta > 0) || slope == 0)
            return double.NegativeInfinity;
        var (u, v) = (-_fit.Lambda * slope / rho, slope / eta);
        var steepness = -v / u;
        return steepness * (1 - u + v) / ((1 + steepness * steepness) * Math.Sqrt(u * u + v * v));
    }
}
