using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Tests.Projection;

/// <summary>Small made tables.</summary>
internal static class ProjectionData
{
    /// <summary>A table by formula, so that reference programs can have the same: sin(0.37 i² + 1.7 f (i mod 7) + f²).</summary>
    public static FeatureTable Waves(int rows, int columns) =>
        new(Enumerable.Range(0, rows * columns).Select(at => Wave(at / columns, at % columns)).ToArray(), columns);

    /// <summary>Round clusters on the axes, 20 apart, in turn; every column has noise of 1.</summary>
    public static FeatureTable Clusters(int rows, int clusters, ulong seed, int columns = 10)
    {
        var random = new RandomSource(seed, 11);
        var values = new float[rows * columns];
        for (var at = 0; at < values.Length; at++)
            values[at] = (float)(random.NextNormal() + (at % columns == at / columns % clusters ? 20 : 0));
        return new FeatureTable(values, columns);
    }

    /// <summary>Standard normal numbers.</summary>
    public static double[] Normal(int count, ulong seed, double scale = 1)
    {
        var random = new RandomSource(seed, 12);
        return [.. Enumerable.Range(0, count).Select(_ => scale * random.NextNormal())];
    }

    private static float Wave(int i, int f) => (float)Math.Sin(0.37 * i * i + 1.7 * f * (i % 7) + f * f);
}
