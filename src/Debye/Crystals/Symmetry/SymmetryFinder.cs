using System.Collections.Immutable;

namespace Debye.Crystals.Symmetry;

/// <summary>Finds the space group of a structure.</summary>
/// <remarks>
/// Steps: lattice translations and primitive cell; Delaunay reduction; rotations of the lattice; translations that make
/// them operations of the crystal; point group and conventional axes; origin by comparison with the tables.
/// Where operations found within the tolerance are no group, the search is repeated with a smaller tolerance, in the
/// order and by the factors that spglib uses, so that the two give the same answer for distorted structures.
/// Cost: about n·log n for each of up to 48 rotations and each atom of the rarest kind.
/// Source of method: A. Togo, K. Shinohara and I. Tanaka, Sci. Technol. Adv. Mater. Meth. 4, 2384822 (2024),
/// doi 10.1080/27660400.2024.2384822.
/// </remarks>
public static class SymmetryFinder
{
    /// <summary>Distance below which an atom's image and an atom are the same place, Å, when nothing else is asked for.</summary>
    public const double DefaultToleranceAngstrom = 0.01;

    private const int Attempts = 20;
    private const double Shrink = 0.95;

    /// <summary>Finds the space group of a structure.</summary>
    /// <param name="structure">All sites of a cell. Sites with partial occupancy at one position count as one mixed atom.</param>
    /// <param name="toleranceAngstrom">Largest distance between an image and its atom, Å; above 0.</param>
    /// <returns>The symmetry, or a status that says why none was found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not a positive number.</exception>
    public static SymmetryResult Find(Structure structure, double toleranceAngstrom = DefaultToleranceAngstrom)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (!(toleranceAngstrom > 0) || !double.IsFinite(toleranceAngstrom))
            throw new ArgumentOutOfRangeException(nameof(toleranceAngstrom), toleranceAngstrom, "The tolerance is a distance above 0 Å.");
        if (structure.Sites.IsEmpty)
            return new SymmetryResult { Status = SymmetryStatus.Empty };
        var groups = SiteGroups.Of(structure, toleranceAngstrom);
        var cell = groups.Cell;
        if (!Array.TrueForAll(cell.Positions, double.IsFinite))
            return new SymmetryResult { Status = SymmetryStatus.AtomsTooClose };
        var search = new CoincidenceSearch(cell);
        if (search.HasCloseNeighbours(toleranceAngstrom))
            return new SymmetryResult { Status = SymmetryStatus.AtomsTooClose };
        var tolerance = toleranceAngstrom;
        for (var attempt = 0; attempt < Attempts; attempt++, tolerance *= Shrink)
        {
            if (PrimitiveCell.Find(cell, search, tolerance) is not { } primitive)
                continue;
            if (Recognise(primitive) is not { } match)
                continue;
            if (new SymmetryReport(structure, groups, primitive, match).Result() is { } result)
                return result;
        }

        return new SymmetryResult { Status = SymmetryStatus.NoSpaceGroup };
    }

    private static SettingMatch? Recognise(PrimitiveCell primitive)
    {
        var tolerance = primitive.ToleranceAngstrom;
        if (SpaceOperations.Find(primitive, tolerance) is not { } operations)
            return null;
        if (operations.DistinctBy(operation => Matrix3.Key(operation.Rotation)).Count() < operations.Count)
            return null;
        var reduced = tolerance;
        for (var attempt = 0; attempt <= Attempts; attempt++)
        {
            if (SettingMatch.Find(primitive.Cell.LatticeRows, operations, tolerance) is { } match)
                return match;
            reduced *= Shrink;
            if (SpaceOperations.Reduce(primitive, operations, reduced) is not { } fewer)
                return null;
            operations = fewer;
        }

        return null;
    }
}
