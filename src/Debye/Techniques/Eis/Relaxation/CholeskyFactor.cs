using System.Numerics.Tensors;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Cholesky factor L of some rows and columns of a matrix, in buffers that are used again.</summary>
internal sealed class CholeskyFactor(int capacity)
{
    private readonly double[] _factor = new double[capacity * capacity];
    private readonly double[] _inverse = new double[capacity * capacity];

    /// <summary>Number of rows.</summary>
    public int Size { get; private set; }

    /// <summary>Factors; false where the part is not positive definite.</summary>
    /// <param name="matrix">Symmetric matrix, row after row.</param>
    /// <param name="stride">Length of its rows.</param>
    /// <param name="chosen">Its rows and columns that are factored.</param>
    public bool Compute(ReadOnlySpan<double> matrix, int stride, ReadOnlySpan<int> chosen)
    {
        Size = chosen.Length;
        for (var i = 0; i < Size; i++)
        {
            var source = matrix.Slice(chosen[i] * stride, stride);
            var row = _factor.AsSpan(i * Size, Size);
            for (var j = 0; j < i; j++)
            {
                var other = _factor.AsSpan(j * Size, Size);
                row[j] = (source[chosen[j]] - TensorPrimitives.Dot(row[..j], other[..j])) / other[j];
            }

            var pivot = source[chosen[i]] - TensorPrimitives.Dot<double>(row[..i], row[..i]);
            if (!(pivot > 1e-15 * source[chosen[i]]))
                return false;
            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    public void Solve(Span<double> vector)
    {
        for (var i = 0; i < Size; i++)
        {
            var row = _factor.AsSpan(i * Size, i + 1);
            vector[i] = (vector[i] - TensorPrimitives.Dot<double>(row[..i], vector[..i])) / row[i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            var row = _factor.AsSpan(i * Size, i + 1);
            vector[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[..i], -vector[i], vector[..i], vector[..i]);
        }
    }

    /// <summary>L times a vector.</summary>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> destination)
    {
        for (var i = 0; i < Size; i++)
            destination[i] = TensorPrimitives.Dot<double>(_factor.AsSpan(i * Size, i + 1), vector[..(i + 1)]);
    }

    /// <summary>Writes L⁻ᵀ, row after row.</summary>
    public void InverseTransposed(Span<double> destination)
    {
        for (var j = 0; j < Size; j++)
        {
            var column = destination.Slice(j * Size, Size);
            column[..j].Clear();
            column[j] = 1 / _factor[j * Size + j];
            for (var i = j + 1; i < Size; i++)
                column[i] = -TensorPrimitives.Dot<double>(_factor.AsSpan(i * Size + j, i - j), column[j..i]) / _factor[i * Size + i];
        }
    }

    /// <summary>Writes the inverse of the factored matrix, row after row.</summary>
    public void Inverse(Span<double> destination)
    {
        InverseTransposed(_inverse);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var value = TensorPrimitives.Dot<double>(_inverse.AsSpan(i * Size + i, Size - i), _inverse.AsSpan(j * Size + i, Size - i));
                (destination[i * Size + j], destination[j * Size + i]) = (value, value);
            }
        }
    }
}
