namespace Debye.Cli;

/// <summary>A table that chooses items by their id.</summary>
internal static class IdTable
{
    /// <summary>The ids of a table with the columns id and half.</summary>
    /// <param name="path">CSV file with a header.</param>
    /// <param name="half">Value of the column half to keep; null for all.</param>
    public static HashSet<string> Read(string path, string? half)
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        if (lines.Length == 0) throw new DataFormatException(path, 1, "the table is empty");
        var (id, part) = (Array.IndexOf(lines[0], "id"), Array.IndexOf(lines[0], "half"));
        if (id < 0 || (half is not null && part < 0)) throw new DataFormatException(path, 1, "expected a header with the columns id and half");
        var chosen = lines.Skip(1).Where(cells => cells.Length == lines[0].Length && (half is null || cells[part] == half)).Select(cells => cells[id]).ToHashSet(StringComparer.Ordinal);
        return chosen.Count > 0 ? chosen : throw new DataFormatException(path, 0, half is null ? "the table has no rows" : $"no row has the half '{half}'");
    }
}
