using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Chemometrics;

/// <summary>Centre of a class and scatter about it.</summary>
internal sealed class ClassScatter
{
    /// <summary>
    /// Variances below this share of the largest are raised to it, so that a class without extent in a direction still has a distance.
    /// </summary>
    private const double LeastShare = 1e-9;
    private const double LeastVariance = 1e-18;
    private readonly double[] _centre;
    private readonly Matrix<double> _whitening;

    /// <summary>Prepares distances.</summary>
    /// <param name="centre">Centre of the class.</param>
    /// <param name="scatter">Symmetric matrix of its mean squares and products.</param>
    public ClassScatter(double[] centre, Matrix<double> scatter)
    {
        (_centre, Scatter, _whitening) = (centre, scatter, Whitening(scatter));
        // Its squared determinant is that of the inverse of the scatter.
        LogDeterminant = -2 * Math.Log(Math.Abs(_whitening.Determinant()));
    }

    /// <summary>Centre of the class.</summary>
    public ReadOnlySpan<double> Centre => _centre;

    /// <summary>The matrix given.</summary>
    public Matrix<double> Scatter { get; }

    /// <summary>Logarithm of its determinant, weak directions raised.</summary>
    public double LogDeterminant { get; }

    /// <summary>Squared Mahalanobis distance of a point.</summary>
    public double SquaredDistance(double[] point)
    {
        var difference = Vector<double>.Build.Dense(point.Length, i => point[i] - _centre[i]);
        var white = _whitening * difference;
        return white * white;
    }

    /// <summary>Probabilities of classes at a point: normal densities, all classes equally frequent.</summary>
    public static void Posterior(ClassScatter[] classes, double[] point, Span<float> probabilities)
    {
        var logits = Array.ConvertAll(classes, own => -0.5 * (own.SquaredDistance(point) + own.LogDeterminant));
        var (largest, total) = (logits.Max(), 0.0);
        foreach (var logit in logits)
            total += Math.Exp(logit - largest);
        for (var k = 0; k < logits.Length; k++)
            probabilities[k] = (float)(Math.Exp(logits[k] - largest) / total);
    }

    /// <summary>A matrix W with ‖W·x‖² the squared length of x in the metric of a scatter matrix.</summary>
    public static Matrix<double> Whitening(Matrix<double> scatter)
    {
        var eigen = scatter.Evd(Symmetricity.Symmetric);
        var variances = eigen.EigenValues.Real();
        var least = Math.Max(LeastShare * variances.Maximum(), LeastVariance);
        return Matrix<double>.Build.DenseOfDiagonalVector(variances.Map(variance => 1 / Math.Sqrt(Math.Max(variance, least))))
            * eigen.EigenVectors.Transpose();
    }

    /// <summary>Mean squares and products of points about a centre.</summary>
    public static Matrix<double> Of(IReadOnlyList<double[]> points, double[] centre)
    {
        var scatter = Matrix<double>.Build.Dense(centre.Length, centre.Length);
        foreach (var point in points)
        {
            var difference = Vector<double>.Build.Dense(centre.Length, i => point[i] - centre[i]);
            scatter += difference.OuterProduct(difference) / points.Count;
        }

        return scatter;
    }
}
