using System.Collections.Immutable;

namespace Debye.Crystals.Symmetry;

/// <summary>How a symmetry search ended.</summary>
public enum SymmetryStatus
{
    /// <summary>The space group is known.</summary>
    Found,

    /// <summary>The structure has no sites.</summary>
    Empty,

    /// <summary>Two atoms of one kind are closer than the tolerance, or a coordinate is not finite.</summary>
    AtomsTooClose,

    /// <summary>No tolerance down to about a tenth of the given one made the operations a space group.</summary>
    NoSpaceGroup,
}

/// <summary>
/// The symmetry of a structure. Everything but <see cref="Status"/> is empty unless it is <see cref="SymmetryStatus.Found"/>.
/// </summary>
public sealed record SymmetryResult
{
    /// <summary>How the search ended.</summary>
    public required SymmetryStatus Status { get; init; }

    /// <summary>Whether a space group was found.</summary>
    public bool IsFound => Status == SymmetryStatus.Found;

    /// <summary>The space group in its default setting; null when none was found.</summary>
    public SpaceGroupSetting? Setting { get; init; }

    /// <summary>Space-group number 1…230, or 0.</summary>
    public int SpaceGroupNumber => Setting?.SpaceGroupNumber ?? 0;

    /// <summary>Hall number of the default setting, 1…530, or 0.</summary>
    public int HallNumber => Setting?.HallNumber ?? 0;

    /// <summary>Distance tolerance that was finally used, Å: the given one, or less where that made no group.</summary>
    public double ToleranceAngstrom { get; init; }

    /// <summary>Operations in the given cell, its centring translations included; the first is the identity.</summary>
    /// <remarks>
    /// A cell of lower symmetry than the crystal, such as a supercell, has only the operations that keep the cell's lattice.
    /// </remarks>
    public ImmutableArray<SymmetryOperation> Operations { get; init; } = [];

    /// <summary>For each site the first site that <see cref="Operations"/> bring to it.</summary>
    public ImmutableArray<int> EquivalentSites { get; init; } = [];

    /// <summary>Wyckoff position of each site in <see cref="Setting"/>; carries letter, multiplicity and site symmetry.</summary>
    public ImmutableArray<WyckoffPosition> WyckoffPositions { get; init; } = [];

    /// <summary>Wyckoff letters of all sites, one character each.</summary>
    public string WyckoffLetters => string.Concat(WyckoffPositions.Select(position => position.Letter));

    /// <summary>x(standard) = P·x(given) + p: from the given cell to the standard conventional one.</summary>
    public AffineMap ToStandard { get; init; }

    /// <summary>
    /// Conventional cell of the default setting with exact symmetry: a along x, b in the xy plane, atoms moved onto their
    /// special positions. Displacement tensors are left out. Null when no space group was found.
    /// </summary>
    public Structure? Conventional { get; init; }

    /// <summary>Primitive cell of <see cref="Conventional"/> with the same orientation; null when no space group was found.</summary>
    public Structure? Primitive { get; init; }
}
