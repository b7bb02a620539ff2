using System.CommandLine;

namespace Debye.Cli.Shell;

/// <summary>The options <c>--ids</c> and <c>--half</c>: a table that chooses items by their id.</summary>
internal sealed class ChosenIds(string? defaultHalf = null)
{
    public Option<string?> Ids { get; } =
        new("--ids") { Description = "Table (columns id and half) that chooses rows by their id.", HelpName = "FILE.csv" };

    public Option<string?> Half { get; } =
        new("--half") { Description = $"Use only ids of this half, such as report. Default: {defaultHalf ?? "all"}.", HelpName = "NAME" };

    /// <summary>Whether an id is chosen; every one is without <c>--ids</c>.</summary>
    public Predicate<string> Chosen(ParseResult parsed)
    {
        if (parsed.GetValue(Ids) is { } table)
            return Read(table, parsed.GetValue(Half) ?? defaultHalf).Contains;
        return parsed.GetValue(Half) is null ? _ => true : throw new UsageException("--half needs --ids");
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
