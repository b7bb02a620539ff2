using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Baselines;

/// <summary>Scatter of examples about the means of their classes, kept as the examples themselves.</summary>
internal sealed class WithinScatter
{
    private readonly double[][] _residuals;
    private readonly Matrix<double> _products;
    private readonly bool _isDual;
    private readonly double _meanVariance;
    private readonly int _features;

    private WithinScatter(double[][] residuals, double[][] means, int[] counts, int threads)
    {
        (_residuals, Means, Counts, _features) = (residuals, means, counts, means[0].Length);
        _isDual = residuals.Length < _features;
        _products = Products(_isDual ? residuals : Columns(residuals, _features), threads);
        _meanVariance = residuals.Sum(row => TensorPrimitives.SumOfSquares<double>(row)) / residuals.Length / _features;
        if (!(_meanVariance > 0))
            throw new ArgumentException("Expected examples that vary within their classes.", nameof(residuals));
    }

    /// <summary>Mean of every class.</summary>
    public double[][] Means { get; }

    /// <summary>Examples of every class.</summary>
    public int[] Counts { get; }

    public static WithinScatter Of(TreeExamples examples, Standardisation standardisation, int threads)
    {
        var (rows, columns) = (examples.Features.Rows, examples.Features.Columns);
        var (standard, residuals) = (new float[columns], new double[rows][]);
        var (means, counts) = (Enumerable.Range(0, examples.Classes).Select(_ => new double[columns]).ToArray(), new int[examples.Classes]);
        for (var i = 0; i < rows; i++)
        {
            standardisation.Apply(examples.Features.Row(i), standard);
            residuals[i] = Array.ConvertAll(standard, value => (double)value);
            counts[(int)examples.Targets[i]]++;
            TensorPrimitives.Add<double>(means[(int)examples.Targets[i]], residuals[i], means[(int)examples.Targets[i]]);
        }

        var empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new ArgumentException(Invariant($"Expected examples of every class, class {empty} has none."), nameof(examples));
        if (rows <= counts.Length)
            throw new ArgumentException(
                Invariant($"Expected more examples than classes, got {rows} of {counts.Length}."),
                nameof(examples)
            );
        for (var k = 0; k < counts.Length; k++)
            TensorPrimitives.Divide<double>(means[k], counts[k], means[k]);
        for (var i = 0; i < rows; i++)
            TensorPrimitives.Subtract<double>(residuals[i], means[(int)examples.Targets[i]], residuals[i]);
        return new WithinScatter(residuals, means, counts, threads);
    }

    /// <summary>
    /// Shrinkage with the least expected squared error of the scatter for examples of a normal or any other distribution.
    /// </summary>
    public double LedoitWolf()
    {
        double n = _residuals.Length;
        var squared = _products.FrobeniusNorm() / n;
        squared *= squared;
        var distance = squared - (_features * _meanVariance * _meanVariance);
        var fourth = _residuals.Average(row => Math.Pow(TensorPrimitives.SumOfSquares<double>(row), 2));
        return distance > 0 ? Math.Clamp((fourth - squared) / n / distance, 1e-6, 1) : 1;
    }

    /// <summary>Σ⁻¹μ of every class.</summary>
    public double[][] Solve(double shrinkage)
    {
        var (ridge, share) = (shrinkage * _meanVariance, (1 - shrinkage) / _residuals.Length);
        if (share == 0)
            return Array.ConvertAll(Means, mean => Array.ConvertAll(mean, value => value / ridge));
        // Rows of the examples: Σ⁻¹ = (1 − Rᵀ(ridge/share + RRᵀ)⁻¹R)/ridge; of the features: Σ = ridge + share·RᵀR.
        var factor = (_products + Matrix<double>.Build.DiagonalIdentity(_products.RowCount).Multiply(ridge / share)).Cholesky();
        return Array.ConvertAll(
            Means,
            mean => _isDual ? Dual(mean, factor, ridge) : [.. factor.Solve(Vector<double>.Build.Dense(mean)).Divide(share)]
        );
    }

    private double[] Dual(double[] mean, MathNet.Numerics.LinearAlgebra.Factorization.Cholesky<double> factor, double ridge)
    {
        var inner = factor.Solve(Vector<double>.Build.Dense(_residuals.Length, i => TensorPrimitives.Dot<double>(_residuals[i], mean)));
        var direction = mean.ToArray();
        for (var i = 0; i < _residuals.Length; i++)
            TensorPrimitives.MultiplyAdd<double>(_residuals[i], -inner[i], direction, direction);
        TensorPrimitives.Divide<double>(direction, ridge, direction);
        return direction;
    }

    private static double[][] Columns(double[][] rows, int count) =>
        [.. Enumerable.Range(0, count).Select(f => Array.ConvertAll(rows, row => row[f]))];

    private static Matrix<double> Products(double[][] vectors, int threads)
    {
        var products = Matrix<double>.Build.Dense(vectors.Length, vectors.Length);
        ParallelLoop.Run(
            vectors.Length,
            threads,
            (i, _) =>
            {
                for (var j = 0; j <= i; j++)
                    products[i, j] = products[j, i] = TensorPrimitives.Dot<double>(vectors[i], vectors[j]);
            }
        );
        return products;
    }
}
