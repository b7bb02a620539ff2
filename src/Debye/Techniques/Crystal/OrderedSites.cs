using Debye.Crystals;
using Debye.Crystals.Neighbours;

namespace Debye.Techniques.Crystal;

/// <summary>What graphs and descriptors ask of a crystal.</summary>
internal static class OrderedSites
{
    /// <summary>Sites closer than this are refused as overlapping, Å.</summary>
    public const double MinimumDistanceAngstrom = 0.5;

    /// <exception cref="ArgumentException">There is no site, or one is partly occupied or holds an element beyond the heaviest allowed; the
    /// message says which.</exception>
    public static void Require(Structure structure, int heaviest = Elements.Count)
    {
        if (structure.Sites.IsEmpty)
            throw new ArgumentException("the structure has no sites");
        for (var i = 0; i < structure.Sites.Length; i++)
        {
            var site = structure.Sites[i];
            if (site.Occupancy != 1)
                throw new ArgumentException(
                    Invariant($"site {i + 1} ({site.Species}) is occupied to {site.Occupancy:g4}; expected an ordered crystal")
                );
            if (site.Species.AtomicNumber > heaviest)
                throw new ArgumentException(Invariant($"site {i + 1} ({site.Species}) is beyond the {heaviest} known elements"));
        }
    }

    /// <exception cref="ArgumentException">Two sites overlap; the message says which.</exception>
    public static void RequireApart(Structure structure, NeighbourFinder finder)
    {
        for (var i = 0; i < structure.Sites.Length; i++)
            if (finder.Within(i, MinimumDistanceAngstrom) is [var other, ..])
                throw Overlap(structure, i, other, MinimumDistanceAngstrom);
    }

    /// <summary>The complaint about two sites that are too close.</summary>
    public static ArgumentException Overlap(Structure structure, int site, PeriodicNeighbour other, double leastAngstrom) =>
        new(
            Invariant($"sites {site + 1} ({structure.Sites[site].Species}) and {other.Site + 1} ")
                + Invariant($"({structure.Sites[other.Site].Species}) are {other.DistanceAngstrom:g3} Å apart; expected ")
                + Invariant($"{leastAngstrom} Å or more")
        );
}
