using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Crystals;

/// <summary>The 99 extinction groups: sets of space groups whose systematic absences are the same or nearly so.</summary>
/// <remarks>
/// A powder pattern shows absences, not symmetry elements, so that the members of a group can be told apart by intensities
/// alone. Numbering: repository scattering/paper-ai-diffraction (MIT), arXiv 2604.23811.
/// </remarks>
public static class ExtinctionGroups
{
    /// <summary>Number of groups.</summary>
    public const int Count = 99;

    private static readonly Lazy<(int[] OfSpaceGroup, string[] Symbols)> Table = new(Load);

    /// <summary>Extinction group 1…99 of space group 1…230.</summary>
    public static int Of(int spaceGroupNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spaceGroupNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spaceGroupNumber, 230);
        return Table.Value.OfSpaceGroup[spaceGroupNumber];
    }

    /// <summary>Symbol of extinction group 1…99, "P n a -".</summary>
    public static string Symbol(int extinctionGroup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(extinctionGroup, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extinctionGroup, Count);
        return Table.Value.Symbols[extinctionGroup];
    }

    /// <summary>Space groups of extinction group 1…99.</summary>
    public static ImmutableArray<int> Members(int extinctionGroup) =>
        [.. Enumerable.Range(1, 230).Where(number => Of(number) == extinctionGroup)];

    private static (int[], string[]) Load()
    {
        var groups = new int[231];
        var symbols = new string[Count + 1];
        foreach (var fields in Resources.Rows("extinction_groups.tsv"))
        {
            groups[int.Parse(fields[0], CultureInfo.InvariantCulture)] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            symbols[int.Parse(fields[1], CultureInfo.InvariantCulture)] = fields[2];
        }

        return (groups, symbols);
    }
}
