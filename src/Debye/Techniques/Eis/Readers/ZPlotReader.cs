using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// ZPlot/ZView .z in its two forms ("ZPLOT2 ASCII", "ZPlotW Data File") and .z60 ("Z60W Data File": Corrtest, Autolab exports).
/// </summary>
/// <remarks>
/// Below a line with Z'(a) and Z''(b) stand rows with tabs or commas: frequency, amplitude, bias, time, Z′, Z″, and
/// more. Tried on instrument files of ZPlot and Autolab; .z60 files of Corrtest instruments were not at hand.
/// </remarks>
internal static class ZPlotReader
{
    private const int RealColumn = 4;

    public static bool Is(string[] lines) =>
        lines[0].StartsWith("ZPLOT2", StringComparison.Ordinal)
        || lines[0].Contains("ZPlotW Data File", StringComparison.Ordinal)
        || lines[0].Contains("Z60W Data File", StringComparison.Ordinal);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var header = Array.FindIndex(
            lines,
            line =>
                line.Contains("Freq", StringComparison.Ordinal)
                && line.Contains("Z'(a)", StringComparison.Ordinal)
                && line.Contains("Z''(b)", StringComparison.Ordinal)
        );
        if (header < 0)
            throw new DataFormatException(path, 0, "expected a line with the column names Freq, Z'(a) and Z''(b).");
        var data = new ImpedanceData([], []);
        for (var i = header + 1; i < lines.Length; i++)
        {
            var line = lines[i].Trim(' ', '\t', '\0', '\u001a');
            if (line.Length == 0 || line.StartsWith("End Comments", StringComparison.Ordinal))
                continue;
            data.Points.Add(Row(line, i + 1, path));
        }

        // The older form states the number of points in the line before the names.
        if (header > 0 && TextLines.TryNumber(lines[header - 1].AsSpan().Trim(), out var count) && count is > 0 and < 1e9)
            data.CompareCount((long)count);
        return [data];
    }

    private static ImpedancePoint Row(string line, int number, string path)
    {
        var cells = line.Contains('\t', StringComparison.Ordinal) ? line.Split('\t') : line.Split(',');
        if (cells.Length <= RealColumn + 1)
            cells = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return CellNumber.Point(cells, [0, RealColumn, RealColumn + 1], number, path);
    }
}
