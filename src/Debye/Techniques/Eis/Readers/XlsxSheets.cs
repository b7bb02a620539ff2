using System.Globalization;
using System.Xml.Linq;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Cells of Excel workbooks (Office Open XML, ECMA-376 part 1, §18).</summary>
internal static class XlsxSheets
{
    /// <summary>Columns beyond this one are not looked at.</summary>
    public const int MostColumns = 256;

    /// <summary>The sheets with their rows, in the order of the workbook.</summary>
    public static List<(string Name, List<GridRow> Rows)> Read(Dictionary<string, XElement> documents, string path)
    {
        if (!documents.TryGetValue("xl/workbook.xml", out var workbook))
            throw new DataFormatException(
                path,
                0,
                "zip archive without xl/workbook.xml or content.xml; expected an Excel or OpenDocument sheet."
            );
        var strings = documents.TryGetValue("xl/sharedStrings.xml", out var shared) ? SharedStrings(shared) : [];
        var targets = documents.TryGetValue("xl/_rels/workbook.xml.rels", out var relations) ? Targets(relations) : [];
        var sheets = new List<(string, List<GridRow>)>();
        foreach (var sheet in workbook.Descendants().Where(element => element.Name.LocalName == "sheet"))
        {
            var id = sheet.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "id")?.Value ?? "";
            // Removed once read: a workbook that names one sheet ten thousand times costs no more than one.
            if (targets.TryGetValue(id, out var target) && documents.Remove(target, out var content))
                sheets.Add(((string?)sheet.Attribute("name") ?? "", Rows(content, strings, path)));
        }

        return sheets;
    }

    private static Dictionary<string, string> Targets(XElement relations)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var relation in relations.Elements())
        {
            if ((string?)relation.Attribute("Id") is not { } id || (string?)relation.Attribute("Target") is not { } target)
                continue;
            targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }

        return targets;
    }

    private static List<string> SharedStrings(XElement table) =>
        [.. table.Elements().Where(element => element.Name.LocalName == "si").Select(Text)];

    /// <summary>Text of all runs, without phonetic hints.</summary>
    private static string Text(XElement element) =>
        string.Concat(
            element
                .Descendants()
                .Where(child => child.Name.LocalName == "t" && child.Parent!.Name.LocalName != "rPh")
                .Select(child => child.Value)
        );

    private static List<GridRow> Rows(XElement sheet, List<string> strings, string path)
    {
        var rows = new List<GridRow>();
        foreach (var row in sheet.Descendants().Where(element => element.Name.LocalName == "row"))
        {
            var number = int.TryParse((string?)row.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
                ? stated
                : rows.Count + 1;
            var cells = new List<string>();
            foreach (var cell in row.Elements().Where(element => element.Name.LocalName == "c"))
            {
                var column = Column((string?)cell.Attribute("r")) ?? cells.Count;
                if (column >= MostColumns)
                    break;
                while (cells.Count <= column)
                    cells.Add("");
                cells[column] = Value(cell, strings, number, path);
            }

            rows.Add(new GridRow(number, [.. cells]));
        }

        return rows;
    }

    private static string Value(XElement cell, List<string> strings, int row, string path)
    {
        var value = cell.Elements().FirstOrDefault(element => element.Name.LocalName == "v")?.Value ?? "";
        switch ((string?)cell.Attribute("t"))
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                    ? strings[index]
                    : throw new DataFormatException(
                        path,
                        row,
                        $"a cell refers to text '{(value.Length > 20 ? value[..20] : value).ReplaceLineEndings(" ")}', which is "
                            + "not in the workbook."
                    );
            case "inlineStr":
                return Text(cell);
            default:
                return value;
        }
    }

    /// <summary>Column of an address such as "AB12", counted from 0; null when there is none.</summary>
    private static int? Column(string? address)
    {
        var column = 0;
        foreach (var letter in address ?? "")
        {
            if (letter is not (>= 'A' and <= 'Z') || column > MostColumns)
                break;
            column = 26 * column + (letter - 'A' + 1);
        }

        return column > 0 ? column - 1 : null;
    }
}
