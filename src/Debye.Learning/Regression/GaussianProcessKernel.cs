using System.Numerics.Tensors;

namespace Debye.Learning.Regression;

/// <summary>
/// Covariances of examples, noise apart: Σ over groups of variance × shape(distance / length scale), and the linear term.
/// </summary>
/// <remarks>
/// Distances are root mean squares over the columns of the group, so that length scales stay near 1 for any number of columns.
/// </remarks>
internal sealed class GaussianProcessKernel(GaussianProcessShape shape, int[][] groups, int columns)
{
    /// <summary>Number of groups.</summary>
    public int Groups => groups.Length;

    /// <summary>Columns of each group.</summary>
    public IReadOnlyList<int[]> GroupColumns => groups;

    /// <summary>The shape.</summary>
    public GaussianProcessShape Shape => shape;

    /// <summary>Numbers of a row as <see cref="Squares"/> wants them: the columns of each group, then all of them.</summary>
    public double[] Arrange(ReadOnlySpan<float> standardised)
    {
        var arranged = new List<double>();
        foreach (var group in groups)
        foreach (var column in group)
            arranged.Add(standardised[column]);
        foreach (var value in standardised)
            arranged.Add(value);
        return [.. arranged];
    }

    /// <summary>
    /// What two rows have to do with each other, whatever the hyper-parameters: a squared distance per group, then the mean product.
    /// </summary>
    public void Squares(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> destination)
    {
        var start = 0;
        for (var g = 0; g < groups.Length; g++)
        {
            var width = groups[g].Length;
            var distance = TensorPrimitives.Distance(a.Slice(start, width), b.Slice(start, width));
            destination[g] = distance * distance / width;
            start += width;
        }

        destination[groups.Length] = TensorPrimitives.Dot(a[start..], b[start..]) / columns;
    }

    /// <summary>Covariance of two rows.</summary>
    public double Value(ReadOnlySpan<double> squares, GaussianProcessParameters parameters)
    {
        var sum = parameters.LinearVariance * squares[groups.Length];
        for (var g = 0; g < groups.Length; g++)
            sum += parameters.Variances[g] * Shapes(squares[g], parameters.LengthScales[g]).Value;
        return sum;
    }

    /// <summary>Adds weight × derivative of the covariance by the logarithm of each hyper-parameter but the noise.</summary>
    public void AddDerivatives(ReadOnlySpan<double> squares, GaussianProcessParameters parameters, double weight, Span<double> sums)
    {
        for (var g = 0; g < groups.Length; g++)
        {
            var (value, slope) = Shapes(squares[g], parameters.LengthScales[g]);
            sums[2 * g] += weight * parameters.Variances[g] * value;
            sums[2 * g + 1] += weight * parameters.Variances[g] * slope;
        }

        if (parameters.LinearVariance > 0)
            sums[2 * groups.Length] += weight * parameters.LinearVariance * squares[groups.Length];
    }

    /// <summary>The shape at a squared distance, and its derivative by the logarithm of the length scale.</summary>
    private (double Value, double Slope) Shapes(double square, double length)
    {
        var r2 = square / (length * length);
        if (shape == GaussianProcessShape.SquaredExponential)
        {
            var gauss = Math.Exp(-0.5 * r2);
            return (gauss, r2 * gauss);
        }

        var t = Math.Sqrt(5 * r2);
        var decay = Math.Exp(-t);
        return ((1 + t + t * t / 3) * decay, t * t / 3 * (1 + t) * decay);
    }
}
