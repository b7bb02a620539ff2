namespace Debye.Tensors;

/// <summary>Differentiable distances between rows.</summary>
public static class Distances
{
    /// <summary>Squared Euclidean distances between all rows.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, columns).</param>
    /// <returns>(rows, rows); 0 on the diagonal.</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    /// <remarks>
    /// D = n 1ᵀ + 1 nᵀ − 2XXᵀ, n the squared lengths; with G the gradient of D and S = G + Gᵀ, that of X is 2(diag(S1)X − SX).
    /// </remarks>
    public static Tensor Squared(Tape tape, Tensor x)
    {
        Check.That(x.Rank == 2, x, "(rows, columns)");
        var (rows, backend) = (x.Extent(0), tape.Backend);
        var distances = tape.Empty(rows, rows);
        backend.MatrixMultiply(x, transposeA: false, x, transposeB: true, null, distances);
        Finish(distances.Span, rows);
        if (!tape.Wants(x))
            return distances;
        tape.Record(
            distances,
            () =>
                tape.Accumulate(
                    x,
                    dx =>
                    {
                        var weights = tape.Empty(rows, rows);
                        FillWeights(distances.GradientTensor().Span, weights.Span, rows);
                        backend.MatrixMultiply(weights, transposeA: false, x, transposeB: false, null, dx);
                    }
                )
        );
        return distances;
    }

    /// <summary>Products of rows become distances.</summary>
    private static void Finish(Span<float> products, int rows)
    {
        var lengths = new float[rows];
        for (var i = 0; i < rows; i++)
            lengths[i] = products[(i * rows) + i];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < rows; j++)
            products[(i * rows) + j] = i == j ? 0 : Math.Max(0, lengths[i] + lengths[j] - (2 * products[(i * rows) + j]));
    }

    private static void FillWeights(ReadOnlySpan<float> gradient, Span<float> weights, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            var sum = 0f;
            for (var j = 0; j < rows; j++)
            {
                var both = i == j ? 0 : gradient[(i * rows) + j] + gradient[(j * rows) + i];
                weights[(i * rows) + j] = -2 * both;
                sum += both;
            }

            weights[(i * rows) + i] = 2 * sum;
        }
    }
}
