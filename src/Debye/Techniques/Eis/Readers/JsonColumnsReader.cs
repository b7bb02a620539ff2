using System.Text.Json;

namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// JSON: PalmSens sessions, or an object with one entry for each column, an array or an object of numbers ("f (Hz)": {"0": …}).
/// </summary>
internal static class JsonColumnsReader
{
    private const int MostColumns = 1000;

    public static bool Is(ReadOnlySpan<char> text) => text.TrimStart("\uFEFF \t\r\n").StartsWith("{");

    public static List<ImpedanceData> Read(string text, string path)
    {
        try
        {
            // A byte-order mark may stand at both ends: PSTrace writes one behind the last brace.
            using var document = JsonDocument.Parse(text.Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0'));
            return PalmSensReader.Is(document.RootElement)
                ? PalmSensReader.Read(document.RootElement, path)
                : ReadColumns(document.RootElement, path);
        }
        catch (JsonException error)
        {
            throw new DataFormatException(
                path,
                (int)Math.Min(int.MaxValue, (error.LineNumber ?? 0) + 1),
                $"unreadable JSON: {error.Message.Split('\n')[0].TrimEnd('\r')}",
                error
            );
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            // Names and texts with broken escapes, numbers beyond the range of a double.
            throw new DataFormatException(path, 0, $"unreadable JSON: {error.Message.Split('\n')[0].TrimEnd('\r')}", error);
        }
    }

    private static List<ImpedanceData> ReadColumns(JsonElement root, string path)
    {
        var columns = root.EnumerateObject()
            .Take(MostColumns)
            .Where(entry => HeaderColumn.Parse(entry.Name).Quantity != Quantity.None)
            .Select(entry => (entry.Name, Values: Texts(entry.Value)))
            .ToList();
        if (columns.Count < 3)
            throw new DataFormatException(path, 0, "no impedance: expected columns of frequency, Z′ and Z″, or a PalmSens session.");
        var length = columns.Max(column => column.Values.Length);
        if (columns.Exists(column => column.Values.Length != length))
            throw new DataFormatException(path, 0, "the columns have different lengths.");
        var rows = new List<GridRow> { new(0, [.. columns.Select(column => column.Name)]) };
        for (var i = 0; i < length; i++)
            rows.Add(new GridRow(i + 1, [.. columns.Select(column => column.Values[i])]));
        return GridTable.Read(rows, path, "");
    }

    private static string[] Texts(JsonElement column) =>
        column.ValueKind switch
        {
            JsonValueKind.Array => [.. column.EnumerateArray().Select(Text)],
            JsonValueKind.Object => [.. column.EnumerateObject().Select(entry => Text(entry.Value))],
            _ => [],
        };

    private static string Text(JsonElement value) => value.ValueKind is JsonValueKind.Number ? value.GetRawText() : "?";
}
