using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Ivium .idf and .ids: every block "primary_data" of three columns, Z′, Z″ and frequency.</summary>
/// <remarks>
/// After "primary_data" come the number of columns, of rows, and the rows. Blocks of other methods (a line "Method="
/// before them that does not name an impedance) are left out. Tried on one sample of each kind.
/// </remarks>
internal static class IviumReader
{
    private const string Start = "primary_data";

    public static bool Is(string[] lines) => Array.Exists(lines, line => line.Trim() == Start);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var (tables, isImpedance) = (new List<ImpedanceData>(), true);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("Method=", StringComparison.Ordinal))
                isImpedance = lines[i].Contains("Impedance", StringComparison.OrdinalIgnoreCase);
            if (isImpedance && lines[i].Trim() == Start)
                tables.Add(ReadBlock(lines, i, path));
        }

        return tables.Count > 0
            ? tables
            : throw new DataFormatException(path, 0, "no impedance: expected 'primary_data' after a method that names an impedance.");
    }

    private static ImpedanceData ReadBlock(string[] lines, int start, string path)
    {
        if (start + 2 >= lines.Length)
            throw new DataFormatException(path, start + 1, "the file ends before the data.");
        if (lines[start + 1].Trim() != "3")
            throw new DataFormatException(path, start + 2, $"expected 3 columns, found '{Clip(lines[start + 1])}'.");
        if (!TextLines.TryNumber(lines[start + 2].AsSpan().Trim(), out var announced) || announced is not (>= 0 and < 1e7))
            throw new DataFormatException(path, start + 3, "expected the number of rows.");
        var data = new ImpedanceData([], []);
        for (var i = start + 3; i < lines.Length && data.Points.Count < (int)announced; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                break;
            data.Points.Add(CellNumber.Point(lines[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), [2, 0, 1], i + 1, path));
        }

        data.CompareCount((long)announced);
        return data;
    }

    private static string Clip(string text) => text.Length <= 20 ? text.Trim() : text[..20].Trim() + "…";
}
