using System.Xml.Linq;
using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Zip archives: Excel workbooks (.xlsx) and OpenDocument sheets (.ods), every sheet with a recognised header.</summary>
internal static class SpreadsheetReader
{
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK"u8);

    public static List<ImpedanceData> Read(Stream archive, string path)
    {
        var files = SafeZip.Unpack(
            archive,
            path,
            name =>
                name is "content.xml" or "xl/workbook.xml" or "xl/sharedStrings.xml" or "xl/_rels/workbook.xml.rels"
                || (name.StartsWith("xl/worksheets/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal))
        );
        var documents = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var (name, content) in files)
            documents[name] = SafeXml.Load(content, $"{path}!{name}").Root!;
        var sheets = documents.TryGetValue("content.xml", out var ods) ? OdsSheets.Read(ods, path) : XlsxSheets.Read(documents, path);
        var tables = new List<ImpedanceData>();
        foreach (var (name, rows) in sheets)
            tables.AddRange(GridTable.Read(rows, path, name));
        return tables.Count > 0
            ? tables
            : throw new DataFormatException(path, 0, "no sheet with a header of frequency, Z′ and Z″ (or magnitude and phase).");
    }
}
