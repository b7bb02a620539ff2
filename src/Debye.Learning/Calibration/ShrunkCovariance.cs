using System.Numerics.Tensors;

namespace Debye.Learning.Calibration;

/// <summary>Covariance drawn towards a multiple of the identity by the share that makes the expected squared error least.</summary>
/// <remarks>
/// Source: O. Ledoit and M. Wolf, J. Multivar. Anal. 88, 365 (2004), doi 10.1016/S0047-259X(03)00096-4, eq. 14 and lemmas 3.2 to 3.5.
/// </remarks>
internal static class ShrunkCovariance
{
    // Columns that repeat each other would leave a matrix without inverse.
    private const double LeastShrinkage = 1e-6;

    /// <summary>Lower half of the covariance, row by row, and the share.</summary>
    /// <param name="rows">Centred examples.</param>
    public static (double[] Covariance, double Shrinkage) Of(IReadOnlyList<double[]> rows)
    {
        var columns = rows[0].Length;
        var covariance = new double[columns * (columns + 1) / 2];
        var fourth = 0.0;
        foreach (var row in rows)
        {
            for (var i = 0; i < columns; i++)
            {
                var own = covariance.AsSpan(i * (i + 1) / 2, i + 1);
                TensorPrimitives.MultiplyAdd(row.AsSpan(0, i + 1), row[i] / rows.Count, own, own);
            }

            var square = TensorPrimitives.SumOfSquares<double>(row);
            fourth += square * square;
        }

        double trace = 0,
            diagonalSquares = 0;
        for (var i = 0; i < columns; i++)
        {
            var variance = covariance[i * (i + 1) / 2 + i];
            trace += variance;
            diagonalSquares += variance * variance;
        }

        var mean = trace / columns;
        var squares = 2 * TensorPrimitives.SumOfSquares<double>(covariance) - diagonalSquares;
        var distance = squares - columns * mean * mean;
        var error = (fourth / rows.Count - squares) / rows.Count;
        var shrinkage = distance > 0 ? Math.Clamp(error / distance, LeastShrinkage, 1) : 1;
        TensorPrimitives.Multiply(covariance, 1 - shrinkage, covariance);
        for (var i = 0; i < columns; i++)
            covariance[i * (i + 1) / 2 + i] += shrinkage * mean;
        return (covariance, shrinkage);
    }
}
