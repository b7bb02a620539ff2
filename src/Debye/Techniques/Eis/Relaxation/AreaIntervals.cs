using System.Numerics.Tensors;
using Debye.Numerics;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>
/// Intervals of areas from measurements repeated in thought: the fitted impedance with fresh noise of the estimated size, solved again with
/// the same λ.
/// </summary>
/// <remarks>
/// The posterior of γ is no help here: where the data say little it lets γ ≥ 0 only rise, and areas with it. Repeated solutions
/// scatter around the estimate itself; their bias is taken off (B. Efron, R. Tibshirani, An Introduction to the Bootstrap, ch. 13,
/// doi 10.1007/978-1-4899-4541-9). They do not tell what regularisation smooths away.
/// </remarks>
internal sealed class AreaIntervals
{
    private const int Most = 300;
    private readonly double[][] _gamma;
    private readonly double[] _estimate;

    /// <summary>Repeats the measurement.</summary>
    public AreaIntervals(RelaxationProblem problem, RegularisedFit fit, RelaxationCurve curve, double noise, RelaxationOptions options)
    {
        var random = new RandomSource(options.Seed, 1);
        var solver = new ActiveSetSolver(problem.Count);
        var fitted = problem.Products(fit.Solution);
        var (force, errors) = (new double[problem.Count], new double[2 * problem.Points]);
        _estimate = new double[curve.Count];
        curve.Evaluate(fit.Solution.AsSpan(problem.Extras), _estimate);
        _gamma = new double[Math.Min(options.Samples, Most)][];
        for (var i = 0; i < _gamma.Length; i++)
        {
            for (var k = 0; k < errors.Length; k++)
                errors[k] = noise * random.NextNormal();
            problem.Project(errors, force);
            TensorPrimitives.Add(force, fitted, force);
            solver.Solve(fit.Matrix, force);
            _gamma[i] = new double[curve.Count];
            curve.Evaluate(solver.Solution.AsSpan(problem.Extras), _gamma[i]);
        }
    }

    /// <summary>Interval of the area over a part of the grid, at least 0.</summary>
    public CredibleInterval Area(RelaxationCurve curve, (int First, int Last) range, double confidence)
    {
        var estimate = curve.Area(_estimate, range);
        double[] areas = [.. _gamma.Select(gamma => curve.Area(gamma, range)).Order()];
        double Quantile(double share) => areas[(int)Math.Round(share * (areas.Length - 1))];
        var tail = 0.5 * (1 - confidence);
        return new CredibleInterval(Math.Max(0, 2 * estimate - Quantile(1 - tail)), Math.Max(0, 2 * estimate - Quantile(tail)));
    }
}
