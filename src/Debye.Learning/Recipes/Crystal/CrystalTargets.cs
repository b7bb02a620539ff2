using System.Globalization;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Reads tables of targets and splits. A bad row is reported with its place and left out.</summary>
internal static class CrystalTargets
{
    /// <summary>Targets by id, in the order of the file.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or has a header without the columns.</exception>
    public static List<(string Id, double Target, string Place)> Read(string path, string idColumn, string targetColumn, Action<string> report)
    {
        var (rows, seen) = (new List<(string, double, string)>(), new HashSet<string>(StringComparer.Ordinal));
        var lines = GzipFile.Lines(path);
        var header = lines.Count == 0 ? [] : lines[0].Text.Split(',');
        var (idAt, targetAt, first) = (Array.IndexOf(header, idColumn), Array.IndexOf(header, targetColumn), 1);
        if (idAt < 0 || targetAt < 0)
        {
            if (header.Length < 2 || !double.TryParse(header[1], CultureInfo.InvariantCulture, out _))
                throw new DataFormatException(path, 1, $"expected a header with the columns '{idColumn}' and '{targetColumn}', or rows of id, target");
            (idAt, targetAt, first) = (0, 1, 0);
        }

        foreach (var (number, text) in lines.Skip(first))
        {
            var cells = text.Split(',');
            var place = $"{path}:{number}";
            if (cells.Length <= Math.Max(idAt, targetAt)) report($"{place}: expected {Math.Max(idAt, targetAt) + 1} columns or more, got {cells.Length}");
            else if (!double.TryParse(cells[targetAt], CultureInfo.InvariantCulture, out var target) || !double.IsFinite(target)) report($"{place}: expected a finite target, got '{cells[targetAt]}'");
            else if (!seen.Add(cells[idAt])) report($"{place}: the id '{cells[idAt]}' occurs twice; the first counts");
            else rows.Add((cells[idAt], target, place));
        }

        return rows;
    }

    /// <summary>Part of each id: train, val or test.</summary>
    /// <exception cref="DataFormatException">The file cannot be read or a row is not of that form: a doubtful split is no split.</exception>
    public static Dictionary<string, string> ReadSplit(string path)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = GzipFile.Lines(path);
        if (lines.Count == 0 || lines[0].Text != "id,split") throw new DataFormatException(path, 1, "expected the header 'id,split'");
        foreach (var (number, text) in lines.Skip(1))
        {
            var cells = text.Split(',');
            if (cells.Length != 2 || cells[1] is not ("train" or "val" or "test")) throw new DataFormatException(path, number, $"expected an id and train, val or test, got '{text}'");
            if (!parts.TryAdd(cells[0], cells[1])) throw new DataFormatException(path, number, $"the id '{cells[0]}' occurs twice");
        }

        return parts;
    }
}
