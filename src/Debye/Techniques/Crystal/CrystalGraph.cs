using Debye.Crystals.Neighbours;

namespace Debye.Techniques.Crystal;

/// <summary>
/// A crystal as a graph: a node for every site of the cell (or every set of equivalent ones), a directed edge to each neighbour.
/// </summary>
/// <remarks>
/// The edges of site i are those numbered <c>Offsets[i]</c> up to, not including, <c>Offsets[i + 1]</c>, the nearest first.
/// The same neighbour may appear several times, as several periodic images.
/// </remarks>
public sealed class CrystalGraph
{
    private readonly byte[] _atomicNumbers;
    private readonly int[] _offsets;
    private readonly int[] _neighbours;
    private readonly float[] _distances;
    private readonly CellImage[] _images;
    private readonly int[] _multiplicities;
    private readonly float[] _directions;

    /// <summary>Makes a graph of arrays, which it keeps.</summary>
    /// <param name="id">Name of the crystal.</param>
    /// <param name="atomicNumbers">Z of each site, 1…118; at least one.</param>
    /// <param name="offsets">First edge of each site, and the number of edges: one more than sites, from 0, not falling.</param>
    /// <param name="neighbours">Site at the far end of each edge.</param>
    /// <param name="distancesAngstrom">Length of each edge, Å, above 0.</param>
    /// <param name="images">Cell at the far end of each edge.</param>
    /// <param name="multiplicities">Sites of the cell that each node stands for, 1 or more; null for one each.</param>
    /// <param name="directions">Cartesian unit vector along each edge, (edges, 3) row-major; null for none.</param>
    /// <exception cref="ArgumentException">The arrays do not fit together; the message says where.</exception>
    public CrystalGraph(
        string id,
        byte[] atomicNumbers,
        int[] offsets,
        int[] neighbours,
        float[] distancesAngstrom,
        CellImage[] images,
        int[]? multiplicities = null,
        float[]? directions = null
    )
    {
        ArgumentNullException.ThrowIfNull(id);
        (Id, _atomicNumbers, _offsets, _neighbours, _distances, _images) = (
            id,
            atomicNumbers,
            offsets,
            neighbours,
            distancesAngstrom,
            images
        );
        Check(atomicNumbers.Length > 0, "a graph needs a site");
        _multiplicities = multiplicities ?? [.. Enumerable.Repeat(1, atomicNumbers.Length)];
        Check(
            _multiplicities.Length == atomicNumbers.Length && Array.TrueForAll(_multiplicities, count => count >= 1),
            $"{atomicNumbers.Length} sites need as many multiplicities of 1 or more"
        );
        Check(Array.TrueForAll(atomicNumbers, z => z is >= 1 and <= 118), "an atomic number is not within 1…118");
        Check(
            offsets.Length == atomicNumbers.Length + 1 && offsets[0] == 0,
            Invariant($"{atomicNumbers.Length} sites need {atomicNumbers.Length + 1} offsets from 0")
        );
        _directions = directions ?? [];
        Check(
            directions is null || (directions.Length == 3 * neighbours.Length && Array.TrueForAll(directions, float.IsFinite)),
            $"{neighbours.Length} edges need directions of three finite numbers each"
        );
        for (var i = 0; i < atomicNumbers.Length; i++)
            Check(offsets[i] <= offsets[i + 1], Invariant($"the offsets fall at site {i + 1}"));
        Check(
            neighbours.Length == offsets[^1] && distancesAngstrom.Length == neighbours.Length && images.Length == neighbours.Length,
            Invariant($"{offsets[^1]} edges are announced, {neighbours.Length} neighbours, {distancesAngstrom.Length} ")
                + Invariant($"distances and {images.Length} images given")
        );
        Check(Array.TrueForAll(neighbours, j => j >= 0 && j < atomicNumbers.Length), "an edge leads to a site that does not exist");
        Check(Array.TrueForAll(distancesAngstrom, d => d > 0 && float.IsFinite(d)), "a distance is not above 0 Å");
    }

    /// <summary>Name of the crystal in its source.</summary>
    public string Id { get; }

    /// <summary>Number of sites.</summary>
    public int Sites => _atomicNumbers.Length;

    /// <summary>Number of edges.</summary>
    public int Edges => _neighbours.Length;

    /// <summary>Z of each site.</summary>
    public ReadOnlySpan<byte> AtomicNumbers => _atomicNumbers;

    /// <summary>First edge of each site, and the number of edges.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Site at the far end of each edge.</summary>
    public ReadOnlySpan<int> Neighbours => _neighbours;

    /// <summary>Length of each edge, Å.</summary>
    public ReadOnlySpan<float> DistancesAngstrom => _distances;

    /// <summary>Sites of the cell that each node stands for.</summary>
    public ReadOnlySpan<int> Multiplicities => _multiplicities;

    /// <summary>Cell at the far end of each edge, relative to positions as given.</summary>
    public ReadOnlySpan<CellImage> Images => _images;

    /// <summary>Cartesian unit vector along each edge, (edges, 3) row-major; empty where they were not kept.</summary>
    public ReadOnlySpan<float> Directions => _directions;

    private static void Check(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
