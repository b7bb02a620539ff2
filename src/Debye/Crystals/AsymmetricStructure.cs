using System.Collections.Immutable;
using Debye.Crystals.Symmetry;

namespace Debye.Crystals;

/// <summary>One symmetry-independent site.</summary>
/// <param name="Species">What sits there.</param>
/// <param name="Wyckoff">Its Wyckoff position.</param>
/// <param name="Position">One member of the orbit, fractional; lies on the first map of the position as it stands (not moved into the
/// cell).</param>
/// <param name="Occupancy">0…1.</param>
public sealed record IndependentSite(Species Species, WyckoffPosition Wyckoff, FractionalPosition Position, double Occupancy = 1);

/// <summary>A crystal as a crystallographer writes it: a setting, a cell and the independent sites.</summary>
public sealed record AsymmetricStructure
{
    /// <summary>Name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Space group with its axes and origin.</summary>
    public required SpaceGroupSetting Setting { get; init; }

    /// <summary>The conventional cell of the setting.</summary>
    public required Lattice Lattice { get; init; }

    /// <summary>Independent sites.</summary>
    public required ImmutableArray<IndependentSite> Sites { get; init; }

    /// <summary>Number of atoms in the cell.</summary>
    public int AtomCount => Sites.Sum(site => site.Wyckoff.Multiplicity);

    /// <summary>Writes a structure with its found symmetry: the standard conventional cell and one site of every orbit.</summary>
    /// <param name="structure">Any cell.</param>
    /// <param name="toleranceAngstrom">Distance tolerance of the symmetry search, Å.</param>
    /// <returns>Null when no space group was found, or sites share a position.</returns>
    public static AsymmetricStructure? From(Structure structure, double toleranceAngstrom = SymmetryFinder.DefaultToleranceAngstrom)
    {
        var symmetry = SymmetryFinder.Find(structure, toleranceAngstrom);
        if (symmetry.Conventional is not { } conventional || symmetry.Setting is not { } setting)
            return null;
        return AsymmetricUnitFinder.Find(conventional with { Id = structure.Id }, setting);
    }

    /// <summary>All atoms of the cell, with the operations of the setting.</summary>
    public Structure Expand()
    {
        var sites = ImmutableArray.CreateBuilder<Site>(AtomCount);
        foreach (var site in Sites)
        foreach (var map in site.Wyckoff.Positions)
            sites.Add(new Site(site.Species, map.Apply(site.Position).Wrapped(), site.Occupancy));
        return new Structure
        {
            Id = Id,
            Lattice = Lattice,
            Sites = sites.MoveToImmutable(),
            StatedSpaceGroup = Setting.SpaceGroupNumber,
            KnownOperations = Setting.Operations,
        };
    }
}
