using System.Numerics.Tensors;
using Debye.Numerics;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>
/// Draws from a normal distribution, each moved to the nearest point without negative components, near in the metric of its precision.
/// </summary>
/// <remarks>
/// With precision H = L Lᵀ and mean H⁻¹f a draw is the solution of min ½ xᵀHx - (f + s L u)ᵀx, x ≥ 0, u standard normal: the constrained
/// estimate of data and prior that are noisy once more. Keeps the coverage of the unconstrained intervals. Source: L. Astfalck, D. Sen, S.
/// Patra, E. Cripps, D. Dunson, arXiv:1812.05741. Draws are independent.
/// </remarks>
internal sealed class ProjectedNormalSampler(
    double[] precision,
    double[] right,
    CholeskyFactor factor,
    double deviation,
    RandomSource random
)
{
    private readonly ActiveSetSolver _solver = new(right.Length);
    private readonly double[] _normal = new double[right.Length];
    private readonly double[] _force = new double[right.Length];
    private RandomSource _random = random;

    /// <summary>The last draw.</summary>
    public double[] Current => _solver.Solution;

    /// <summary>The next draw, in <see cref="Current"/>.</summary>
    public void Next()
    {
        for (var i = 0; i < _normal.Length; i++)
            _normal[i] = _random.NextNormal();
        factor.Multiply(_normal, _force);
        TensorPrimitives.MultiplyAdd(_force, deviation, right, _force);
        _solver.Solve(precision, _force);
    }
}
