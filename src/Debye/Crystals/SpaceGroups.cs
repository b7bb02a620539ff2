using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Crystals;

/// <summary>The seven crystal systems.</summary>
public enum CrystalSystem
{
    /// <summary>Space groups 1–2.</summary>
    Triclinic,

    /// <summary>Space groups 3–15.</summary>
    Monoclinic,

    /// <summary>Space groups 16–74.</summary>
    Orthorhombic,

    /// <summary>Space groups 75–142.</summary>
    Tetragonal,

    /// <summary>Space groups 143–167.</summary>
    Trigonal,

    /// <summary>Space groups 168–194.</summary>
    Hexagonal,

    /// <summary>Space groups 195–230.</summary>
    Cubic,
}

/// <summary>One of the 530 conventional descriptions of a space group (axes and origin).</summary>
/// <remarks>Source: spglib database (BSD-3-Clause); International Tables for Crystallography A.</remarks>
public sealed class SpaceGroupSetting
{
    internal SpaceGroupSetting(string[] fields)
    {
        HallNumber = int.Parse(fields[0], CultureInfo.InvariantCulture);
        SpaceGroupNumber = int.Parse(fields[1], CultureInfo.InvariantCulture);
        (Symbol, FullSymbol, Choice, HallSymbol, Schoenflies, PointGroup) = (
            fields[2],
            fields[3],
            fields[4],
            fields[5],
            fields[6],
            fields[7]
        );
        IsDefault = fields[8] == "1";
        Operations = [.. fields[9].Split(';').Select(text => SymmetryOperation.Parse(text))];
    }

    /// <summary>Hall number, 1…530.</summary>
    public int HallNumber { get; }

    /// <summary>Space-group number, 1…230.</summary>
    public int SpaceGroupNumber { get; }

    /// <summary>Short Hermann–Mauguin symbol, "Fm-3m".</summary>
    public string Symbol { get; }

    /// <summary>Full Hermann–Mauguin symbol of this setting.</summary>
    public string FullSymbol { get; }

    /// <summary>Choice of axes or origin, such as "b1", "2", "H"; empty when there is one only.</summary>
    public string Choice { get; }

    /// <summary>Hall symbol, "-F 4 2 3".</summary>
    public string HallSymbol { get; }

    /// <summary>Schoenflies symbol, "Oh^5".</summary>
    public string Schoenflies { get; }

    /// <summary>Point group, "m-3m".</summary>
    public string PointGroup { get; }

    /// <summary>Whether this is the default setting of its space group (the first listed).</summary>
    public bool IsDefault { get; }

    /// <summary>All operations of the cell, centring included; the first is the identity.</summary>
    public ImmutableArray<SymmetryOperation> Operations { get; }

    /// <summary>Wyckoff positions, general position first, 'a' last.</summary>
    public ImmutableArray<WyckoffPosition> WyckoffPositions => SpaceGroups.WyckoffPositionsOf(HallNumber);
}

/// <summary>The 230 space groups and their 530 settings.</summary>
public static class SpaceGroups
{
    private static readonly Lazy<ImmutableArray<SpaceGroupSetting>> All = new(Load);

    /// <summary>All 530 settings, ordered by Hall number.</summary>
    public static ImmutableArray<SpaceGroupSetting> Settings => All.Value;

    /// <summary>The setting with Hall number 1…530.</summary>
    public static SpaceGroupSetting Setting(int hallNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hallNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hallNumber, 530);
        return All.Value[hallNumber - 1];
    }

    /// <summary>The default setting of space group 1…230.</summary>
    public static SpaceGroupSetting Default(int spaceGroupNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spaceGroupNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spaceGroupNumber, 230);
        return DefaultSettings.Value[spaceGroupNumber - 1];
    }

    /// <summary>Crystal system of space group 1…230.</summary>
    public static CrystalSystem SystemOf(int spaceGroupNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spaceGroupNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spaceGroupNumber, 230);
        return spaceGroupNumber switch
        {
            <= 2 => CrystalSystem.Triclinic,
            <= 15 => CrystalSystem.Monoclinic,
            <= 74 => CrystalSystem.Orthorhombic,
            <= 142 => CrystalSystem.Tetragonal,
            <= 167 => CrystalSystem.Trigonal,
            <= 194 => CrystalSystem.Hexagonal,
            _ => CrystalSystem.Cubic,
        };
    }

    private static readonly Lazy<SpaceGroupSetting[]> DefaultSettings = new(() =>
        [.. All.Value.Where(setting => setting.IsDefault).OrderBy(setting => setting.SpaceGroupNumber)]
    );

    internal static ImmutableArray<WyckoffPosition> WyckoffPositionsOf(int hallNumber) => AllPositions.Value[hallNumber - 1];

    private static readonly Lazy<ImmutableArray<WyckoffPosition>[]> AllPositions = new(() => WyckoffPosition.LoadAll(All.Value));

    private static ImmutableArray<SpaceGroupSetting> Load() =>
        [.. Resources.Rows("settings.tsv").Select(fields => new SpaceGroupSetting(fields))];
}
