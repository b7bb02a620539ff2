using Debye.Learning.Baselines;
using Debye.Numerics;

namespace Debye.Learning.Regression;

/// <summary>The log marginal likelihood of standardised values, its gradient, and its maximum.</summary>
/// <remarks>
/// ln p(y) = −½ yᵀK⁻¹y − ½ ln det K − (n/2) ln 2π; its derivative by a hyper-parameter is ½ Σ (ααᵀ − K⁻¹)∘∂K with α = K⁻¹y. Logarithms of
/// the hyper-parameters stay inside <see cref="Lowest"/>…<see cref="Highest"/> by a sigmoid. Source: C. E. Rasmussen and C. K. I. Williams,
/// Gaussian Processes for Machine Learning, MIT Press (2006), eq. 2.30 and 5.9.
/// </remarks>
internal sealed class GaussianProcessLikelihood
{
    private const double GradientTolerance = 1e-5;
    private readonly GaussianProcessKernel _kernel;
    private readonly double[] _values;
    private readonly double[] _noiseShares;
    private readonly double[] _squares;
    private readonly int _width;

    /// <param name="kernel">Covariances.</param>
    /// <param name="rows">Arranged rows.</param>
    /// <param name="values">Standardised values.</param>
    /// <param name="noiseShares">Factor on the noise variance of each row.</param>
    public GaussianProcessLikelihood(GaussianProcessKernel kernel, double[][] rows, double[] values, double[] noiseShares)
    {
        (_kernel, _values, _noiseShares, _width) = (kernel, values, noiseShares, kernel.Groups + 1);
        _squares = new double[rows.Length * (rows.Length + 1) / 2 * _width];
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j <= i; j++)
            kernel.Squares(rows[i], rows[j], _squares.AsSpan(At(i, j), _width));
    }

    /// <summary>Least value of a hyper-parameter that is learned.</summary>
    public static double Lowest { get; } = 1e-6;

    /// <summary>Largest value of a hyper-parameter that is learned.</summary>
    public static double Highest { get; } = 1e3;

    /// <summary>Factor of the covariances with noise, or null where rounding leaves them not positive definite.</summary>
    public PositiveDefiniteFactor? Factor(GaussianProcessParameters parameters)
    {
        var stride = PositiveDefiniteFactor.Padded(_values.Length);
        var matrix = new double[stride * stride];
        for (var i = 0; i < _values.Length; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[i * stride + j] = _kernel.Value(_squares.AsSpan(At(i, j), _width), parameters);
            matrix[i * (stride + 1)] += parameters.NoiseVariance * _noiseShares[i];
        }

        return PositiveDefiniteFactor.Factor(matrix, _values.Length);
    }

    /// <summary>K⁻¹y and the likelihood.</summary>
    public (double[] Weights, double LogLikelihood) Solve(PositiveDefiniteFactor factor)
    {
        var weights = (double[])_values.Clone();
        factor.Solve(weights);
        var fit = System.Numerics.Tensors.TensorPrimitives.Dot<double>(_values, weights);
        return (weights, -0.5 * (fit + factor.LogDeterminant() + _values.Length * Math.Log(2 * Math.PI)));
    }

    /// <summary>The likelihood and its gradient by the logarithms of the hyper-parameters; −∞ and zeros where there is no factor.</summary>
    public double Evaluate(ReadOnlySpan<double> logarithms, Span<double> gradient)
    {
        gradient.Clear();
        var parameters = GaussianProcessParameters.FromLogarithms(logarithms, _kernel.Groups);
        if (Factor(parameters) is not { } factor)
            return double.NegativeInfinity;
        var (weights, likelihood) = Solve(factor);
        var inverse = factor.Inverse();
        for (var i = 0; i < weights.Length; i++)
        for (var j = 0; j <= i; j++)
        {
            // Off the diagonal every pair counts twice, and the half in front makes it once.
            var weight = (i == j ? 0.5 : 1) * (weights[i] * weights[j] - inverse[i * factor.Stride + j]);
            _kernel.AddDerivatives(_squares.AsSpan(At(i, j), _width), parameters, weight, gradient);
            if (i == j)
                gradient[^1] += weight * parameters.NoiseVariance * _noiseShares[i];
        }

        return likelihood;
    }

    /// <summary>The hyper-parameters of the highest likelihood found.</summary>
    public GaussianProcessParameters Maximise(GaussianProcessOptions options)
    {
        var dimension = 2 * _kernel.Groups + (options.Linear ? 2 : 1);
        var (best, bestPoint) = (double.PositiveInfinity, Array.Empty<double>());
        for (var start = 0; start < options.Starts; start++)
        {
            var random = new RandomSource(options.Seed, (ulong)start);
            var point = Enumerable
                .Range(0, dimension)
                .Select(k => ToFree(Start(k, dimension, start == 0 ? 0 : random.NextNormal())))
                .ToArray();
            var end = new QuasiNewton(Loss, dimension).Run(point, GradientTolerance, options.MaxIterations);
            if (end.Value < best || bestPoint.Length == 0)
                (best, bestPoint) = (end.Value, point);
        }

        return GaussianProcessParameters.FromLogarithms([.. bestPoint.Select(free => ToLogarithm(free).Value)], _kernel.Groups);
    }

    /// <summary>−ln p per example over free variables.</summary>
    private double Loss(ReadOnlySpan<double> free, Span<double> gradient)
    {
        var logarithms = new double[free.Length];
        for (var k = 0; k < free.Length; k++)
            logarithms[k] = ToLogarithm(free[k]).Value;
        var likelihood = Evaluate(logarithms, gradient);
        for (var k = 0; k < free.Length; k++)
            gradient[k] *= -ToLogarithm(free[k]).Slope / _values.Length;
        return -likelihood / _values.Length;
    }

    /// <summary>Length scales start around 1; the variances share that of the values; noise starts at a tenth.</summary>
    private double Start(int index, int dimension, double normal) =>
        index >= 2 * _kernel.Groups ? (index == dimension - 1 ? Math.Log(0.1) : Math.Log(0.3)) + normal
        : index % 2 == 1 ? normal
        : normal - Math.Log(_kernel.Groups);

    private static (double Value, double Slope) ToLogarithm(double free)
    {
        var (low, range) = (Math.Log(Lowest), Math.Log(Highest / Lowest));
        var share = 1 / (1 + Math.Exp(-free));
        return (low + range * share, range * share * (1 - share));
    }

    private static double ToFree(double logarithm)
    {
        var share = Math.Clamp((logarithm - Math.Log(Lowest)) / Math.Log(Highest / Lowest), 0.01, 0.99);
        return Math.Log(share / (1 - share));
    }

    private int At(int i, int j) => (i * (i + 1) / 2 + j) * _width;
}
