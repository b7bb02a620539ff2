namespace Debye.Learning.Regression;

/// <summary>L·Lᵀ = A in double precision for matrices of some thousand rows; solves and inverts.</summary>
/// <remarks>
/// Rows are padded to a multiple of four by those of the identity, which changes neither solutions nor the determinant. All long sums run
/// along rows, of L or of the transposed L⁻¹. Cost: n³/6 products to factor, n³/3 more to invert.
/// </remarks>
internal sealed class PositiveDefiniteFactor
{
    private const int Block = DotKernels.Rows;
    private readonly double[] _lower;

    private PositiveDefiniteFactor(double[] lower, int rows, int stride)
    {
        _lower = lower;
        (Rows, Stride) = (rows, stride);
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows { get; }

    /// <summary>Rows with padding; the distance of rows in memory.</summary>
    public int Stride { get; }

    /// <summary>Rows of a matrix with padding.</summary>
    public static int Padded(int rows) => (rows + Block - 1) / Block * Block;

    /// <summary>Factors a matrix in place; null where it is not positive definite to rounding.</summary>
    /// <param name="matrix">Padded × padded, row-major; only its lower half is read. What is beyond <paramref name="rows"/> need not be
    /// set.</param>
    /// <param name="rows">Rows of the matrix.</param>
    public static PositiveDefiniteFactor? Factor(double[] matrix, int rows)
    {
        var stride = Padded(rows);
        for (var i = rows; i < stride; i++)
        {
            matrix.AsSpan(i * stride, i).Clear();
            matrix[i * stride + i] = 1;
        }

        Span<double> sums = stackalloc double[Block * Block];
        for (var i0 = 0; i0 < stride; i0 += Block)
        for (var j0 = 0; j0 <= i0; j0 += Block)
        {
            DotKernels.Products(matrix.AsSpan(i0 * stride), matrix.AsSpan(j0 * stride), stride, j0, sums);
            if (!Finish(matrix, stride, i0, j0, sums))
                return null;
        }

        return new PositiveDefiniteFactor(matrix, rows, stride);
    }

    /// <summary>ln det A.</summary>
    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
            sum += 2 * Math.Log(_lower[i * Stride + i]);
        return sum;
    }

    /// <summary>L⁻¹·y, in place.</summary>
    public void SolveLower(Span<double> vector)
    {
        for (var i = 0; i < Rows; i++)
            vector[i] = (vector[i] - Dot(_lower.AsSpan(i * Stride, i), vector[..i])) / _lower[i * Stride + i];
    }

    /// <summary>A⁻¹·y, in place.</summary>
    public void Solve(Span<double> vector)
    {
        SolveLower(vector);
        for (var i = Rows - 1; i >= 0; i--)
        {
            vector[i] /= _lower[i * Stride + i];
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_lower.AsSpan(i * Stride, i), -vector[i], vector[..i], vector[..i]);
        }
    }

    /// <summary>A·y = L·Lᵀ·y.</summary>
    public double[] Multiply(ReadOnlySpan<double> vector)
    {
        var (half, product) = (new double[Rows], new double[Rows]);
        for (var i = 0; i < Rows; i++)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                _lower.AsSpan(i * Stride, i + 1),
                vector[i],
                half.AsSpan(0, i + 1),
                half.AsSpan(0, i + 1)
            );
        for (var i = 0; i < Rows; i++)
            product[i] = Dot(_lower.AsSpan(i * Stride, i + 1), half.AsSpan(0, i + 1));
        return product;
    }

    /// <summary>The lower half of A⁻¹, padded × padded.</summary>
    public double[] Inverse()
    {
        var (transposed, inverse) = (TransposedInverse(), new double[_lower.Length]);
        Span<double> sums = stackalloc double[Block * Block];
        for (var i0 = 0; i0 < Stride; i0 += Block)
        for (var j0 = 0; j0 <= i0; j0 += Block)
        {
            DotKernels.Products(transposed.AsSpan(i0 * Stride + i0), transposed.AsSpan(j0 * Stride + i0), Stride, Stride - i0, sums);
            for (var r = 0; r < Block; r++)
                sums.Slice(r * Block, Block).CopyTo(inverse.AsSpan((i0 + r) * Stride + j0));
        }

        return inverse;
    }

    /// <summary>The diagonal of A⁻¹.</summary>
    public double[] InverseDiagonal()
    {
        var transposed = TransposedInverse();
        return
        [
            .. Enumerable.Range(0, Rows).Select(i => Dot(transposed.AsSpan(i * Stride, Stride), transposed.AsSpan(i * Stride, Stride))),
        ];
    }

    /// <summary>(L⁻¹)ᵀ: row j holds column j of L⁻¹, zeros before its diagonal.</summary>
    private double[] TransposedInverse()
    {
        var columns = new double[_lower.Length];
        Span<double> sums = stackalloc double[Block * Block];
        for (var i0 = 0; i0 < Stride; i0 += Block)
        for (var j0 = 0; j0 <= i0; j0 += Block)
        {
            DotKernels.Products(_lower.AsSpan(i0 * Stride + j0), columns.AsSpan(j0 * Stride + j0), Stride, i0 - j0, sums);
            for (var r = 0; r < Block; r++)
            for (var c = 0; c < Block && j0 + c <= i0 + r; c++)
            {
                var (i, j) = (i0 + r, j0 + c);
                var sum = sums[r * Block + c] + Dot(_lower.AsSpan(i * Stride + i0, r), columns.AsSpan(j * Stride + i0, r));
                columns[j * Stride + i] = (i == j ? 1 : -sum) / _lower[i * Stride + i];
            }
        }

        return columns;
    }

    /// <summary>A block of L from the products of its rows so far.</summary>
    private static bool Finish(double[] matrix, int stride, int i0, int j0, ReadOnlySpan<double> sums)
    {
        for (var r = 0; r < Block; r++)
        for (var c = 0; c < Block && j0 + c <= i0 + r; c++)
        {
            var (i, j) = (i0 + r, j0 + c);
            var left =
                matrix[i * stride + j] - sums[r * Block + c] - Dot(matrix.AsSpan(i * stride + j0, c), matrix.AsSpan(j * stride + j0, c));
            if (i == j && !(left > 0 && double.IsFinite(left)))
                return false;
            matrix[i * stride + j] = i == j ? Math.Sqrt(left) : left / matrix[j * stride + j];
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
