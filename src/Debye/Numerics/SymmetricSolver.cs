namespace Debye.Numerics;

/// <summary>Small symmetric systems.</summary>
internal static class SymmetricSolver
{
    /// <summary>Cholesky factor in place (lower triangle); false where the matrix is not positive definite.</summary>
    public static bool Factor(Span<double> matrix, int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j];
                for (var k = 0; k < j; k++)
                    sum -= matrix[i * n + k] * matrix[j * n + k];
                if (i == j)
                {
                    if (!(sum > 0))
                        return false;
                    matrix[i * n + i] = Math.Sqrt(sum);
                }
                else
                {
                    matrix[i * n + j] = sum / matrix[j * n + j];
                }
            }
        }

        return true;
    }

    /// <summary>Solves with a Cholesky factor, in place.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> vector)
    {
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                vector[i] -= factor[i * n + k] * vector[k];
            vector[i] /= factor[i * n + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                vector[i] -= factor[k * n + i] * vector[k];
            vector[i] /= factor[i * n + i];
        }
    }

    /// <summary>Eigenvalues of a symmetric matrix, ascending, by Jacobi rotations; the matrix is destroyed.</summary>
    public static double[] Eigenvalues(Span<double> matrix, int n)
    {
        for (var sweep = 0; sweep < 40; sweep++)
        {
            var off = 0.0;
            for (var p = 0; p < n; p++)
            for (var q = p + 1; q < n; q++)
            {
                off = Math.Max(off, Math.Abs(matrix[p * n + q]));
                Rotate(matrix, n, p, q);
            }

            if (off < 1e-15)
                break;
        }

        var values = new double[n];
        for (var i = 0; i < n; i++)
            values[i] = matrix[i * n + i];
        Array.Sort(values);
        return values;
    }

    private static void Rotate(Span<double> matrix, int n, int p, int q)
    {
        var element = matrix[p * n + q];
        if (element == 0)
            return;
        var theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * element);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < n; k++)
            (matrix[k * n + p], matrix[k * n + q]) = (
                cosine * matrix[k * n + p] - sine * matrix[k * n + q],
                sine * matrix[k * n + p] + cosine * matrix[k * n + q]
            );
        for (var k = 0; k < n; k++)
            (matrix[p * n + k], matrix[q * n + k]) = (
                cosine * matrix[p * n + k] - sine * matrix[q * n + k],
                sine * matrix[p * n + k] + cosine * matrix[q * n + k]
            );
    }
}
