using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Crystal;

/// <summary>Turns crystals into graphs. One builder is for one thread; its memory serves one crystal after the other.</summary>
/// <remarks>Source: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301.</remarks>
public sealed class CrystalGraphBuilder
{
    private readonly NeighbourFinder _finder = new();
    private PeriodicNeighbour[] _edges = [];

    /// <summary>Makes a builder.</summary>
    /// <param name="options">Radius, number of neighbours, rule.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CrystalGraphBuilder(CrystalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.WithDirections && options.Rule == NeighbourRule.Padded)
            throw new ArgumentException("false edges have no directions: expected another rule than Padded", nameof(options));
        Options = options;
    }

    /// <summary>Radius, number of neighbours, rule.</summary>
    public CrystalOptions Options { get; }

    /// <summary>
    /// Builds the graph of a crystal; cell and order of the sites are kept as given, equivalent sites stand where the first of them does.
    /// </summary>
    /// <param name="structure">An ordered crystal: every site is always occupied, by one element.</param>
    /// <exception cref="ArgumentException">There is no site, a site is partly occupied, two sites overlap, or the cell is nonsensical; the
    /// message says which.</exception>
    public CrystalGraph Build(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        OrderedSites.Require(structure);
        _finder.Load(structure, Options.MinimumDistanceAngstrom);
        var nodes = Options.MergeEquivalentSites
            ? SiteOrbits.Of(SymmetryFinder.Find(structure, Options.SymmetryToleranceAngstrom), structure.Sites.Length)
            : SiteOrbits.Single(structure.Sites.Length);
        var offsets = new int[nodes.Count + 1];
        var numbers = new byte[nodes.Count];
        for (var n = 0; n < nodes.Count; n++)
        {
            var i = nodes.First[n];
            numbers[n] = (byte)structure.Sites[i].Species.AtomicNumber;
            var found = _finder.Nearest(
                i,
                Options.Neighbours,
                Options.RadiusAngstrom,
                Options.Rule == NeighbourRule.Shells ? Options.ShellGapAngstrom : null
            );
            if (!found.IsEmpty && found[0].DistanceAngstrom < Options.MinimumDistanceAngstrom)
                throw OrderedSites.Overlap(structure, i, found[0], Options.MinimumDistanceAngstrom);
            offsets[n + 1] = Append(found, offsets[n]);
        }

        return Assemble(structure, numbers, offsets, nodes);
    }

    /// <summary>Adds the edges of a site and returns where they end.</summary>
    private int Append(ReadOnlySpan<PeriodicNeighbour> found, int start)
    {
        var count = Options.Rule == NeighbourRule.Padded ? Options.Neighbours : found.Length;
        if (_edges.Length < start + count)
            Array.Resize(ref _edges, Math.Max(start + count, 2 * _edges.Length));
        found.CopyTo(_edges.AsSpan(start));
        _edges.AsSpan(start + found.Length, count - found.Length).Fill(new PeriodicNeighbour(0, Options.RadiusAngstrom + 1, default));
        return start + count;
    }

    private CrystalGraph Assemble(Structure structure, byte[] numbers, int[] offsets, SiteOrbits nodes)
    {
        var edges = offsets[^1];
        var (neighbours, distances, images) = (new int[edges], new float[edges], new CellImage[edges]);
        for (var e = 0; e < edges; e++)
            (neighbours[e], distances[e], images[e]) = (nodes.OfSite[_edges[e].Site], (float)_edges[e].DistanceAngstrom, _edges[e].Image);
        return new CrystalGraph(
            structure.Id,
            numbers,
            offsets,
            neighbours,
            distances,
            images,
            nodes.Multiplicities,
            Options.WithDirections ? Directions(structure, offsets, nodes) : null
        );
    }

    private float[] Directions(Structure structure, int[] offsets, SiteOrbits nodes)
    {
        var directions = new float[3 * offsets[^1]];
        for (var n = 0; n < nodes.Count; n++)
        {
            var here = structure.Sites[nodes.First[n]].Position;
            for (var e = offsets[n]; e < offsets[n + 1]; e++)
            {
                var (edge, there) = (_edges[e], structure.Sites[_edges[e].Site].Position);
                var step = structure.Lattice.ToCartesian(
                    new(there.X + edge.Image.A - here.X, there.Y + edge.Image.B - here.Y, there.Z + edge.Image.C - here.Z)
                );
                (directions[3 * e], directions[(3 * e) + 1], directions[(3 * e) + 2]) = (
                    (float)(step.X / step.Length),
                    (float)(step.Y / step.Length),
                    (float)(step.Z / step.Length)
                );
            }
        }

        return directions;
    }
}
