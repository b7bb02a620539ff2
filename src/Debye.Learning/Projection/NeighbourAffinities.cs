using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>How much rows of a table belong together: symmetric, sparse, with the sum 1.</summary>
/// <remarks>pᵢⱼ = (pⱼ|ᵢ + pᵢ|ⱼ) / 2n over the 3 × perplexity nearest rows; 0 for all other pairs.</remarks>
internal sealed class NeighbourAffinities
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    private NeighbourAffinities(int[] starts, int[] columns, double[] values)
    {
        _starts = starts;
        _columns = columns;
        _values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _starts.Length - 1;

    /// <summary>Partners of a row, ascending.</summary>
    public ReadOnlySpan<int> Partners(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Affinity of each partner.</summary>
    public ReadOnlySpan<double> Values(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Number of neighbours of a perplexity among a number of candidates.</summary>
    public static int NeighboursOf(double perplexity, int candidates) => (int)Math.Min(Math.Ceiling(3 * perplexity), candidates);

    /// <summary>Finds the affinities; the neighbours by comparing all pairs.</summary>
    public static NeighbourAffinities Of(FeatureTable table, double perplexity, int threads, CancellationToken cancellation)
    {
        var (rows, count) = (table.Rows, NeighboursOf(perplexity, table.Rows - 1));
        var closeness = new RowCloseness<float>(table.Values.ToArray(), table.Columns);
        var (neighbours, values) = (new int[rows * count], new double[rows * count]);
        var buffers = Enumerable.Range(0, threads).Select(_ => (Closeness: new float[rows], Distances: new double[count])).ToArray();
        ParallelLoop.Run(
            rows,
            threads,
            (i, worker) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var (own, distances) = buffers[worker];
                closeness.ToOthers(i, own);
                var near = neighbours.AsSpan(i * count, count);
                var shares = values.AsSpan(i * count, count);
                RowCloseness<float>.Nearest(own, near, distances);
                PerplexitySearch.Find(distances, perplexity, shares);
                near.Sort(shares);
            }
        );
        return Symmetric(neighbours, values, rows, count);
    }

    private static NeighbourAffinities Symmetric(int[] neighbours, double[] values, int rows, int count)
    {
        var (starts, columns, turned) = Transpose(neighbours, values, rows, count);
        var result = (
            Starts: new int[rows + 1],
            Columns: new List<int>(3 * neighbours.Length / 2),
            Values: new List<double>(3 * neighbours.Length / 2)
        );
        for (var i = 0; i < rows; i++)
        {
            var (a, b) = (i * count, starts[i]);
            while (a < (i + 1) * count || b < starts[i + 1])
            {
                var (own, other) = (a < (i + 1) * count ? neighbours[a] : rows, b < starts[i + 1] ? columns[b] : rows);
                var sum = (own <= other ? values[a++] : 0) + (other <= own ? turned[b++] : 0);
                if (sum == 0)
                    continue;
                result.Columns.Add(Math.Min(own, other));
                result.Values.Add(sum / (2.0 * rows));
            }

            result.Starts[i + 1] = result.Columns.Count;
        }

        return new NeighbourAffinities(result.Starts, [.. result.Columns], [.. result.Values]);
    }

    /// <summary>Who has each row as a neighbour, ascending.</summary>
    private static (int[] Starts, int[] Columns, double[] Values) Transpose(int[] neighbours, double[] values, int rows, int count)
    {
        var (starts, columns, turned) = (new int[rows + 1], new int[neighbours.Length], new double[neighbours.Length]);
        foreach (var j in neighbours)
            starts[j + 1]++;
        for (var i = 0; i < rows; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, rows).ToArray();
        for (var e = 0; e < neighbours.Length; e++)
        {
            var at = next[neighbours[e]]++;
            (columns[at], turned[at]) = (e / count, values[e]);
        }

        return (starts, columns, turned);
    }
}
