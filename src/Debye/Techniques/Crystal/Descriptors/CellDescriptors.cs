using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>Cell and symmetry: density, filling of space, space group, number of distinct sites, how far bonds reach.</summary>
internal static class CellDescriptors
{
    public static void Add(CrystalSites crystal, DescriptorList list)
    {
        var (lattice, sites) = (crystal.Structure.Lattice, crystal.Numbers.Length);
        list.Add("volume per site", lattice.VolumeAngstrom3 / sites);
        list.Add("density", crystal.Numbers.Sum(Elements.MassU) / lattice.VolumeAngstrom3);
        list.Add(
            "filled volume",
            crystal.Numbers.Sum(number => Math.Pow(CrystalSites.BondLength(number, number) / 2, 3))
                * 4
                / 3
                * Math.PI
                / lattice.VolumeAngstrom3
        );
        var group = crystal.Symmetry.SpaceGroupNumber;
        list.Add("space group", group == 0 ? double.NaN : group);
        foreach (var system in Enum.GetValues<CrystalSystem>())
            list.Add(system.ToString(), group != 0 && SpaceGroups.SystemOf(group) == system ? 1 : 0);
        var operations = crystal.Symmetry.Setting is { } setting ? setting.Operations : [SymmetryOperation.Identity];
        list.Add("inversion", operations.Any(operation => operation.Trace == -3) ? 1 : 0);
        list.Add("operations of the point group", operations.Length / (double)operations.Count(operation => operation.IsPureTranslation));
        list.Add("sites of the primitive cell", Math.Log(crystal.Symmetry.Primitive?.Sites.Length ?? sites));
        list.Add("distinct sites", Math.Log(crystal.Orbits.Count));
        var standard = crystal.Symmetry.Conventional?.Lattice ?? lattice;
        var edges = new[] { standard.A, standard.B, standard.C };
        list.Add("longest to shortest edge", edges.Max() / edges.Min());
        var (dimensions, inMolecules) = BondedNetwork.Describe(crystal);
        list.Add("dimensions of bonds", dimensions);
        list.Add("share in molecules", inMolecules);
    }
}
