using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Eco Chemie FRA text (.P00): head, names of the columns, number of points, rows.</summary>
/// <remarks>
/// Line 1 starts with "Procedure"; the columns are f/Hz, Z'/Ohm, -Z''/Ohm and more, separated by tabs. Layout read off one sample.
/// </remarks>
internal static class EcoChemieP00Reader
{
    public static bool Is(string[] lines) => lines[0].StartsWith("Procedure", StringComparison.Ordinal) && Header(lines) >= 0;

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var header = Header(lines);
        var tables = TextTableReader.Read(lines, path, header, instrument: true);
        if (header + 1 < lines.Length && TextLines.TryNumber(lines[header + 1].AsSpan().Trim(), out var count) && count is >= 0 and < 1e7)
            tables[0].CompareCount((long)count);
        return tables;
    }

    private static int Header(string[] lines) =>
        Array.FindIndex(lines, 0, Math.Min(lines.Length, 50), line => TextTableReader.Header(line, out _) is not null);
}
