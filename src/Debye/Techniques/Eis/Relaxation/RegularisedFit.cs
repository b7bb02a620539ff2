using System.Numerics.Tensors;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Solutions of a problem for one λ after another, and what the rules for λ need of them.</summary>
internal sealed class RegularisedFit
{
    private readonly RelaxationProblem _problem;
    private readonly ActiveSetSolver _solver;
    private readonly double[] _gram;
    private readonly double[] _right;
    private readonly double[] _matrix;
    private readonly double[] _inverse;
    private readonly double[] _residual;

    /// <summary>Prepares fits to both parts (AᵀA and Aᵀz as they are) or to one of them.</summary>
    public RegularisedFit(RelaxationProblem problem, double[] gram, double[] right)
    {
        (_problem, _gram, _right) = (problem, gram, right);
        _solver = new ActiveSetSolver(problem.Count);
        _matrix = new double[gram.Length];
        _inverse = new double[gram.Length];
        _residual = new double[2 * problem.Points];
    }

    /// <summary>x.</summary>
    public double[] Solution => _solver.Solution;

    /// <summary>λ of the last fit.</summary>
    public double Lambda { get; private set; }

    /// <summary>AᵀA + λM.</summary>
    public double[] Matrix => _matrix;

    /// <summary>|A x - z|².</summary>
    public double Misfit
    {
        get
        {
            _problem.Residual(Solution, _residual);
            return TensorPrimitives.SumOfSquares<double>(_residual);
        }
    }

    /// <summary>xᵀM x.</summary>
    public double Roughness => Quadratic(_problem.Penalty);

    /// <summary>Solves for a λ; false where the equations are singular to rounding.</summary>
    public bool Solve(double lambda)
    {
        Lambda = lambda;
        TensorPrimitives.MultiplyAdd(_problem.Penalty, lambda, _gram, _matrix);
        var n = _problem.Count;
        // An unknown that this part of the data does not see stays 0; the others get a share of their size that rounding would take anyway.
        for (var i = 0; i < n; i++)
        {
            ref var diagonal = ref _matrix[i * n + i];
            diagonal = diagonal == 0 ? 1 : diagonal * (1 + 1e-13);
        }

        return _solver.Solve(_matrix, _right);
    }

    /// <summary>
    /// Effective number of parameters: the trace of the matrix from z to A x on the unknowns that are not held at 0, n - λ tr(H⁻¹M).
    /// </summary>
    public double DegreesOfFreedom()
    {
        var free = _solver.Free;
        var (size, n) = (free.Length, _problem.Count);
        _solver.Factor.Inverse(_inverse);
        var trace = (double)size;
        for (var i = 0; i < size; i++)
        for (var j = 0; j < size; j++)
            trace -= Lambda * _problem.Penalty[free[i] * n + free[j]] * _inverse[i * size + j];
        return trace;
    }

    /// <summary>d(xᵀM x)/d ln λ with the free unknowns kept: -2λ xᵀM H⁻¹M x.</summary>
    public double RoughnessSlope()
    {
        var free = _solver.Free;
        var n = _problem.Count;
        var force = new double[free.Length];
        for (var k = 0; k < force.Length; k++)
            force[k] = TensorPrimitives.Dot<double>(_problem.Penalty.AsSpan(free[k] * n, n), Solution);
        var step = force.ToArray();
        _solver.Factor.Solve(step);
        return -2 * Lambda * TensorPrimitives.Dot<double>(force, step);
    }

    private double Quadratic(double[] matrix)
    {
        var (sum, n) = (0.0, _problem.Count);
        for (var i = 0; i < n; i++)
            if (Solution[i] != 0)
                sum += Solution[i] * TensorPrimitives.Dot<double>(matrix.AsSpan(i * n, n), Solution);
        return sum;
    }
}
