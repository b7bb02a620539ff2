using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>The settings "ids" and "half": a table that chooses items by their id.</summary>
public static class IdChoice
{
    /// <summary>The settings.</summary>
    public static ImmutableArray<Setting> Settings { get; } =
    [
        new("ids", SettingKind.Text, "Table (columns id and half) that chooses rows by their id.") { ValueName = "FILE.csv" },
        new("half", SettingKind.Text, "Use only ids of this half, such as report. Default: all.") { ValueName = "NAME" },
    ];

    /// <summary>Whether an id is chosen; every one is without a table.</summary>
    /// <param name="table">The table; null for none.</param>
    /// <param name="half">The half; null for all.</param>
    /// <exception cref="SettingException">There is a half but no table.</exception>
    /// <exception cref="DataFormatException">The table lacks a column or rows.</exception>
    public static Predicate<string> Of(string? table, string? half)
    {
        if (table is not null)
            return Read(table, half).Contains;
        return half is null ? _ => true : throw new SettingException("--half needs --ids");
    }

    private static HashSet<string> Read(string path, string? half)
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        if (lines.Length == 0)
            throw new DataFormatException(path, 1, "the table is empty");
        var (id, part) = (Array.IndexOf(lines[0], "id"), Array.IndexOf(lines[0], "half"));
        if (id < 0 || (half is not null && part < 0))
            throw new DataFormatException(path, 1, "expected a header with the columns id and half");
        var chosen = lines
            .Skip(1)
            .Where(cells => cells.Length == lines[0].Length && (half is null || cells[part] == half))
            .Select(cells => cells[id])
            .ToHashSet(StringComparer.Ordinal);
        return chosen.Count > 0
            ? chosen
            : throw new DataFormatException(path, 0, half is null ? "the table has no rows" : $"no row has the half '{half}'");
    }
}
