using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>
/// Describes a crystal by some hundred numbers with names: composition, cell and symmetry, surroundings of the sites, ions. One
/// describer is for one thread.
/// </summary>
/// <remarks>
/// The numbers do not depend on the choice of the cell or on the order of the sites, but for rounding and where symmetry is at the edge of
/// its tolerance.
/// </remarks>
public sealed class CrystalDescriptors
{
    private static readonly Lazy<IReadOnlyList<string>> AllNames = new(() =>
        Compute(
            new NeighbourFinder(),
            new Structure
            {
                Lattice = Lattice.Cubic(4),
                Sites =
                [
                    new Site(new Species(55), new FractionalPosition(0, 0, 0)),
                    new Site(new Species(17), new FractionalPosition(0.5, 0.5, 0.5)),
                ],
            }
        ).Names
    );

    private readonly NeighbourFinder _finder = new();

    /// <summary>Name of each number.</summary>
    public static IReadOnlyList<string> Names => AllNames.Value;

    /// <summary>Describes a crystal.</summary>
    /// <param name="structure">An ordered crystal of elements up to fermium.</param>
    /// <returns>One number for each of <see cref="Names"/>; NaN where it has no meaning for this crystal.</returns>
    /// <exception cref="ArgumentException">There is no site, a site is partly occupied or holds an element beyond fermium, two sites
    /// overlap, or the cell is nonsensical.</exception>
    public float[] Describe(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        return [.. Compute(_finder, structure).Values];
    }

    private static DescriptorList Compute(NeighbourFinder finder, Structure structure)
    {
        OrderedSites.Require(structure, ElementProperties.Count);
        finder.Load(structure, OrderedSites.MinimumDistanceAngstrom);
        OrderedSites.RequireApart(structure, finder);
        var crystal = new CrystalSites(structure, finder, SymmetryFinder.Find(structure));
        var list = new DescriptorList();
        CompositionDescriptors.Add(crystal, list);
        CellDescriptors.Add(crystal, list);
        SiteDescriptors.Add(crystal, list);
        IonicDescriptors.Add(crystal, list);
        return list;
    }
}
