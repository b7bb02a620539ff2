using Debye.Learning.Projection;

namespace Debye.Learning.Tests.Projection;

/// <summary>The plain twin of <see cref="EmbeddingGradient"/>: dense affinities and all pairs.</summary>
internal static class PlainEmbedding
{
    /// <summary>Affinities as rows × rows.</summary>
    public static double[,] Dense(NeighbourAffinities affinities)
    {
        var dense = new double[affinities.Rows, affinities.Rows];
        for (var i = 0; i < affinities.Rows; i++)
        for (var e = 0; e < affinities.Partners(i).Length; e++)
            dense[i, affinities.Partners(i)[e]] = affinities.Values(i)[e];
        return dense;
    }

    /// <summary>4 Σⱼ (a pᵢⱼ − qᵢⱼ/Z) qᵢⱼ (yᵢ − yⱼ).</summary>
    public static double[] Gradient(double[,] affinities, double[] positions, double exaggeration)
    {
        var (gradient, total) = (new double[positions.Length], Total(positions));
        for (var i = 0; i < positions.Length / 2; i++)
        for (var j = 0; j < positions.Length / 2; j++)
        for (var axis = 0; axis < 2; axis++)
        {
            var q = Weight(positions, i, j);
            gradient[2 * i + axis] +=
                4 * (exaggeration * affinities[i, j] - q / total) * q * (positions[2 * i + axis] - positions[2 * j + axis]);
        }

        return gradient;
    }

    /// <summary>Σ pᵢⱼ ln(pᵢⱼ Z / qᵢⱼ).</summary>
    public static double Divergence(double[,] affinities, double[] positions)
    {
        var (sum, total) = (0.0, Total(positions));
        for (var i = 0; i < positions.Length / 2; i++)
        for (var j = 0; j < positions.Length / 2; j++)
            if (affinities[i, j] > 0)
                sum += affinities[i, j] * Math.Log(affinities[i, j] * total / Weight(positions, i, j));
        return sum;
    }

    private static double Total(double[] positions)
    {
        var total = 0.0;
        for (var i = 0; i < positions.Length / 2; i++)
        for (var j = 0; j < positions.Length / 2; j++)
            if (i != j)
                total += Weight(positions, i, j);
        return total;
    }

    private static double Weight(double[] positions, int i, int j) =>
        1 / (1 + Math.Pow(positions[2 * i] - positions[2 * j], 2) + Math.Pow(positions[2 * i + 1] - positions[2 * j + 1], 2));
}
