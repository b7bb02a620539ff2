using Debye.Learning.Regression;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Tests.Regression;

public sealed class PositiveDefiniteFactorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(61)]
    [InlineData(130)]
    public void Factor_RandomMatrix_AgreesWithThePlainOne(int rows)
    {
        var random = Matrix<double>.Build.Random(rows, rows + 3, seed: rows);
        var plain = random * random.Transpose() + 0.1 * Matrix<double>.Build.DenseIdentity(rows);
        var stride = PositiveDefiniteFactor.Padded(rows);
        var factor = PositiveDefiniteFactor.Factor(Padded(plain, stride), rows).ShouldNotBeNull();
        factor.LogDeterminant().ShouldBe(plain.Cholesky().DeterminantLn, 1e-9 * rows);
        var right = Vector<double>.Build.Random(rows, seed: 5);
        var solution = right.ToArray();
        factor.Solve(solution);
        var inverse = plain.Inverse();
        solution.ShouldBe((inverse * right).ToArray(), 1e-8);
        factor.Multiply(solution).ShouldBe(right.ToArray(), 1e-9);
        factor.InverseDiagonal().ShouldBe(inverse.Diagonal().ToArray(), 1e-8);
        var lower = factor.Inverse();
        for (var i = 0; i < rows; i++)
        for (var j = 0; j <= i; j++)
            lower[i * stride + j].ShouldBe(inverse[i, j], 1e-8);
    }

    [Fact]
    public void Factor_NotPositiveDefinite_SaysSo() =>
        PositiveDefiniteFactor.Factor(Padded(Matrix<double>.Build.Dense(6, 6, 1.0), 8), 6).ShouldBeNull();

    private static double[] Padded(Matrix<double> plain, int stride)
    {
        var matrix = new double[stride * stride];
        Array.Fill(matrix, double.NaN);
        for (var i = 0; i < plain.RowCount; i++)
        for (var j = 0; j <= i; j++)
            matrix[i * stride + j] = plain[i, j];
        return matrix;
    }
}
