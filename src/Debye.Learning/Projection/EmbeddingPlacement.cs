using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>Puts new rows into an embedding that stays as it is, each by itself.</summary>
internal sealed class EmbeddingPlacement
{
    private const double LargestPerplexity = 5;
    private const int MaxHalvings = 30;
    private readonly RowCloseness<float> _closeness;
    private readonly double[] _positions;
    private readonly double _perplexity;

    public EmbeddingPlacement(FeatureTable rows, double[] positions, double perplexity)
    {
        _closeness = new RowCloseness<float>(rows.Values.ToArray(), rows.Columns);
        _positions = positions;
        _perplexity = Math.Min(LargestPerplexity, perplexity);
    }

    /// <summary>Coordinates of new rows, rows × 2.</summary>
    public double[] Place(FeatureTable table, int steps, int threads)
    {
        var count = NeighbourAffinities.NeighboursOf(_perplexity, _closeness.Rows);
        var buffers = Enumerable
            .Range(0, threads)
            .Select(_ =>
                (Closeness: new float[_closeness.Rows], Rows: new int[count], Distances: new double[count], Shares: new double[count])
            )
            .ToArray();
        var placed = new double[2 * table.Rows];
        ParallelLoop.Run(
            table.Rows,
            threads,
            (i, worker) =>
            {
                var (closeness, rows, distances, shares) = buffers[worker];
                _closeness.To(table.Row(i), closeness);
                RowCloseness<float>.Nearest(closeness, rows, distances);
                PerplexitySearch.Find(distances, _perplexity, shares);
                (placed[2 * i], placed[2 * i + 1]) = Descend(Mean(rows, shares), rows, shares, steps);
            }
        );
        return placed;
    }

    private (double X, double Y) Mean(int[] rows, double[] shares)
    {
        var (x, y) = (0.0, 0.0);
        for (var k = 0; k < rows.Length; k++)
            (x, y) = (x + shares[k] * _positions[2 * rows[k]], y + shares[k] * _positions[2 * rows[k] + 1]);
        return (x, y);
    }

    /// <summary>Steepest descent with steps that are halved until they lead down.</summary>
    private (double X, double Y) Descend((double X, double Y) at, int[] rows, double[] shares, int steps)
    {
        var (now, length) = (Loss(at, rows, shares), 1.0);
        for (var step = 0; step < steps; step++)
        {
            var halvings = 0;
            while (true)
            {
                var target = (at.X - length * now.SlopeX, at.Y - length * now.SlopeY);
                var next = Loss(target, rows, shares);
                if (next.Value < now.Value)
                {
                    (at, now, length) = (target, next, 2 * length);
                    break;
                }

                if (++halvings > MaxHalvings)
                    return at;
                length *= 0.5;
            }
        }

        return at;
    }

    /// <summary>−Σ pⱼ ln(wⱼ / Σ w), w = 1 / (1 + |y − yⱼ|²), and its slope: the divergence but for a constant.</summary>
    private (double Value, double SlopeX, double SlopeY) Loss((double X, double Y) at, int[] rows, double[] shares)
    {
        var (total, pushX, pushY) = (0.0, 0.0, 0.0);
        for (var k = 0; k < _positions.Length; k += 2)
        {
            var (dx, dy) = (at.X - _positions[k], at.Y - _positions[k + 1]);
            var w = 1 / (1 + dx * dx + dy * dy);
            total += w;
            pushX += w * w * dx;
            pushY += w * w * dy;
        }

        var (value, pullX, pullY) = (Math.Log(total), 0.0, 0.0);
        for (var k = 0; k < rows.Length; k++)
        {
            var (dx, dy) = (at.X - _positions[2 * rows[k]], at.Y - _positions[2 * rows[k] + 1]);
            var inverse = 1 + dx * dx + dy * dy;
            value += shares[k] * Math.Log(inverse);
            pullX += shares[k] / inverse * dx;
            pullY += shares[k] / inverse * dy;
        }

        return (value, 2 * (pullX - pushX / total), 2 * (pullY - pushY / total));
    }
}
