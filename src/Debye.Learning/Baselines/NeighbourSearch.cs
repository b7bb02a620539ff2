using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors.Cpu;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Baselines;

/// <summary>Looks at the scores of one curve against all training examples; <paramref name="row"/> counts the curves.</summary>
internal delegate void ScoreReader(int row, ReadOnlySpan<float> scores);

/// <summary>Scores of curves against all training examples by matrix products; a larger score is a smaller distance.</summary>
/// <remarks>
/// For correlations the curve is centred and normalised within the window of a stretch, and zero outside it; its product with an example
/// then needs only the example's norm within the window, which sums of the example give. The cost is one matrix product per stretch.
/// </remarks>
internal sealed class NeighbourSearch
{
    private const int QueriesPerBlock = 288;
    private readonly NeighbourPreparation _preparation;
    private readonly Tensor _examples;
    private readonly float[][] _inverseNorms;
    private readonly float[] _offsets;

    /// <summary>Prepares the examples, which keep their order.</summary>
    public NeighbourSearch(FeatureTable table, NeighbourPreparation preparation)
    {
        _preparation = preparation;
        _examples = new Tensor(table.Rows, table.Columns);
        var isPearson = preparation.Metric == NeighbourMetric.Pearson;
        _inverseNorms = [.. preparation.Factors.Where(_ => isPearson).Select(_ => new float[table.Rows])];
        _offsets = new float[isPearson ? 0 : table.Rows];
        for (var i = 0; i < table.Rows; i++)
        {
            var own = _examples.Span.Slice(i * table.Columns, table.Columns);
            preparation.Example(table.Row(i), own);
            for (var s = 0; s < _inverseNorms.Length; s++)
                _inverseNorms[s][i] = preparation.InverseNorm(own, s);
            if (!isPearson)
                _offsets[i] = -0.5f * TensorPrimitives.SumOfSquares<float>(own);
        }
    }

    /// <summary>Scores every row of a table; the reader is called on any of the threads, once for each row.</summary>
    public void Run(FeatureTable table, int threads, ScoreReader reader)
    {
        using var backend = new CpuBackend(threads);
        var examples = _examples.Shape[0];
        for (var first = 0; first < table.Rows; first += QueriesPerBlock)
        {
            var rows = Math.Min(QueriesPerBlock, table.Rows - first);
            var (queries, products, best) = (new Tensor(rows, table.Columns), new Tensor(rows, examples), new Tensor(rows, examples));
            for (var s = 0; s < _preparation.Factors.Length; s++)
            {
                var stretch = s;
                backend.Workers.For(
                    rows,
                    (_, i) => _preparation.Query(table.Row(first + i), stretch, queries.Span.Slice(i * table.Columns, table.Columns))
                );
                backend.MatrixMultiply(queries, transposeA: false, _examples, transposeB: true, bias: null, products);
                backend.Workers.For(
                    rows,
                    (_, i) => Keep(stretch, products.Span.Slice(i * examples, examples), best.Span.Slice(i * examples, examples))
                );
            }

            backend.Workers.For(rows, (_, i) => reader(first + i, best.Span.Slice(i * examples, examples)));
        }
    }

    private void Keep(int stretch, Span<float> products, Span<float> best)
    {
        if (_inverseNorms.Length == 0)
            TensorPrimitives.Add(products, _offsets, best);
        else if (stretch == 0)
            TensorPrimitives.Multiply(products, _inverseNorms[0], best);
        else
        {
            TensorPrimitives.Multiply(products, _inverseNorms[stretch], products);
            TensorPrimitives.Max(products, best, best);
        }
    }
}
