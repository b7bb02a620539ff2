using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>Gradient of the divergence of an embedding from affinities, and the divergence itself.</summary>
/// <remarks>
/// 4 Σⱼ (a pᵢⱼ − qᵢⱼ/Z) qᵢⱼ (yᵢ − yⱼ), a the exaggeration: attraction over the partners, repulsion by the tree. Every row is summed by
/// itself and Z in the order of the points, so that threads do not matter. No allocation but that of the thread pool.
/// </remarks>
internal sealed class EmbeddingGradient
{
    private const int GroupsPerBlock = 32;
    private const int RowsPerBlock = 512;
    private readonly NeighbourAffinities _affinities;
    private readonly RepulsionTree _tree;
    private readonly double _theta;
    private readonly int _threads;
    private readonly double[] _positions;
    private readonly double[] _forceX;
    private readonly double[] _forceY;
    private readonly double[] _weights;
    private readonly double[] _repulsion;
    private readonly double[] _gradient;
    private readonly double[] _divergences;
    private readonly Action<int, int> _repel;
    private readonly Action<int, int> _attract;
    private readonly Action<int, int> _compare;
    private double _exaggeration;
    private double _total;

    /// <param name="affinities">What the embedding shall keep.</param>
    /// <param name="positions">The embedding, rows × 2; read whenever something is calculated.</param>
    /// <param name="theta">Opening of cells; 0 is exact.</param>
    /// <param name="threads">Threads.</param>
    public EmbeddingGradient(NeighbourAffinities affinities, double[] positions, double theta, int threads)
    {
        (_affinities, _positions, _theta, _threads) = (affinities, positions, theta, threads);
        _tree = new RepulsionTree(affinities.Rows);
        var padded = _tree.X.Length;
        (_forceX, _forceY, _weights) = (new double[padded], new double[padded], new double[padded]);
        (_repulsion, _gradient, _divergences) = (new double[positions.Length], new double[positions.Length], new double[affinities.Rows]);
        (_repel, _attract, _compare) = (Repel, Attract, Compare);
    }

    /// <summary>The gradient at the present positions, rows × 2.</summary>
    public ReadOnlySpan<double> At(double exaggeration)
    {
        _exaggeration = exaggeration;
        SumRepulsion();
        ParallelLoop.Run((_affinities.Rows + RowsPerBlock - 1) / RowsPerBlock, _threads, _attract);
        return _gradient;
    }

    /// <summary>Σ pᵢⱼ ln(pᵢⱼ Z / qᵢⱼ) at the present positions.</summary>
    public double Divergence()
    {
        SumRepulsion();
        ParallelLoop.Run((_affinities.Rows + RowsPerBlock - 1) / RowsPerBlock, _threads, _compare);
        return _divergences.Sum();
    }

    private void SumRepulsion()
    {
        _tree.Build(_positions);
        ParallelLoop.Run((_weights.Length / RepulsionKernels.Lanes + GroupsPerBlock - 1) / GroupsPerBlock, _threads, _repel);
        // Every point met itself with weight 1.
        _total = -_affinities.Rows;
        for (var i = 0; i < _affinities.Rows; i++)
        {
            var point = _tree.Order[i];
            (_repulsion[2 * point], _repulsion[2 * point + 1]) = (_forceX[i], _forceY[i]);
            _total += _weights[i];
        }
    }

    private void Repel(int block, int worker)
    {
        var end = Math.Min((block + 1) * GroupsPerBlock * RepulsionKernels.Lanes, _weights.Length);
        for (var i = block * GroupsPerBlock * RepulsionKernels.Lanes; i < end; i += RepulsionKernels.Lanes)
            RepulsionKernels.Sum(_tree, i, _theta, _forceX.AsSpan(i), _forceY.AsSpan(i), _weights.AsSpan(i));
    }

    private void Attract(int block, int worker)
    {
        for (var i = block * RowsPerBlock; i < Math.Min((block + 1) * RowsPerBlock, _affinities.Rows); i++)
        {
            var partners = _affinities.Partners(i);
            var values = _affinities.Values(i);
            var (x, y, sumX, sumY) = (_positions[2 * i], _positions[2 * i + 1], 0.0, 0.0);
            for (var e = 0; e < partners.Length; e++)
            {
                var (dx, dy) = (x - _positions[2 * partners[e]], y - _positions[2 * partners[e] + 1]);
                var pull = values[e] / (1 + (dx * dx + dy * dy));
                sumX += pull * dx;
                sumY += pull * dy;
            }

            _gradient[2 * i] = 4 * (_exaggeration * sumX - _repulsion[2 * i] / _total);
            _gradient[2 * i + 1] = 4 * (_exaggeration * sumY - _repulsion[2 * i + 1] / _total);
        }
    }

    private void Compare(int block, int worker)
    {
        for (var i = block * RowsPerBlock; i < Math.Min((block + 1) * RowsPerBlock, _affinities.Rows); i++)
        {
            var partners = _affinities.Partners(i);
            var values = _affinities.Values(i);
            double sum = 0;
            for (var e = 0; e < partners.Length; e++)
            {
                var (dx, dy) = (_positions[2 * i] - _positions[2 * partners[e]], _positions[2 * i + 1] - _positions[2 * partners[e] + 1]);
                sum += values[e] * Math.Log(values[e] * _total * (1 + (dx * dx + dy * dy)));
            }

            _divergences[i] = sum;
        }
    }
}
