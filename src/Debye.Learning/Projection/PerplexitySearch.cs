using System.Numerics.Tensors;

namespace Debye.Learning.Projection;

/// <summary>Probabilities of neighbours that fall as a Gaussian whose width gives a chosen perplexity.</summary>
internal static class PerplexitySearch
{
    private const int MaxBisections = 200;
    private const double Tolerance = 1e-10;

    /// <summary>Finds the width by bisection of the entropy.</summary>
    /// <param name="distances">Distances of the neighbours, nearest first; finite.</param>
    /// <param name="perplexity">Exponential of the entropy that is wanted.</param>
    /// <param name="destination">As many probabilities; their sum is 1.</param>
    /// <remarks>
    /// Where more neighbours than the perplexity are equally near, or all are, none of the widths gives it: the nearest share everything.
    /// </remarks>
    public static void Find(ReadOnlySpan<double> distances, double perplexity, Span<double> destination)
    {
        // Differences of squares to the nearest, over the farthest: neither shift nor scale matters to the probabilities that are looked
        // for.
        Span<double> squares = new double[distances.Length];
        var (nearest, farthest) = (distances[0], distances[^1]);
        for (var k = 0; k < squares.Length; k++)
            squares[k] =
                farthest > nearest
                    ? (distances[k] - nearest) / (farthest - nearest) * ((distances[k] + nearest) / (farthest + nearest))
                    : 0;
        var (low, high, precision, wanted) = (0.0, double.PositiveInfinity, 1.0, Math.Log(perplexity));
        for (var step = 0; step < MaxBisections; step++)
        {
            var excess = Entropy(squares, precision, destination) - wanted;
            if (Math.Abs(excess) < Tolerance)
                break;
            if (excess > 0)
                (low, precision) = (precision, double.IsInfinity(high) ? 2 * precision : 0.5 * (precision + high));
            else
                (high, precision) = (precision, 0.5 * (precision + low));
        }
    }

    private static double Entropy(ReadOnlySpan<double> squares, double precision, Span<double> probabilities)
    {
        TensorPrimitives.Multiply(squares, -precision, probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        var sum = TensorPrimitives.Sum<double>(probabilities);
        TensorPrimitives.Divide(probabilities, sum, probabilities);
        return Math.Log(sum) + precision * TensorPrimitives.Dot(squares, probabilities);
    }
}
