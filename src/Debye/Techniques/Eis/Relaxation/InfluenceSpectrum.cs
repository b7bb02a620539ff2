using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>
/// Traces of the matrix K that makes the fit A x of the data z, without the constraint x ≥ 0, for any λ from one eigenvalue decomposition.
/// </summary>
/// <remarks>
/// With H₀ = AᵀA + λ₀M = L Lᵀ and c the eigenvalues of L⁻¹M L⁻ᵀ those of K are 1 - λc/(1 + (λ - λ₀)c). The constraint is left out on
/// purpose: counting only unknowns that are not held at 0 rewards fits with a few spikes, which cost few of them.
/// </remarks>
internal sealed class InfluenceSpectrum
{
    private const double Reference = 1e-5;
    private readonly double[] _eigenvalues;

    public InfluenceSpectrum(RelaxationProblem problem)
    {
        var n = problem.Count;
        var matrix = new double[n * n];
        TensorPrimitives.MultiplyAdd(problem.Penalty, Reference, problem.Gram, matrix);
        for (var i = 0; i < n; i++)
            matrix[i * n + i] *= 1 + 1e-13;
        var factor = new CholeskyFactor(n);
        if (!factor.Compute(matrix, n, [.. Enumerable.Range(0, n)]))
            throw new ArgumentException("The spectrum does not determine what lies in series with the distribution.");
        var inverse = new double[n * n];
        factor.InverseTransposed(inverse);
        var (product, whitened) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < n; i++)
        for (var k = 0; k < n; k++)
            Add(problem.Penalty[i * n + k], inverse.AsSpan(k * n, n), product.AsSpan(i * n, n));
        for (var k = 0; k < n; k++)
        for (var i = k; i < n; i++)
            Add(inverse[k * n + i], product.AsSpan(k * n, n), whitened.AsSpan(i * n, n));
        var symmetric = Matrix<double>.Build.Dense(n, n, (i, j) => 0.5 * (whitened[i * n + j] + whitened[j * n + i]));
        // λ₀c lies between 0 and 1; rounding must not leave that range.
        _eigenvalues =
        [
            .. symmetric.Evd(Symmetricity.Symmetric).EigenValues.Select(value => Math.Clamp(value.Real * Reference, 0, 1) / Reference),
        ];
    }

    /// <summary>tr K and tr K².</summary>
    public (double Trace, double TraceOfSquare) At(double lambda)
    {
        var (trace, square) = (0.0, 0.0);
        foreach (var c in _eigenvalues)
        {
            var share = 1 - lambda * c / (1 + (lambda - Reference) * c);
            trace += share;
            square += share * share;
        }

        return (trace, square);
    }

    private static void Add(double factor, ReadOnlySpan<double> row, Span<double> destination)
    {
        if (factor != 0)
            TensorPrimitives.MultiplyAdd(row, factor, destination, destination);
    }
}
