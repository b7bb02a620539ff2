using System.Globalization;
using Debye.Crystals;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A row of a table of targets.</summary>
/// <param name="Id">Id.</param>
/// <param name="Target">Target.</param>
/// <param name="More">Further targets; NaN where unknown.</param>
/// <param name="Place">File and line.</param>
internal sealed record CrystalTargetRow(string Id, double Target, double[] More, string Place);

/// <summary>Reads tables of targets and splits. A bad row is reported with its place and left out.</summary>
internal static class CrystalTargets
{
    /// <summary>Targets by id, in the order of the file; of several files one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">Which columns, which rows.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <exception cref="DataFormatException">The file cannot be read, or has a header without the columns.</exception>
    public static List<CrystalTargetRow> Read(string path, CrystalData data, Action<string> report)
    {
        var (rows, seen) = (new List<CrystalTargetRow>(), new HashSet<string>(StringComparer.Ordinal));
        var lines = GzipFile.Lines(path);
        var header = lines.Count == 0 ? [] : lines[0].Text.Split(',');
        var (idAt, targetAt, onlyAt, first) = (
            Array.IndexOf(header, data.IdColumn),
            Array.IndexOf(header, data.TargetColumn),
            Array.IndexOf(header, data.OnlyColumn),
            1
        );
        if (idAt < 0 || targetAt < 0)
        {
            if (header.Length < 2 || !double.TryParse(header[1], CultureInfo.InvariantCulture, out _))
                throw new DataFormatException(
                    path,
                    1,
                    $"expected a header with the columns '{data.IdColumn}' and '{data.TargetColumn}', or rows of id, target"
                );
            (idAt, targetAt, first) = (0, 1, 0);
        }

        var moreAt = data
            .MoreTargetColumns.Select(column =>
                Array.IndexOf(header, column) is >= 0 and var at
                    ? at
                    : throw new DataFormatException(path, 1, $"expected a header with the column '{column}'")
            )
            .ToArray();
        if (data.OnlyColumn.Length > 0 && onlyAt < 0)
            throw new DataFormatException(path, 1, $"expected a header with the column '{data.OnlyColumn}'");
        foreach (var (number, text) in lines.Skip(first))
        {
            var cells = text.Split(',');
            var place = Invariant($"{path}:{number}");
            var needed = moreAt.Append(idAt).Append(targetAt).Append(onlyAt).Max() + 1;
            if (cells.Length < needed)
                report(Invariant($"{place}: expected {needed} columns or more, got {cells.Length}"));
            else if (onlyAt >= 0 && !data.Only.Contains(cells[onlyAt]))
                continue;
            else if (!double.TryParse(cells[targetAt], CultureInfo.InvariantCulture, out var target) || !double.IsFinite(target))
                report($"{place}: expected a finite target, got '{cells[targetAt]}'");
            else if (!seen.Add(cells[idAt]))
                report($"{place}: the id '{cells[idAt]}' occurs twice; the first counts");
            else
                rows.Add(new CrystalTargetRow(cells[idAt], target, Array.ConvertAll(moreAt, at => Number(cells[at])), place));
        }

        return rows;
    }

    private static double Number(string cell) =>
        double.TryParse(cell, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;

    /// <summary>Formulas of a table with a column "formula", as <see cref="Structure.Formula"/> writes them.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, has no such column, or a formula cannot be read.</exception>
    public static HashSet<string> ReadFormulas(string path)
    {
        var lines = GzipFile.Lines(path);
        var at = lines.Count == 0 ? -1 : Array.IndexOf(lines[0].Text.Split(','), "formula");
        if (at < 0)
            throw new DataFormatException(path, 1, "expected a header with the column 'formula'");
        var formulas = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, text) in lines.Skip(1))
        {
            var cells = text.Split(',');
            try
            {
                formulas.Add(Reduced(cells.Length > at ? cells[at] : ""));
            }
            catch (ArgumentException problem)
            {
                throw new DataFormatException(path, number, problem.Message.Split(" (Parameter")[0], problem);
            }
        }

        return formulas;
    }

    /// <summary>A formula as structures write theirs.</summary>
    private static string Reduced(string formula) =>
        new Structure
        {
            Lattice = Lattice.Cubic(1),
            Sites = [.. Composition.Parse(formula).Amounts.Select(part => new Site(part.Species, default, part.Amount))],
        }.Formula;

    /// <summary>Part of each id: train, val or test.</summary>
    /// <exception cref="DataFormatException">The file cannot be read or a row is not of that form: a doubtful split is no
    /// split.</exception>
    public static Dictionary<string, string> ReadSplit(string path)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = GzipFile.Lines(path);
        if (lines.Count == 0 || lines[0].Text != "id,split")
            throw new DataFormatException(path, 1, "expected the header 'id,split'");
        foreach (var (number, text) in lines.Skip(1))
        {
            var cells = text.Split(',');
            if (cells.Length != 2 || cells[1] is not ("train" or "val" or "test"))
                throw new DataFormatException(path, number, $"expected an id and train, val or test, got '{text}'");
            if (!parts.TryAdd(cells[0], cells[1]))
                throw new DataFormatException(path, number, $"the id '{cells[0]}' occurs twice");
        }

        return parts;
    }
}
