using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>The nearest edges of each site of a batch, and the pairs of them.</summary>
internal sealed class AngleGraph
{
    public AngleGraph(IReadOnlyList<CrystalGraph> graphs, int most)
    {
        var (centre, neighbour, distances) = (new List<int>(), new List<int>(), new List<float>());
        var (offsets, ends, cosines, firsts) = (new List<int> { 0 }, new List<int>(), new List<float>(), new List<int> { 0 });
        var sites = 0;
        foreach (var graph in graphs)
        {
            if (graph.Edges > 0 && graph.Directions.IsEmpty)
                throw new ArgumentException($"{graph.Id}: the graph keeps no directions; angles need them", nameof(graphs));
            for (var i = 0; i < graph.Sites; i++)
            {
                var (edge, count, node) = (graph.Offsets[i], Math.Min(most, graph.Offsets[i + 1] - graph.Offsets[i]), centre.Count);
                for (var a = 0; a < count; a++)
                {
                    centre.Add(sites + i);
                    neighbour.Add(sites + graph.Neighbours[edge + a]);
                    distances.Add(graph.DistancesAngstrom[edge + a]);
                    for (var b = 0; b < count; b++)
                    {
                        if (a == b)
                            continue;
                        ends.Add(node + b);
                        cosines.Add(1 + Math.Clamp(Product(graph.Directions, edge + a, edge + b), -1, 1));
                    }

                    offsets.Add(ends.Count);
                }
            }

            sites += graph.Sites;
            firsts.Add(centre.Count);
        }

        Centre = new RowGroups(centre.ToArray(), sites);
        Neighbour = new RowGroups(neighbour.ToArray(), sites);
        DistancesAngstrom = [.. distances];
        CosinesPlusOne = [.. cosines];
        Pairs = new GraphEdges([.. offsets], [.. ends], firsts.ToArray());
    }

    /// <summary>Site of each bond.</summary>
    public RowGroups Centre { get; }

    /// <summary>Site at its far end.</summary>
    public RowGroups Neighbour { get; }

    /// <summary>Length of each bond, Å.</summary>
    public float[] DistancesAngstrom { get; }

    /// <summary>For each bond the other bonds of its site.</summary>
    public GraphEdges Pairs { get; }

    /// <summary>cos θ + 1 of each pair.</summary>
    public float[] CosinesPlusOne { get; }

    private static float Product(ReadOnlySpan<float> directions, int a, int b) =>
        (directions[3 * a] * directions[3 * b])
        + (directions[(3 * a) + 1] * directions[(3 * b) + 1])
        + (directions[(3 * a) + 2] * directions[(3 * b) + 2]);
}
