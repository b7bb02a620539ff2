using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>How far the neighbours of an embedding can be trusted, and how far it keeps those of the rows.</summary>
/// <param name="Neighbours">How many neighbours of every row were compared.</param>
/// <param name="Value">Trustworthiness, 0…1: 1 where the neighbours in the embedding are neighbours of the rows too.</param>
/// <param name="Continuity">Continuity, 0…1: 1 where the neighbours of the rows are neighbours in the embedding too.</param>
/// <remarks>
/// 1 − 2 / (n k (2n − 3k − 1)) Σᵢ Σⱼ (rᵢⱼ − k) over the false neighbours j of i; rᵢⱼ is their rank by distance, 1 for the nearest, among
/// the rows for trustworthiness and in the embedding for continuity. Euclidean distances; of equally distant rows the one given first is
/// nearer. An embedding at random has about 0.5. Cost: all pairs. Source: J. Venna and S. Kaski, Artificial Neural Networks: ICANN 2001,
/// 485, doi 10.1007/3-540-44668-0_68; Neural Networks 19, 889 (2006), doi 10.1016/j.neunet.2006.05.014.
/// </remarks>
public sealed record Trustworthiness(int Neighbours, double Value, double Continuity)
{
    /// <summary>Compares rows with their embedding.</summary>
    /// <param name="table">Rows of finite values, magnitudes up to 1e15.</param>
    /// <param name="positions">Coordinates of every row in the embedding, row-major; any number of dimensions; finite.</param>
    /// <param name="neighbours">How many neighbours of every row, at least 1 and fewer than half the rows.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">A value is not finite, a length does not match, or the number of neighbours is out of
    /// range.</exception>
    public static Trustworthiness Evaluate(FeatureTable table, ReadOnlySpan<double> positions, int neighbours = 5, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ProjectionInput.RequireTable(table, table.Columns, threads);
        var n = table.Rows;
        if (!(neighbours >= 1 && 2 * neighbours < n))
            throw new ArgumentOutOfRangeException(
                nameof(neighbours),
                neighbours,
                Invariant($"Expected 1 or more, and fewer than half of {n} rows.")
            );
        if (positions.Length == 0 || positions.Length % n != 0)
            throw new ArgumentException(
                Invariant($"Expected the same number of coordinates for each of {n} rows, got {positions.Length}."),
                nameof(positions)
            );
        foreach (var value in positions)
            if (!double.IsFinite(value))
                throw new ArgumentException(Invariant($"Expected finite positions, got {value}."), nameof(positions));
        var rows = new RowCloseness<float>(table.Values.ToArray(), table.Columns);
        var points = new RowCloseness<double>(positions.ToArray(), positions.Length / n);
        var excess = new (long Rows, long Points)[n];
        var comparisons = Enumerable.Range(0, threads).Select(_ => new NeighbourRanks(rows, points, neighbours)).ToArray();
        ParallelLoop.Run(n, threads, (i, worker) => excess[i] = comparisons[worker].Excess(i));
        var scale = 2.0 / (n * (double)neighbours * (2.0 * n - 3.0 * neighbours - 1));
        return new Trustworthiness(neighbours, 1 - scale * excess.Sum(item => item.Rows), 1 - scale * excess.Sum(item => item.Points));
    }
}
