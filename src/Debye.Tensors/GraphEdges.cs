namespace Debye.Tensors;

/// <summary>
/// Directed edges between sites, in the order of the sites they begin at; sites belong to graphs, and no edge leaves its graph.
/// </summary>
/// <remarks>
/// Whole graphs are dealt out to threads in chunks that depend on nothing but the edges, so that results do not depend on the threads.
/// </remarks>
public sealed class GraphEdges
{
    private const int EdgesPerChunk = 2048;
    private readonly int[] _offsets;
    private readonly int[] _ends;
    private readonly int[] _chunks;

    /// <summary>Takes the edges of one or more graphs.</summary>
    /// <param name="offsets">First edge of each site, and the number of edges: from 0, not falling; kept.</param>
    /// <param name="ends">Site at which each edge ends; kept.</param>
    /// <param name="graphs">First site of each graph, and the number of sites: from 0, not falling.</param>
    /// <exception cref="ArgumentException">The arrays do not fit, or an edge leaves its graph.</exception>
    public GraphEdges(int[] offsets, int[] ends, ReadOnlySpan<int> graphs)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(ends);
        var sites = offsets.Length - 1;
        Require(sites >= 0 && offsets[0] == 0 && offsets[^1] == ends.Length, $"expected offsets from 0 to the {ends.Length} edges");
        Require(graphs.Length > 0 && graphs[0] == 0 && graphs[^1] == sites, Invariant($"expected graphs from 0 to the {sites} sites"));
        for (var i = 0; i < sites; i++)
            Require(offsets[i] <= offsets[i + 1], Invariant($"the offsets fall after site {i}"));
        (_offsets, _ends) = (offsets, ends);
        var chunks = new List<int> { 0 };
        for (var g = 0; g + 1 < graphs.Length; g++)
        {
            var (first, end) = (graphs[g], graphs[g + 1]);
            Require(first <= end && end <= sites, Invariant($"the first sites fall after graph {g}"));
            for (var e = offsets[first]; e < offsets[end]; e++)
                Require(ends[e] >= first && ends[e] < end, Invariant($"edge {e} leaves its graph"));
            if (offsets[end] - offsets[chunks[^1]] >= EdgesPerChunk || (g + 2 == graphs.Length && end > chunks[^1]))
                chunks.Add(end);
        }

        _chunks = [.. chunks];
    }

    /// <summary>Number of sites.</summary>
    public int Sites => _offsets.Length - 1;

    /// <summary>Number of edges.</summary>
    public int Count => _ends.Length;

    /// <summary>First edge of each site, and the number of edges.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Site at which each edge ends.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>First site of each piece of work, and the number of sites.</summary>
    internal ReadOnlySpan<int> Chunks => _chunks;

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
