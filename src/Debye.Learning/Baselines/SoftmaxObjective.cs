using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors.Cpu;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Baselines;

/// <summary>Mean cross entropy of linear scores of standardised features with its penalty, and the gradient.</summary>
/// <remarks>
/// Parameters: weights, classes × features, then one intercept for each class. Products in single precision, sums of losses in double.
/// </remarks>
internal sealed class SoftmaxObjective
{
    private readonly TreeExamples _examples;
    private readonly CpuBackend _backend;
    private readonly double _penalty;
    private readonly float[] _shares;
    private readonly double[] _losses;
    private readonly Tensor _features;
    private readonly Tensor _scores;
    private readonly Tensor _weights;
    private readonly Tensor _intercepts;
    private readonly Tensor _gradient;

    public SoftmaxObjective(TreeExamples examples, Standardisation standardisation, LogisticRegressionOptions options, CpuBackend backend)
    {
        var (rows, columns, classes) = (examples.Features.Rows, examples.Features.Columns, examples.Classes);
        (_examples, _backend, _shares, _losses) = (
            examples,
            backend,
            Shares(examples, options.BalanceClasses, out var total),
            new double[rows]
        );
        _penalty = options.Penalty / total;
        _features = new Tensor(rows, columns);
        _scores = new Tensor(rows, classes);
        _weights = new Tensor(classes, columns);
        _intercepts = new Tensor(classes);
        _gradient = new Tensor(classes, columns);
        backend.Workers.For(rows, (_, i) => standardisation.Apply(examples.Features.Row(i), _features.Span.Slice(i * columns, columns)));
    }

    /// <summary>Number of parameters.</summary>
    public int Dimension => _weights.Length + _intercepts.Length;

    /// <summary>Value and gradient at a point.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        TensorPrimitives.ConvertTruncating<double, float>(point[.._weights.Length], _weights.Span);
        TensorPrimitives.ConvertTruncating<double, float>(point[_weights.Length..], _intercepts.Span);
        _backend.MatrixMultiply(_features, transposeA: false, _weights, transposeB: true, _intercepts, _scores);
        _backend.Workers.For(_losses.Length, (_, row) => _losses[row] = Finish(row));
        _backend.MatrixMultiply(_scores, transposeA: true, _features, transposeB: false, bias: null, _gradient);
        TensorPrimitives.ConvertTruncating<float, double>(_gradient.Span, gradient);
        var own = gradient[.._weights.Length];
        TensorPrimitives.MultiplyAdd(point[.._weights.Length], _penalty, own, own);
        for (var k = 0; k < _intercepts.Length; k++)
        {
            double sum = 0;
            for (var row = 0; row < _losses.Length; row++)
                sum += _scores.Span[row * _intercepts.Length + k];
            gradient[_weights.Length + k] = sum;
        }

        return _losses.Sum() + 0.5 * _penalty * TensorPrimitives.SumOfSquares(point[.._weights.Length]);
    }

    /// <summary>Loss of a row; its scores become the derivative of the loss.</summary>
    private double Finish(int row)
    {
        var (classes, label) = (_intercepts.Length, (int)_examples.Targets[row]);
        var scores = _scores.Span.Slice(row * classes, classes);
        var largest = TensorPrimitives.Max<float>(scores);
        double sum = 0;
        foreach (var score in scores)
            sum += Math.Exp((double)score - largest);
        var loss = Math.Log(sum) - ((double)scores[label] - largest);
        for (var k = 0; k < classes; k++)
            scores[k] = (float)(_shares[row] * (Math.Exp((double)scores[k] - largest) / sum - (k == label ? 1 : 0)));
        return _shares[row] * loss;
    }

    /// <summary>Weights of the examples as shares of their total.</summary>
    private static float[] Shares(TreeExamples examples, bool balance, out double total)
    {
        var weights = examples.EffectiveWeights(null);
        var (ofClass, occurring) = (new double[examples.Classes], 0);
        for (var i = 0; i < weights.Length; i++)
            ofClass[(int)examples.Targets[i]] += weights[i];
        occurring = ofClass.Count(weight => weight > 0);
        var all = ofClass.Sum();
        for (var i = 0; balance && i < weights.Length; i++)
            weights[i] *= (float)(all / (occurring * ofClass[(int)examples.Targets[i]]));
        total = all;
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] / all);
        return weights;
    }
}
