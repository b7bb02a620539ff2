using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Chemometrics;

/// <summary>The first right singular vectors of a matrix, orthonormal, by the eigenvalues of the smaller of XXᵀ and XᵀX.</summary>
internal sealed class PrincipalAxes
{
    /// <summary>Squared singular values below this share of the largest are rounding.</summary>
    private const double Rounding = 1e-13;
    private readonly double[] _axes;
    private readonly int _columns;

    private PrincipalAxes(double[] axes, double[] squares, int columns)
    {
        _axes = axes;
        _columns = columns;
        SquaredValues = squares;
    }

    /// <summary>Number of axes.</summary>
    public int Count => SquaredValues.Length;

    /// <summary>Squared singular value of every axis, descending.</summary>
    public double[] SquaredValues { get; }

    /// <summary>Finds up to <paramref name="count"/> axes; fewer where the rank is lower.</summary>
    /// <param name="matrix">Row-major, finite.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="count">Axes wanted, 1 or more.</param>
    public static PrincipalAxes Of(ReadOnlySpan<double> matrix, int columns, int count)
    {
        var rows = matrix.Length / columns;
        var wide = rows <= columns;
        var shorter = wide ? matrix.ToArray() : Transposed(matrix, rows, columns);
        var (side, length) = wide ? (rows, columns) : (columns, rows);
        var eigen = Matrix<double>.Build.Dense(side, side, Gram(shorter, side, length)).Evd(Symmetricity.Symmetric);
        var squares = eigen.EigenValues.Select(value => value.Real).Reverse().ToArray();
        var rank = squares.TakeWhile(square => square > Rounding * squares[0] && square > 0).Take(count).Count();
        var axes = new double[rank * columns];
        for (var a = 0; a < rank; a++)
        {
            var vector = eigen.EigenVectors.Column(side - 1 - a);
            var axis = axes.AsSpan(a * columns, columns);
            if (wide)
                for (var i = 0; i < rows; i++)
                    TensorPrimitives.MultiplyAdd(matrix.Slice(i * columns, columns), vector[i], axis, axis);
            else
                vector.AsArray().CopyTo(axis);
            Orthonormalise(axes, a, columns);
        }

        return new PrincipalAxes(axes, squares[..rank], columns);
    }

    /// <summary>One axis.</summary>
    public ReadOnlySpan<double> Axis(int index) => _axes.AsSpan(index * _columns, _columns);

    /// <summary>Co-ordinates of a row on the axes; the row becomes what they leave over.</summary>
    /// <returns>Squared length of what is left over.</returns>
    public double Split(Span<double> row, Span<double> scores)
    {
        for (var a = 0; a < Count; a++)
        {
            scores[a] = TensorPrimitives.Dot(row, Axis(a));
            TensorPrimitives.MultiplyAdd(Axis(a), -scores[a], row, row);
        }

        return TensorPrimitives.SumOfSquares<double>(row);
    }

    private static double[] Transposed(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        var turned = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            turned[j * rows + i] = matrix[i * columns + j];
        return turned;
    }

    private static double[] Gram(double[] matrix, int side, int length)
    {
        var gram = new double[side * side];
        for (var i = 0; i < side; i++)
        for (var j = 0; j <= i; j++)
            gram[i * side + j] = gram[j * side + i] = TensorPrimitives.Dot<double>(
                matrix.AsSpan(i * length, length),
                matrix.AsSpan(j * length, length)
            );
        return gram;
    }

    /// <summary>
    /// Squares in the Gram matrix cost digits of weak axes: what leaks into stronger ones is taken off. The largest component becomes
    /// positive.
    /// </summary>
    private static void Orthonormalise(double[] axes, int index, int columns)
    {
        var axis = axes.AsSpan(index * columns, columns);
        TensorPrimitives.Divide(axis, TensorPrimitives.Norm<double>(axis), axis);
        for (var a = 0; a < index; a++)
        {
            var other = axes.AsSpan(a * columns, columns);
            TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(axis, other), axis, axis);
        }

        var sign = Math.Sign(axis[TensorPrimitives.IndexOfMaxMagnitude<double>(axis)]);
        TensorPrimitives.Divide(axis, sign * TensorPrimitives.Norm<double>(axis), axis);
    }
}
