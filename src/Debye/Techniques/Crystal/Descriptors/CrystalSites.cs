using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>
/// A crystal as the descriptors look at it: its composition, and one site of each set of equivalent ones with its neighbours.
/// </summary>
internal sealed class CrystalSites
{
    /// <summary>Å.</summary>
    private const double Radius = 8;

    private const int MostNeighbours = 24;

    public CrystalSites(Structure structure, NeighbourFinder finder, SymmetryResult symmetry)
    {
        (Structure, Finder, Symmetry) = (structure, finder, symmetry);
        Numbers = [.. structure.Sites.Select(site => site.Species.AtomicNumber)];
        Composition =
        [
            .. Numbers
                .GroupBy(number => number)
                .OrderBy(group => group.Key)
                .Select(group => (group.Key, (double)group.Count() / Numbers.Length)),
        ];
        Orbits = SiteOrbits.Of(symmetry, structure.Sites.Length);
        Weights = [.. Orbits.Multiplicities.Select(count => (double)count / Numbers.Length)];
        Neighbours = [.. Orbits.First.Select(site => finder.Nearest(site, MostNeighbours, Radius, 0.01).ToArray())];
    }

    public Structure Structure { get; }

    public NeighbourFinder Finder { get; }

    public SymmetryResult Symmetry { get; }

    /// <summary>Atomic number of every site.</summary>
    public int[] Numbers { get; }

    /// <summary>Elements by atomic number, and their shares.</summary>
    public (int AtomicNumber, double Share)[] Composition { get; }

    public SiteOrbits Orbits { get; }

    /// <summary>Share of the sites that each set holds.</summary>
    public double[] Weights { get; }

    /// <summary>The nearest neighbours of the first site of each set, up to 8 Å.</summary>
    public PeriodicNeighbour[][] Neighbours { get; }

    /// <summary>Atomic number of a set.</summary>
    public int NumberOf(int orbit) => Numbers[Orbits.First[orbit]];

    /// <summary>Sum of the covalent radii of two elements, Å; 1.6 Å for one that has none.</summary>
    public static double BondLength(int first, int second) => RadiusOf(first) + RadiusOf(second);

    private static double RadiusOf(int number) => Radii.CovalentAngstrom(number) is var radius && double.IsNaN(radius) ? 1.6 : radius;
}
