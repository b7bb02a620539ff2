namespace Debye.Techniques.Eis.Readers;

/// <summary>Princeton Applied Research VersaStudio .par: every segment with Frequency(Hz), Z Real and Z Imag.</summary>
/// <remarks>Sections in angle brackets; in &lt;SegmentN&gt; a line "Definition=" names the columns. Tried on an instrument file.</remarks>
internal static class VersaStudioReader
{
    private const string Definition = "Definition=";

    public static bool Is(string[] lines) =>
        Array.Exists(lines, line => line.StartsWith("<Segment", StringComparison.Ordinal))
        && Array.Exists(lines, line => line.StartsWith(Definition, StringComparison.Ordinal));

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var tables = new List<ImpedanceData>();
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith(Definition, StringComparison.Ordinal) && ReadSegment(lines, i, path) is { } table)
                tables.Add(table);
        return tables.Count > 0
            ? tables
            : throw new DataFormatException(path, 0, "no impedance: expected a segment with the columns Frequency(Hz), Z Real and Z Imag.");
    }

    private static ImpedanceData? ReadSegment(string[] lines, int definition, string path)
    {
        var names = lines[definition][Definition.Length..].Split(',', StringSplitOptions.TrimEntries);
        int[] places = [Array.IndexOf(names, "Frequency(Hz)"), Array.IndexOf(names, "Z Real"), Array.IndexOf(names, "Z Imag")];
        if (places.Min() < 0)
            return null;
        var data = new ImpedanceData([], []);
        var line = definition + 1;
        for (; line < lines.Length && !lines[line].StartsWith('<'); line++)
        {
            if (!string.IsNullOrWhiteSpace(lines[line]))
                data.Points.Add(CellNumber.Point(lines[line].Split(','), places, line + 1, path));
        }

        if (line == lines.Length)
            data.Notes.Add("The file ends within the segment.");
        return data.Points.Exists(point => point.FrequencyHertz != 0) ? data : null;
    }
}
