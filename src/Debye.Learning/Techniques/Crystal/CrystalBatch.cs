using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Several crystal graphs side by side, as a network takes them.</summary>
public sealed class CrystalBatch
{
    /// <summary>Elements that a network can tell apart: atomic numbers 1 up to this.</summary>
    public const int Elements = 100;

    private readonly float[] _distances;
    private readonly int[] _centres;
    private readonly float[] _descriptors = [];
    private readonly float[] _weights;
    private readonly IReadOnlyList<CrystalGraph> _graphs;
    private RowGroups? _centreOfEdge;
    private RowGroups? _neighbourOfEdge;

    /// <summary>Puts graphs side by side.</summary>
    /// <param name="graphs">One or more.</param>
    /// <exception cref="ArgumentException">There is none, or a site holds an element beyond fermium.</exception>
    public CrystalBatch(IReadOnlyList<CrystalGraph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        if (graphs.Count == 0)
            throw new ArgumentException("expected one graph or more", nameof(graphs));
        var (sites, edges) = (graphs.Sum(graph => graph.Sites), graphs.Sum(graph => graph.Edges));
        var (elements, crystals, centres, neighbours) = (new int[sites], new int[sites], new int[edges], new int[edges]);
        var (offsets, firstSites) = (new int[sites + 1], new int[graphs.Count + 1]);
        _distances = new float[edges];
        _weights = new float[sites];
        for (int g = 0, site = 0, edge = 0; g < graphs.Count; g++)
        {
            var graph = graphs[g];
            for (var i = 0; i < graph.Sites; i++)
            {
                elements[site + i] = graph.AtomicNumbers[i] - 1;
                crystals[site + i] = g;
                _weights[site + i] = graph.Multiplicities[i];
                offsets[site + i + 1] = edge + graph.Offsets[i + 1];
                if (elements[site + i] >= Elements)
                    throw new ArgumentException(
                        $"{graph.Id}: the element with atomic number {graph.AtomicNumbers[i]} is beyond the {Elements} known ones",
                        nameof(graphs)
                    );
                centres.AsSpan(edge + graph.Offsets[i], graph.Offsets[i + 1] - graph.Offsets[i]).Fill(site + i);
            }

            for (var e = 0; e < graph.Edges; e++)
                neighbours[edge + e] = site + graph.Neighbours[e];
            graph.DistancesAngstrom.CopyTo(_distances.AsSpan(edge));
            (site, edge) = (site + graph.Sites, edge + graph.Edges);
            firstSites[g + 1] = site;
        }

        (Crystals, Sites, Edges) = (graphs.Count, sites, edges);
        _centres = centres;
        _graphs = graphs;
        EdgesOfSites = new GraphEdges(offsets, neighbours, firstSites);
        ElementOfSite = new RowGroups(elements, Elements);
        CrystalOfSite = new RowGroups(crystals, graphs.Count);
    }

    /// <summary>Puts crystals side by side.</summary>
    /// <param name="crystals">One or more.</param>
    /// <exception cref="ArgumentException">There is none, or a site holds an element beyond fermium.</exception>
    public CrystalBatch(IReadOnlyList<CrystalInput> crystals)
        : this([.. crystals.Select(crystal => crystal.Graph)])
    {
        _descriptors = [.. crystals.SelectMany(crystal => crystal.Descriptors)];
    }

    /// <summary>Number of crystals.</summary>
    public int Crystals { get; }

    /// <summary>Number of sites of all of them.</summary>
    public int Sites { get; }

    /// <summary>Number of edges of all of them.</summary>
    public int Edges { get; }

    /// <summary>Atomic number less one of each site.</summary>
    public RowGroups ElementOfSite { get; }

    /// <summary>Crystal of each site.</summary>
    public RowGroups CrystalOfSite { get; }

    /// <summary>Sites of the cell that each site stands for.</summary>
    public ReadOnlySpan<float> WeightOfSite => _weights;

    /// <summary>The edges: each begins at the site that receives its message.</summary>
    public GraphEdges EdgesOfSites { get; }

    /// <summary>Site at which each edge begins; made when first asked for.</summary>
    public RowGroups CentreOfEdge => _centreOfEdge ??= new RowGroups(_centres, Sites);

    /// <summary>Site to which each edge leads; made when first asked for.</summary>
    public RowGroups NeighbourOfEdge => _neighbourOfEdge ??= new RowGroups(EdgesOfSites.Ends, Sites);

    /// <summary>The nearest edges of each site, and the angles between them.</summary>
    /// <exception cref="ArgumentException">A graph keeps no directions.</exception>
    internal AngleGraph Bonds(int most) => new(_graphs, most);

    /// <summary>Length of each edge, Å.</summary>
    public ReadOnlySpan<float> DistancesAngstrom => _distances;

    /// <summary>Descriptors of each crystal, one after the other; empty where they were not calculated.</summary>
    public ReadOnlySpan<float> Descriptors => _descriptors;
}
