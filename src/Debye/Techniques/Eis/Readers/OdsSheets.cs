using System.Globalization;
using System.Xml.Linq;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Cells of OpenDocument sheets (ISO/IEC 26300, table:table).</summary>
internal static class OdsSheets
{
    private const int MostRepeatedRows = 10_000;

    /// <summary>The sheets with their rows.</summary>
    public static List<(string Name, List<GridRow> Rows)> Read(XElement content, string path)
    {
        var sheets = new List<(string, List<GridRow>)>();
        foreach (var table in Named(content, "table"))
            sheets.Add((Attribute(table, "name") ?? "", Rows(table, path)));
        return sheets;
    }

    private static List<GridRow> Rows(XElement table, string path)
    {
        var (rows, number) = (new List<GridRow>(), 0L);
        foreach (var row in Named(table, "table-row"))
        {
            var cells = Cells(row);
            var repeated = Repeated(row, "number-rows-repeated");
            // Programs fill a sheet to its last row with one empty row repeated; rows of numbers are not repeated.
            if (cells.Length > 0 && repeated > MostRepeatedRows)
                throw new DataFormatException(
                    path,
                    (int)Math.Min(int.MaxValue, number + 1),
                    Invariant($"a row with content is repeated {repeated} times.")
                );
            for (var i = 0; cells.Length > 0 && i < repeated; i++)
                rows.Add(new GridRow((int)Math.Min(int.MaxValue, number + i + 1), cells));
            number += repeated;
            if (rows.Count > 100 * MostRepeatedRows)
                throw new DataFormatException(path, 0, $"a sheet with more than {100 * MostRepeatedRows} rows.");
        }

        return rows;
    }

    private static string[] Cells(XElement row)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements().Where(element => element.Name.LocalName is "table-cell" or "covered-table-cell"))
        {
            var text = Attribute(cell, "value-type") is "float" or "percentage" or "currency"
                ? Attribute(cell, "value") ?? ""
                : string.Join(' ', Named(cell, "p").Select(paragraph => paragraph.Value));
            var repeated = Math.Min(Repeated(cell, "number-columns-repeated"), XlsxSheets.MostColumns - cells.Count);
            for (var i = 0; i < repeated; i++)
                cells.Add(text);
        }

        while (cells.Count > 0 && cells[^1].Length == 0)
            cells.RemoveAt(cells.Count - 1);
        return [.. cells];
    }

    private static int Repeated(XElement element, string name) =>
        int.TryParse(Attribute(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1;

    private static IEnumerable<XElement> Named(XElement parent, string name) =>
        parent.Descendants().Where(element => element.Name.LocalName == name);

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;
}
