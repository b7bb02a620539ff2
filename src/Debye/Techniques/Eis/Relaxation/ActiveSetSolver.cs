using System.Numerics.Tensors;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>min ½ xᵀHx - fᵀx with x ≥ 0 by block principal pivoting, H symmetric and positive definite.</summary>
/// <remarks>
/// All variables that break the conditions of an optimum change sides at once; after three rounds without progress only the last one does,
/// which ends after finitely many steps. Starts from the set of the call before. Source: L. F. Portugal, J. J. Júdice, L. N. Vicente,
/// Math. Comput. 63, 625 (1994), doi 10.1090/S0025-5718-1994-1250776-4. Cost: one Cholesky factor of the free variables a round.
/// </remarks>
internal sealed class ActiveSetSolver
{
    private const int PatientRounds = 3;
    private readonly int _n;
    private readonly bool[] _isFree;
    private readonly int[] _free;
    private readonly double[] _gradient;
    private readonly double[] _part;

    public ActiveSetSolver(int n)
    {
        _n = n;
        _isFree = new bool[n];
        _free = new int[n];
        _gradient = new double[n];
        _part = new double[n];
        Array.Fill(_isFree, true);
        Solution = new double[n];
        Factor = new CholeskyFactor(n);
    }

    /// <summary>x.</summary>
    public double[] Solution { get; }

    /// <summary>Factor of the rows and columns of H that are free.</summary>
    public CholeskyFactor Factor { get; }

    /// <summary>Indices of the variables that are not held at 0.</summary>
    public ReadOnlySpan<int> Free => _free.AsSpan(0, Factor.Size);

    /// <summary>Solves; false where H is not positive definite to rounding.</summary>
    /// <param name="matrix">H, row after row.</param>
    /// <param name="right">f.</param>
    public bool Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right)
    {
        var (fewest, patience) = (_n + 1, PatientRounds);
        var tolerance = 1e-12 * Math.Abs(TensorPrimitives.MaxMagnitude(right));
        for (var round = 0; round < 100 * _n; round++)
        {
            if (!SolveFree(matrix, right))
                return false;
            Gradient(matrix, right);
            var broken = 0;
            for (var i = 0; i < _n; i++)
                broken += IsBroken(i, tolerance) ? 1 : 0;
            if (broken == 0)
                return true;
            if (broken < fewest)
                (fewest, patience) = (broken, PatientRounds);
            else
                patience--;
            if (patience >= 0)
                Exchange(tolerance, all: true);
            else
                Exchange(tolerance, all: false);
        }

        return true;
    }

    private bool IsBroken(int i, double tolerance) => _isFree[i] ? Solution[i] < 0 : _gradient[i] < -tolerance;

    private void Exchange(double tolerance, bool all)
    {
        for (var i = _n - 1; i >= 0; i--)
        {
            if (!IsBroken(i, tolerance))
                continue;
            _isFree[i] = !_isFree[i];
            if (!all)
                return;
        }
    }

    private bool SolveFree(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right)
    {
        var count = 0;
        for (var i = 0; i < _n; i++)
            if (_isFree[i])
                _free[count++] = i;
        if (!Factor.Compute(matrix, _n, _free.AsSpan(0, count)))
            return false;
        for (var k = 0; k < count; k++)
            _part[k] = right[_free[k]];
        Factor.Solve(_part.AsSpan(0, count));
        Array.Clear(Solution);
        for (var k = 0; k < count; k++)
            Solution[_free[k]] = _part[k];
        return true;
    }

    private void Gradient(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right)
    {
        for (var i = 0; i < _n; i++)
            if (!_isFree[i])
                _gradient[i] = TensorPrimitives.Dot(matrix.Slice(i * _n, _n), Solution) - right[i];
    }
}
