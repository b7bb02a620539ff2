namespace Debye.Techniques.Eis.Readers;

/// <summary>Gamry .DTA: every ZCURVE table, potentiostatic or galvanostatic, also of aborted and drift-corrected runs.</summary>
/// <remarks>
/// A table is a line "ZCURVE TABLE", names, units, then rows that start with a tab. Tried on instrument files of three
/// programs. Decimal mark as on the computer that measured.
/// </remarks>
internal static class GamryReader
{
    public static bool Is(string[] lines) => lines[0].Trim() == "EXPLAIN" || Array.Exists(lines, IsStart);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var aborted = Array.Exists(
            lines,
            line => line.StartsWith("EXPERIMENTABORTED\t", StringComparison.Ordinal) && line.Split('\t') is [_, _, "T", ..]
        );
        var tables = new List<ImpedanceData>();
        for (var i = 0; i < lines.Length; i++)
            if (IsStart(lines[i]) && ReadTable(lines, i + 1, path) is { } table)
                tables.Add(table);
        if (tables.Count == 0)
            throw new DataFormatException(path, 0, "no impedance: expected a table ZCURVE with rows.");
        if (aborted)
            tables.ForEach(table => table.Notes.Add("The run was aborted before its end."));
        return tables;
    }

    private static bool IsStart(string line) =>
        line.StartsWith("ZCURVE", StringComparison.Ordinal) && line.Contains("TABLE", StringComparison.Ordinal);

    private static ImpedanceData? ReadTable(string[] lines, int start, string path)
    {
        if (start >= lines.Length)
            return null;
        var names = lines[start].Split('\t');
        var corrected = names.Contains("ZrealDrCor") && names.Contains("ZimagDrCor");
        string[] wanted = corrected ? ["Freq", "ZrealDrCor", "ZimagDrCor"] : ["Freq", "Zreal", "Zimag"];
        var places = Array.ConvertAll(wanted, name => Array.IndexOf(names, name));
        if (places.Min() < 0)
            throw new DataFormatException(path, start + 1, $"expected columns {string.Join(", ", wanted)}.");
        var data = new ImpedanceData([], []);
        if (corrected)
            data.Notes.Add("Drift-corrected impedance (ZrealDrCor, ZimagDrCor) is used.");
        for (var i = start + 2; i < lines.Length && lines[i].StartsWith('\t'); i++)
            data.Points.Add(CellNumber.Point(lines[i].Split('\t'), places, i + 1, path));
        return data.Points.Count > 0 ? data : null;
    }
}
