using System.Numerics.Tensors;
using Debye.Numerics;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>A loaded crystal against a curve: what is left after the best factor and constant, and how unusual the changes are.</summary>
/// <remarks>Coordinates are parameters in units of their expected change, so that the prior is |point|².</remarks>
internal sealed class RefinementProblem : ILeastSquaresProblem
{
    private const double Limit = 10;

    private readonly RefinementModel _model;
    private readonly float[] _target;
    private readonly double _noise;
    private readonly double[] _scale;
    private readonly double[] _values;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly float[] _slopes;
    private readonly float _mean;
    private readonly double _spread;
    private readonly float[] _calculated;
    private readonly float[] _residual;

    /// <summary>Creates a problem.</summary>
    /// <param name="model">The model, its crystal loaded.</param>
    /// <param name="target">The curve, on the first points of the grid.</param>
    /// <param name="noise">What is left unexplained, as a part of the curve's standard deviation.</param>
    /// <param name="prior">Expected changes.</param>
    public RefinementProblem(RefinementModel model, ReadOnlySpan<float> target, double noise, RefinementPrior prior)
    {
        (_model, _target) = (model, target.ToArray());
        Count = model.Parameters.Count;
        _scale = [.. Enumerable.Range(0, Count).Select(k => model.Parameters.Deviation(k, prior))];
        (_values, _upper, _slopes) = (new double[Count], new double[Count], new float[Count * target.Length]);
        Array.Fill(_upper, Limit);
        _lower = Array.ConvertAll(_upper, limit => -limit);
        _mean = TensorPrimitives.Sum(target) / target.Length;
        TensorPrimitives.Subtract(_target, _mean, _target);
        _spread = Math.Max(TensorPrimitives.SumOfSquares<float>(_target), 1e-20);
        _noise = noise * Math.Sqrt(_spread / target.Length);
        (_calculated, _residual) = (new float[target.Length], new float[target.Length]);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Lower => _lower;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>Values of the parameters at a point.</summary>
    private ReadOnlySpan<double> ValuesAt(ReadOnlySpan<double> point)
    {
        TensorPrimitives.Multiply(point, _scale, _values);
        return _values;
    }

    /// <inheritdoc/>
    public double Linearise(ReadOnlySpan<double> point, Span<double> gradient, Span<double> curvature)
    {
        var n = _target.Length;
        _model.Evaluate(ValuesAt(point), n, _calculated, _slopes);
        Centre(_calculated);
        var own = TensorPrimitives.SumOfSquares<float>(_calculated);
        var factor = own > 0 ? Math.Max(TensorPrimitives.Dot<float>(_calculated, _target) / own, 0) : 0;
        TensorPrimitives.Multiply(_calculated, factor, _calculated);
        TensorPrimitives.Subtract(_target, _calculated, _residual);
        TensorPrimitives.Add(_calculated, _mean, _calculated);
        for (var k = 0; k < Count; k++)
        {
            var slope = _slopes.AsSpan(k * n, n);
            Centre(slope);
            TensorPrimitives.Multiply(slope, (float)(factor * _scale[k] / _noise), slope);
            gradient[k] = point[k] - TensorPrimitives.Dot<float>(slope, _residual) / _noise;
            for (var l = 0; l <= k; l++)
                curvature[k * Count + l] = curvature[l * Count + k] =
                    TensorPrimitives.Dot<float>(slope, _slopes.AsSpan(l * n, n)) + (k == l ? 1 : 0);
        }

        return TensorPrimitives.SumOfSquares<float>(_residual) / (_noise * _noise) + TensorPrimitives.SumOfSquares(point);
    }

    /// <summary>The state at a point.</summary>
    public PdfRefinement Describe(double[] point)
    {
        var objective = Linearise(point, new double[Count], new double[Count * Count]);
        var values = ValuesAt(point).ToArray();
        var crystal = _model.At(values);
        return new PdfRefinement
        {
            Crystal = crystal,
            Powers = [.. _model.PowersAt(values)],
            Misfit = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(_residual) / _spread),
            UisoAngstrom2 = _model.UisoAt(values),
            QdampPerAngstrom = _model.QdampAt(values),
            Curve = _calculated,
            Objective = objective,
            Point = point,
        };
    }

    private static void Centre(Span<float> values) =>
        TensorPrimitives.Subtract(values, TensorPrimitives.Sum<float>(values) / values.Length, values);
}
