namespace Debye.Crystals.Symmetry;

/// <summary>Finds the more symmetric crystals that a calculated crystal is a distorted or an ordered version of.</summary>
/// <remarks>
/// X-rays are nearly blind to hydrogen, and a calculation has to order what a real crystal leaves open: the tilts of a framework, the
/// halves of a split site, the ions in a channel. What is measured then is the average, and the average has the higher symmetry.
/// </remarks>
public static class ParentFinder
{
    /// <summary>By how much a framework must have more operations in the same volume to be another crystal's parent.</summary>
    private const double SmallestGain = 1.4;

    /// <summary>The crystal that a structure is a slight distortion of, hydrogen left out.</summary>
    /// <param name="structure">Any cell.</param>
    /// <param name="spaceGroup">The structure's own space group, 1…230.</param>
    /// <param name="toleranceAngstrom">Largest distance of an atom from its place in the parent, Å.</param>
    /// <returns>Null when the space group stays the same or none is found.</returns>
    public static AsymmetricStructure? Undistorted(Structure structure, int spaceGroup, double toleranceAngstrom)
    {
        var parent = AsymmetricStructure.From(WithoutHydrogen(structure), toleranceAngstrom);
        return parent?.Setting.SpaceGroupNumber == spaceGroup ? null : parent;
    }

    /// <summary>The most symmetric crystal that is left when hydrogen and one kind of atom with few electrons are taken out.</summary>
    /// <param name="structure">Any cell.</param>
    /// <param name="distortionAngstrom">Tolerance of the symmetry that counts as the structure's own, Å.</param>
    /// <param name="toleranceAngstrom">Largest distance of an atom of the framework from its place in the parent, Å.</param>
    /// <param name="largestShare">Largest share of the electrons that may be taken out, 0…1.</param>
    /// <returns>Null when nothing that may be taken out raises the symmetry.</returns>
    public static AsymmetricStructure? Framework(
        Structure structure,
        double distortionAngstrom,
        double toleranceAngstrom,
        double largestShare
    )
    {
        if (AsymmetricStructure.From(WithoutHydrogen(structure), distortionAngstrom) is not { Sites.Length: > 1 } own)
            return null;
        var electrons = own.Sites.Sum(Electrons);
        AsymmetricStructure? best = null;
        foreach (var site in own.Sites.Where(site => Electrons(site) <= largestShare * electrons))
        {
            var rest = (own with { Sites = own.Sites.Remove(site) }).Expand() with { KnownOperations = [], StatedSpaceGroup = null };
            if (
                AsymmetricStructure.From(rest, toleranceAngstrom) is not { } parent
                || parent.Setting.SpaceGroupNumber == own.Setting.SpaceGroupNumber
            )
                continue;
            if (
                OperationDensity(parent) >= SmallestGain * OperationDensity(own)
                && (best is null || OperationDensity(parent) > OperationDensity(best))
            )
                best = parent;
        }

        return best;
    }

    private static Structure WithoutHydrogen(Structure structure)
    {
        var heavy = structure.Sites.RemoveAll(site => site.Species.AtomicNumber == 1);
        return heavy.IsEmpty ? structure : structure with { Sites = heavy, KnownOperations = [] };
    }

    private static double Electrons(IndependentSite site) => site.Wyckoff.Multiplicity * site.Occupancy * site.Species.AtomicNumber;

    /// <summary>Operations in a volume, the same for every choice of cell.</summary>
    private static double OperationDensity(AsymmetricStructure crystal) =>
        crystal.Setting.Operations.Length / crystal.Lattice.VolumeAngstrom3;
}
