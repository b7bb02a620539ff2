using System.Diagnostics;
using System.Globalization;
using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Bench;

/// <summary>Projections of synthetic clusters to the plane: seconds, trustworthiness, divergence.</summary>
/// <remarks>
/// projection [THREADS [ROWS …]]: clusters of different widths in 64 columns, default 2,000 and 20,000 rows; with θ = 0 too up to 5,000.
/// </remarks>
internal static class ProjectionBench
{
    private const int Columns = 64;
    private const int Clusters = 12;
    private const int Neighbours = 12;
    private const int LargestExact = 5_000;

    public static int Run(string[] args)
    {
        var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1;
        int[] sizes = args.Length > 1 ? [.. args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [2_000, 20_000];
        Console.WriteLine($"{Clusters} clusters, {Columns} columns; threads {threads}; {Neighbours} neighbours compared");
        Console.WriteLine($"{"rows", 6} {"projection", -12} {"seconds", 8} {"trustworthiness", 16} {"continuity", 11} {"divergence", 11}");
        foreach (var rows in sizes)
        {
            var table = Draw(rows);
            var start = Stopwatch.GetTimestamp();
            var scores = PrincipalComponents.Fit(table, 2).Transform(table);
            Report(rows, "PCA", start, table, scores, threads, null);
            foreach (var theta in rows <= LargestExact ? new[] { 0.5, 0 } : [0.5])
            {
                start = Stopwatch.GetTimestamp();
                var embedding = StochasticNeighbours.Fit(table, new StochasticNeighboursOptions { Theta = theta, Threads = threads });
                Report(rows, theta > 0 ? "t-SNE" : "t-SNE, θ = 0", start, table, embedding.Positions, threads, embedding.Divergence);
            }
        }

        return 0;
    }

    private static void Report(
        int rows,
        string name,
        long start,
        FeatureTable table,
        ReadOnlySpan<double> positions,
        int threads,
        double? divergence
    )
    {
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var quality = Trustworthiness.Evaluate(table, positions, Neighbours, threads);
        Console.WriteLine($"{rows, 6} {name, -12} {seconds, 8:f2} {quality.Value, 16:f4} {quality.Continuity, 11:f4} {divergence, 11:f4}");
    }

    /// <summary>Clusters of different widths in six dimensions, bent into all columns.</summary>
    private static FeatureTable Draw(int rows)
    {
        var random = new RandomSource(1);
        var directions = new double[6 * Columns];
        foreach (ref var value in directions.AsSpan())
            value = random.NextNormal();
        var centres = new double[Clusters * 6];
        foreach (ref var value in centres.AsSpan())
            value = 3 * random.NextNormal();
        var (values, point) = (new float[rows * Columns], new double[6]);
        for (var i = 0; i < rows; i++)
        {
            var cluster = i % Clusters;
            for (var d = 0; d < 6; d++)
                point[d] = centres[6 * cluster + d] + (0.2 + 0.1 * cluster) * random.NextNormal();
            for (var c = 0; c < Columns; c++)
            {
                double sum = 0;
                for (var d = 0; d < 6; d++)
                    sum += directions[6 * c + d] * point[d];
                values[i * Columns + c] = (float)(Math.Tanh(0.2 * sum) + 0.02 * random.NextNormal());
            }
        }

        return new FeatureTable(values, Columns);
    }
}
