using System.Numerics.Tensors;
using Debye.Learning.Tables;

namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>Groups of rows that look alike, for sets that do not say which rows are repeats of one sample.</summary>
/// <remarks>
/// Agglomerative clustering with average linkage of standardised columns, by chains of nearest neighbours: n² in time and memory. Source:
/// F. Murtagh, Comput. J. 26, 354 (1983), doi 10.1093/comjnl/26.4.354; linkage: R. R. Sokal, C. D. Michener, Univ. Kansas Sci. Bull. 38,
/// 1409 (1958).
/// </remarks>
public static class LookAlikes
{
    /// <summary>Puts rows into groups.</summary>
    /// <param name="table">Rows; finite values.</param>
    /// <param name="groups">Number of groups, 1 up to the number of rows.</param>
    /// <returns>Group of each row, 0…<paramref name="groups"/>−1.</returns>
    /// <exception cref="ArgumentException">The number of groups is out of its range.</exception>
    public static int[] Group(SampleTable table, int groups)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (groups < 1 || groups > table.Rows)
            throw new ArgumentOutOfRangeException(nameof(groups), groups, Invariant($"Expected 1…{table.Rows}."));
        var merges = Merges(Distances(Standardised(table)));
        var parent = Enumerable.Range(0, table.Rows).ToArray();
        foreach (var (a, b, _) in merges.OrderBy(merge => merge.Distance).Take(table.Rows - groups))
            parent[Root(parent, a)] = Root(parent, b);
        var roots = Enumerable.Range(0, table.Rows).Select(row => Root(parent, row)).ToArray();
        var order = roots.Distinct().ToList();
        return Array.ConvertAll(roots, order.IndexOf);
    }

    private static List<(int A, int B, double Distance)> Merges(double[][] distances)
    {
        var (sizes, merges, chain) = (Enumerable.Repeat(1, distances.Length).ToArray(), new List<(int, int, double)>(), new List<int>());
        while (merges.Count < distances.Length - 1)
        {
            if (chain.Count == 0)
                chain.Add(Array.FindIndex(sizes, size => size > 0));
            var top = chain[^1];
            var near = Nearest(distances[top], sizes, top, chain.Count > 1 ? chain[^2] : -1);
            if (chain.Count == 1 || near != chain[^2])
            {
                chain.Add(near);
                continue;
            }

            merges.Add((top, near, distances[top][near]));
            Join(distances, sizes, top, near);
            chain.RemoveRange(chain.Count - 2, 2);
        }

        return merges;
    }

    /// <summary>The nearest other cluster; the one before in the chain wins a draw, so that chains end.</summary>
    private static int Nearest(double[] distances, int[] sizes, int self, int before)
    {
        var (best, least) = (before, before >= 0 ? distances[before] : double.PositiveInfinity);
        for (var i = 0; i < sizes.Length; i++)
            if (i != self && sizes[i] > 0 && distances[i] < least)
                (best, least) = (i, distances[i]);
        return best;
    }

    /// <summary>The second cluster takes up the first.</summary>
    private static void Join(double[][] distances, int[] sizes, int gone, int stays)
    {
        double total = sizes[gone] + sizes[stays];
        for (var i = 0; i < sizes.Length; i++)
            if (sizes[i] > 0 && i != gone && i != stays)
                distances[i][stays] = distances[stays][i] =
                    ((sizes[gone] * distances[gone][i]) + (sizes[stays] * distances[stays][i])) / total;
        (sizes[stays], sizes[gone]) = (sizes[stays] + sizes[gone], 0);
    }

    private static double[][] Standardised(SampleTable table)
    {
        var (rows, mean, deviation) = (
            Enumerable.Range(0, table.Rows).Select(row => table.Row(row).ToArray()).ToArray(),
            new double[table.Columns],
            new double[table.Columns]
        );
        foreach (var row in rows)
            TensorPrimitives.Add<double>(mean, row, mean);
        TensorPrimitives.Divide<double>(mean, rows.Length, mean);
        foreach (var row in rows)
            TensorPrimitives.Subtract<double>(row, mean, row);
        foreach (var row in rows)
            TensorPrimitives.MultiplyAdd<double>(row, row, deviation, deviation);
        for (var f = 0; f < deviation.Length; f++)
            deviation[f] = deviation[f] > 0 ? Math.Sqrt(deviation[f] / rows.Length) : 1;
        foreach (var row in rows)
            TensorPrimitives.Divide<double>(row, deviation, row);
        return rows;
    }

    private static double[][] Distances(double[][] rows)
    {
        var distances = Array.ConvertAll(rows, _ => new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j < i; j++)
            distances[i][j] = distances[j][i] = TensorPrimitives.Distance<double>(rows[i], rows[j]);
        return distances;
    }

    private static int Root(int[] parent, int row)
    {
        while (parent[row] != row)
            row = parent[row] = parent[parent[row]];
        return row;
    }
}
