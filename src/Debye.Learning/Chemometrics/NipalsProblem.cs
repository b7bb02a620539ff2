using System.Numerics.Tensors;

namespace Debye.Learning.Chemometrics;

/// <summary>Centred X and Y of a regression by partial least squares, reduced by one component after the other.</summary>
internal sealed class NipalsProblem(double[] x, double[] y, int rows)
{
    private const double Nothing = 1e-12;
    private readonly int _columns = x.Length / rows;
    private readonly int _targets = y.Length / rows;
    private readonly double _startX = TensorPrimitives.Norm<double>(x);
    private readonly double _startY = TensorPrimitives.Norm<double>(y);

    /// <summary>Finds the next component and takes it off X and Y; null where nothing is left that covaries.</summary>
    public PlsComponent? Next(PartialLeastSquaresOptions options)
    {
        var (weights, before, scores) = (new double[_columns], new double[_columns], new double[rows]);
        var (targetWeights, targetScores) = (new double[_targets], FirstColumn());
        if (targetScores is null)
            return null;
        var converged = false;
        for (var round = 0; round < options.MaxIterations && !converged; round++)
        {
            Gather(x, _columns, targetScores, weights);
            var norm = TensorPrimitives.Norm<double>(weights);
            if (!(norm > Nothing * _startX * TensorPrimitives.Norm<double>(targetScores)))
                return null;
            TensorPrimitives.Divide(weights, norm, weights);
            Project(x, _columns, weights, scores);
            Gather(y, _targets, scores, targetWeights);
            TensorPrimitives.Divide(targetWeights, TensorPrimitives.SumOfSquares<double>(scores), targetWeights);
            Project(y, _targets, targetWeights, targetScores);
            TensorPrimitives.Divide(targetScores, TensorPrimitives.SumOfSquares<double>(targetWeights), targetScores);
            TensorPrimitives.Subtract(weights, before, before);
            converged = _targets == 1 || TensorPrimitives.SumOfSquares<double>(before) < options.Tolerance;
            weights.CopyTo(before, 0);
        }

        var loadings = new double[_columns];
        Gather(x, _columns, scores, loadings);
        TensorPrimitives.Divide(loadings, TensorPrimitives.SumOfSquares<double>(scores), loadings);
        Deflate(x, _columns, scores, loadings);
        Deflate(y, _targets, scores, targetWeights);
        return new PlsComponent(weights, loadings, targetWeights, converged);
    }

    /// <summary>The first column of Y that is not used up: any that is not orthogonal to the answer would do.</summary>
    private double[]? FirstColumn()
    {
        var column = new double[rows];
        for (var k = 0; k < _targets; k++)
        {
            for (var i = 0; i < rows; i++)
                column[i] = y[i * _targets + k];
            if (TensorPrimitives.Norm<double>(column) > Nothing * _startY)
                return column;
        }

        return null;
    }

    /// <summary>Mᵀ·v.</summary>
    private static void Gather(double[] matrix, int columns, double[] vector, double[] destination)
    {
        Array.Clear(destination);
        for (var i = 0; i < vector.Length; i++)
            TensorPrimitives.MultiplyAdd(matrix.AsSpan(i * columns, columns), vector[i], destination, destination);
    }

    /// <summary>M·v.</summary>
    private static void Project(double[] matrix, int columns, double[] vector, double[] destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = TensorPrimitives.Dot<double>(matrix.AsSpan(i * columns, columns), vector);
    }

    private static void Deflate(double[] matrix, int columns, double[] scores, double[] loadings)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var row = matrix.AsSpan(i * columns, columns);
            TensorPrimitives.MultiplyAdd(loadings, -scores[i], row, row);
        }
    }
}
