using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors.Cpu;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Baselines;

/// <summary>Solution for one penalty.</summary>
/// <param name="Penalty">The penalty, relative.</param>
/// <param name="Duals">Weight of each example for each class, in blocks as high as a tile.</param>
/// <param name="LeftOut">Scores of every example by all the others, examples × classes.</param>
/// <param name="MeanSquaredError">Their mean squared deviation from the targets.</param>
internal sealed record RidgeSolution(double Penalty, Tensor[] Duals, float[] LeftOut, double MeanSquaredError);

/// <summary>Ridge regression by the products of pairs of examples.</summary>
/// <remarks>
/// With K = ZZᵀ of centred features, G = (K + α)⁻¹ and D = G·(Y − mean): the fit leaves residuals αD, and an example left out deviates by
/// αD / (αGᵢᵢ − 1/n), the intercept fitted anew.
/// </remarks>
internal sealed class RidgeProblem
{
    private readonly TreeExamples _examples;
    private readonly CpuBackend _backend;
    private readonly Tensor[] _blocks;
    private readonly SquareTiles _products;
    private readonly double[] _means;
    private readonly double _scale;

    public RidgeProblem(TreeExamples examples, Standardisation standardisation, CpuBackend backend)
    {
        (_examples, _backend) = (examples, backend);
        var (rows, columns) = (examples.Features.Rows, examples.Features.Columns);
        var shape = new SquareTiles(rows);
        _blocks = [.. Enumerable.Range(0, shape.Count).Select(_ => new Tensor(shape.Size, columns))];
        backend.Workers.For(rows, (_, i) => standardisation.Apply(examples.Features.Row(i), Row(_blocks, i, shape.Size)));
        _products = SquareTiles.OfProducts(rows, _blocks, backend);
        _means = new double[examples.Classes];
        foreach (var target in examples.Targets)
            _means[(int)target] += 2.0 / rows;
        for (var k = 0; k < _means.Length; k++)
            _means[k]--;
        for (var i = 0; i < rows; i++)
            _scale += _products[i / shape.Size, i / shape.Size].Span[i % shape.Size * (shape.Size + 1)] / (double)rows;
        if (_scale == 0)
            _scale = 1;
    }

    private int Size => _products.Size;

    /// <summary>Solves for a penalty; null where it is too small for the precision.</summary>
    public RidgeSolution? Solve(double penalty)
    {
        var shift = penalty * _scale;
        if (TiledCholesky.Factor(_products, shift, _backend) is not { } factor)
            return null;
        var (rows, classes) = (_examples.Features.Rows, _examples.Classes);
        var duals = _blocks.Select(_ => new Tensor(Size, classes)).ToArray();
        for (var i = 0; i < rows; i++)
        for (var k = 0; k < classes; k++)
            Row(duals, i, Size)[k] = (float)(Target(i, k) - _means[k]);
        factor.Solve(duals);
        var diagonal = factor.InverseDiagonal();
        var (leftOut, error) = (new float[rows * classes], 0.0);
        for (var i = 0; i < rows; i++)
        for (var k = 0; k < classes; k++)
        {
            var deviation = shift * Row(duals, i, Size)[k] / Math.Max(1e-6, shift * diagonal[i] - 1.0 / rows);
            leftOut[i * classes + k] = (float)(Target(i, k) - deviation);
            error += deviation * deviation / leftOut.Length;
        }

        return new RidgeSolution(penalty, duals, leftOut, error);
    }

    /// <summary>Weights of the features, classes × features, and intercepts, both over a temperature.</summary>
    public (float[] Weights, double[] Intercepts) Weights(RidgeSolution solution, double temperature)
    {
        var columns = _examples.Features.Columns;
        var (sum, part) = (new Tensor(_means.Length, columns), new Tensor(_means.Length, columns));
        for (var block = 0; block < _blocks.Length; block++)
        {
            _backend.MatrixMultiply(solution.Duals[block], transposeA: true, _blocks[block], transposeB: false, bias: null, part);
            _backend.AddScaled(part, (float)(1 / temperature), sum);
        }

        return (sum.Span.ToArray(), [.. _means.Select(mean => mean / temperature)]);
    }

    private double Target(int row, int k) => (int)_examples.Targets[row] == k ? 1 : -1;

    private static Span<float> Row(Tensor[] blocks, int row, int size)
    {
        var width = blocks[0].Extent(-1);
        return blocks[row / size].Span.Slice(row % size * width, width);
    }
}
