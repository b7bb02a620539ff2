using Debye.Numerics;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>Intervals from the profile of the likelihood: how far one parameter can go while all others follow.</summary>
/// <remarks>
/// The ends are where the profile of χ² is χ²min (1 + t²/ν). Source: D. M. Bates, D. G. Watts, Nonlinear Regression Analysis
/// (Wiley 1988), section 6.1, doi 10.1002/9780470316757.
/// </remarks>
internal sealed class ProfileIntervals(FitProblem problem, LevenbergMarquardt search)
{
    private const int Steps = 14;
    private const int Iterations = 40;

    /// <summary>Replaces the intervals of parameters that have a coordinate of their own.</summary>
    /// <param name="point">The minimum.</param>
    /// <param name="chi">χ² there.</param>
    /// <param name="rise">Relative rise of χ² at the ends.</param>
    /// <param name="parameters">The parameters.</param>
    public void Apply(double[] point, double chi, double rise, FittedParameter[] parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var k = problem.Map.CoordinateOf(i);
            if (k < 0 || !(chi > 0))
                continue;
            var width = Width(parameters[i], problem.Map.IsLogarithmic(i));
            parameters[i] = parameters[i] with
            {
                Lower = ToValue(i, End(point, k, -width, chi, rise)),
                Upper = ToValue(i, End(point, k, width, chi, rise)),
            };
        }
    }

    private static double Width(FittedParameter parameter, bool isLogarithmic)
    {
        var wald = isLogarithmic
            ? Math.Log((parameter.Upper ?? parameter.Value) / parameter.Value)
            : (parameter.Upper ?? parameter.Value) - parameter.Value;
        return Math.Clamp(wald, 1e-8, isLogarithmic ? 1 : 0.1);
    }

    private double? ToValue(int parameter, double? x) => x is { } number && problem.Map.IsLogarithmic(parameter) ? Math.Exp(number) : x;

    /// <summary>Where the profile crosses the level; null where it never does within the limits.</summary>
    private double? End(double[] point, int k, double step, double chi, double rise)
    {
        // √(rise) is nearly linear in the distance, which makes secant steps converge quickly.
        var (inside, outside) = (0.0, double.NaN);
        var (insideRoot, level) = (0.0, Math.Sqrt(rise));
        var (distance, follow) = (step, point.ToArray());
        for (var i = 0; i < Steps; i++)
        {
            var limit = step < 0 ? problem.Map.Lower[k] : problem.Map.Upper[k];
            var isAtLimit = Math.Abs(distance) >= Math.Abs(limit - point[k]);
            if (isAtLimit)
                distance = limit - point[k];
            var trial = follow.ToArray();
            trial[k] = point[k] + distance;
            var root = Math.Sqrt(Math.Max(0, search.Minimise(trial, Iterations, 1e-6, held: k) / chi - 1));
            if (Math.Abs(root - level) < 0.005 * level)
                return point[k] + distance;
            if (root < level)
            {
                if (isAtLimit)
                    return null;
                (inside, insideRoot, follow) = (distance, root, trial);
                distance = double.IsNaN(outside)
                    ? distance * Math.Clamp(level / Math.Max(root, 1e-3 * level), 1.2, 4)
                    : Between(inside, outside, insideRoot, level);
            }
            else
            {
                outside = distance;
                distance = inside + (distance - inside) * Math.Clamp((level - insideRoot) / (root - insideRoot), 0.05, 0.95);
            }
        }

        return double.IsNaN(outside) ? null : point[k] + distance;
    }

    private static double Between(double inside, double outside, double insideRoot, double level) =>
        inside + (outside - inside) * Math.Clamp(0.5 + 0.4 * (level - insideRoot) / level, 0.1, 0.9);
}
