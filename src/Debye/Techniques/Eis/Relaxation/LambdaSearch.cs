namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Finds the λ that a rule prefers: on a grid from smooth to rough, then closer.</summary>
/// <remarks>
/// With m = 2N and K the matrix from data to fit on the unknowns that are not held at 0:
/// GCV (|r|²/m)/(1 - tr K/m)², G. Wahba, SIAM Rev. (CBMS 59), 1990; modified: tr K counts ρ = 2 times (1.3 below 50 points);
/// robust: times ξ + (1 - ξ) tr K²/m, ξ = 0.3 (0.2 below 50 points), M. A. Lukas, Inverse Probl. 22, 1883 (2006), doi 10.1088/0266-5611/22/5/021.
/// L-curve: P. C. Hansen, SIAM Rev. 34, 561 (1992), doi 10.1137/1034115. Parts against each other: M. Saccoccio, T. H. Wan, C. Chen,
/// F. Ciucci, Electrochim. Acta 147, 470 (2014), doi 10.1016/j.electacta.2014.09.058. All for impedance: A. Maradesa, B. Py, T. H. Wan,
/// M. B. Effat, F. Ciucci, J. Electrochem. Soc. 170, 030502 (2023), doi 10.1149/1945-7111/acbca4.
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
    private readonly RegularisedFit? _real;
    private readonly RegularisedFit? _imaginary;

    public LambdaSearch(RelaxationProblem problem, RelaxationSelection rule)
    {
        (_problem, _rule) = (problem, rule);
        Fit = new RegularisedFit(problem, problem.Gram, problem.Right);
        if (rule != RelaxationSelection.CrossValidation) return;
        _real = new RegularisedFit(problem, problem.GramReal, problem.RightReal);
        _imaginary = new RegularisedFit(problem, problem.GramImaginary, problem.RightImaginary);
    }

    /// <summary>The fit to both parts; after <see cref="Run"/> that of the chosen λ.</summary>
    public RegularisedFit Fit { get; }

    /// <summary>Chooses λ and leaves its fit in <see cref="Fit"/>.</summary>
    /// <returns>Whether the rule has an optimum inside the range of λ.</returns>
    public bool Run()
    {
        var (best, lowest) = (HighestDecade, double.PositiveInfinity);
        for (var decade = HighestDecade; decade > LowestDecade - 0.5 * DecadeStep; decade -= DecadeStep)
        {
            var score = Score(decade);
            if (score < lowest) (best, lowest) = (decade, score);
        }

        var (low, high) = (best - DecadeStep, best + DecadeStep);
        for (var round = 0; round < 6; round++)
        {
            var (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
            if (Score(left) < Score(right)) high = right;
            else low = left;
        }

        var centre = 0.5 * (low + high);
        Fit.Solve(Math.Pow(10, Score(centre) <= lowest ? centre : best));
        return best > LowestDecade + DecadeStep && best < HighestDecade - DecadeStep;
    }

    private double Score(double decade)
    {
        var lambda = Math.Pow(10, decade);
        if (_rule == RelaxationSelection.CrossValidation) return PartsAgainstEachOther(lambda);
        if (!Fit.Solve(lambda)) return double.PositiveInfinity;
        if (_rule == RelaxationSelection.LCurve) return -Curvature();
        var m = 2.0 * _problem.Points;
        var (trace, square) = Fit.Influence(_rule == RelaxationSelection.RobustGcv);
        var isSmall = _problem.Points < 50;
        var counted = _rule == RelaxationSelection.ModifiedGcv ? trace * (isSmall ? 1.3 : 2) : trace;
        if (counted >= m) return double.PositiveInfinity;
        var score = Fit.Misfit / m / ((1 - counted / m) * (1 - counted / m));
        var xi = isSmall ? 0.2 : 0.3;
        return _rule == RelaxationSelection.RobustGcv ? score * (xi + (1 - xi) * square / m) : score;
    }

    private double PartsAgainstEachOther(double lambda)
    {
        if (!_real!.Solve(lambda) || !_imaginary!.Solve(lambda)) return double.PositiveInfinity;
        ReadOnlySpan<int> resistance = [0], others = [1, 2];
        return _problem.ErrorOfPart(_real.Solution, 1, others[..(_problem.Extras - 1)]) + _problem.ErrorOfPart(_imaginary.Solution, 0, resistance);
    }

    /// <summary>Curvature of ln(xᵀM x) over ln |r|², positive at the corner; on a fixed set of free unknowns dρ = -λ dη.</summary>
    private double Curvature()
    {
        var (rho, eta) = (Fit.Misfit, Fit.Roughness);
        var slope = Fit.RoughnessSlope();
        if (!(rho > 0) || !(eta > 0) || slope == 0) return double.NegativeInfinity;
        var (u, v) = (-Fit.Lambda * slope / rho, slope / eta);
        var steepness = -v / u;
        return steepness * (1 - u + v) / ((1 + steepness * steepness) * Math.Sqrt(u * u + v * v));
    }
}
