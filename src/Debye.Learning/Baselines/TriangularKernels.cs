namespace Debye.Learning.Baselines;

/// <summary>Small dense triangular matrices, summed in double precision.</summary>
internal static class TriangularKernels
{
    /// <summary>Lower triangle L with L·Lᵀ = A; false where A is not positive definite to rounding.</summary>
    /// <param name="matrix">Size × size, row-major; the lower half of A becomes L, the upper half zeros.</param>
    /// <param name="size">Rows.</param>
    public static bool Factor(Span<float> matrix, int size)
    {
        var work = new double[size * size];
        for (var j = 0; j < size; j++)
        {
            for (var i = j; i < size; i++)
            {
                var sum = matrix[i * size + j] - Dot(work.AsSpan(i * size, j), work.AsSpan(j * size, j));
                if (i == j && !(sum > 0))
                    return false;
                work[i * size + j] = i == j ? Math.Sqrt(sum) : sum / work[j * size + j];
            }
        }

        for (var i = 0; i < work.Length; i++)
            matrix[i] = (float)work[i];
        return true;
    }

    /// <summary>Inverse of a lower triangle.</summary>
    /// <param name="lower">Size × size, row-major.</param>
    /// <param name="size">Rows.</param>
    /// <param name="destination">Size × size; a lower triangle.</param>
    public static void Invert(ReadOnlySpan<float> lower, int size, Span<float> destination)
    {
        // Columns of the inverse are rows here, so that sums run along memory.
        var columns = new double[size * size];
        var row = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k <= i; k++)
                row[k] = lower[i * size + k];
            for (var j = 0; j < i; j++)
                columns[j * size + i] = -Dot(row.AsSpan(j, i - j), columns.AsSpan(j * size + j, i - j)) / row[i];
            columns[i * size + i] = 1 / row[i];
        }

        for (var i = 0; i < size; i++)
        for (var j = 0; j < size; j++)
            destination[i * size + j] = (float)columns[j * size + i];
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
