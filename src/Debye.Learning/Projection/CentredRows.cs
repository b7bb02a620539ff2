using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Projection;

/// <summary>Rows of a table about their mean, in double precision, and the directions in which they differ.</summary>
internal sealed class CentredRows
{
    private const double LeastVariance = 1e-12;
    private readonly double[] _values;
    private readonly int _rows;
    private readonly int _columns;

    public CentredRows(FeatureTable table)
    {
        (_rows, _columns) = (table.Rows, table.Columns);
        Mean = MeanOf(table);
        _values = new double[_rows * _columns];
        for (var i = 0; i < _rows; i++)
            Subtract(table.Row(i), Mean, _values.AsSpan(i * _columns, _columns));
        TotalVariance = TensorPrimitives.SumOfSquares<double>(_values) / (_rows - 1);
    }

    /// <summary>Mean of every column.</summary>
    public double[] Mean { get; }

    /// <summary>Sum of the variances of all columns.</summary>
    public double TotalVariance { get; }

    /// <summary>A row less the mean.</summary>
    public static void Subtract(ReadOnlySpan<float> row, ReadOnlySpan<double> mean, Span<double> destination)
    {
        for (var f = 0; f < destination.Length; f++)
            destination[f] = row[f] - mean[f];
    }

    /// <summary>Directions of largest variance, components × columns, and the variances.</summary>
    public (double[] Loadings, double[] Variances) Directions(int components)
    {
        var byColumns = _columns <= _rows;
        var size = byColumns ? _columns : _rows;
        var products = Matrix<double>.Build.Dense(size, size, byColumns ? ColumnProducts() : RowProducts());
        var eigen = products.Evd(Symmetricity.Symmetric);
        var (loadings, variances) = (new double[components * _columns], new double[components]);
        var largest = eigen.EigenValues[size - 1].Real;
        for (var c = 0; c < components; c++)
        {
            var value = eigen.EigenValues[size - 1 - c].Real;
            if (!(value > LeastVariance * largest))
                break;
            variances[c] = value / (_rows - 1);
            var vector = eigen.EigenVectors.Column(size - 1 - c).AsArray();
            Orient(byColumns ? vector : Combine(vector), loadings.AsSpan(c * _columns, _columns));
        }

        return (loadings, variances);
    }

    /// <summary>Means as first value plus mean difference, so that a constant column is exactly 0 once it is centred.</summary>
    private static double[] MeanOf(FeatureTable table)
    {
        var mean = new double[table.Columns];
        var first = table.Row(0);
        for (var i = 1; i < table.Rows; i++)
        {
            var row = table.Row(i);
            for (var f = 0; f < mean.Length; f++)
                mean[f] += (double)row[f] - first[f];
        }

        for (var f = 0; f < mean.Length; f++)
            mean[f] = first[f] + mean[f] / table.Rows;
        return mean;
    }

    private double[] ColumnProducts()
    {
        var products = new double[_columns * _columns];
        for (var i = 0; i < _rows; i++)
        {
            ReadOnlySpan<double> row = _values.AsSpan(i * _columns, _columns);
            for (var f = 0; f < _columns; f++)
            {
                var upper = products.AsSpan(f * _columns + f, _columns - f);
                TensorPrimitives.MultiplyAdd(row[f..], row[f], upper, upper);
            }
        }

        return Mirror(products, _columns);
    }

    private double[] RowProducts()
    {
        var products = new double[_rows * _rows];
        for (var i = 0; i < _rows; i++)
        for (var j = i; j < _rows; j++)
            products[i * _rows + j] = TensorPrimitives.Dot<double>(
                _values.AsSpan(i * _columns, _columns),
                _values.AsSpan(j * _columns, _columns)
            );
        return Mirror(products, _rows);
    }

    private static double[] Mirror(double[] matrix, int size)
    {
        for (var i = 0; i < size; i++)
        for (var j = 0; j < i; j++)
            matrix[i * size + j] = matrix[j * size + i];
        return matrix;
    }

    private double[] Combine(double[] weights)
    {
        var sum = new double[_columns];
        for (var i = 0; i < _rows; i++)
            TensorPrimitives.MultiplyAdd(_values.AsSpan(i * _columns, _columns), weights[i], sum, sum);
        return sum;
    }

    /// <summary>Length 1; the first of the elements that are largest to nine digits is positive.</summary>
    private static void Orient(ReadOnlySpan<double> vector, Span<double> destination)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        var leading = 0;
        while (Math.Abs(vector[leading]) < (1 - 1e-9) * largest)
            leading++;
        TensorPrimitives.Divide(vector, Math.CopySign(TensorPrimitives.Norm(vector), vector[leading]), destination);
    }
}
