using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>Eco Chemie FRA .dfr: one number a line; frequency, Z′ and −Z″ are the first three of nine for each point.</summary>
/// <remarks>Line 1 is "VERSION…", line 2 the number of points, line 3 another count. Layout read off one sample.</remarks>
internal static class EcoChemieDfrReader
{
    private const int FirstLine = 3;
    private const int LinesPerPoint = 9;

    public static bool Is(string[] lines) =>
        lines.Length > FirstLine
        && lines[0].StartsWith("VERSION", StringComparison.Ordinal)
        && TextLines.TryNumber(lines[1].AsSpan().Trim(), out _);

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        if (!TextLines.TryNumber(lines[1].AsSpan().Trim(), out var announced) || announced is not (>= 0 and < 1e7))
            throw new DataFormatException(path, 2, "expected the number of points.");
        var data = new ImpedanceData([], ["The column is −Z″; its sign was turned."]);
        for (
            var at = FirstLine;
            data.Points.Count < (int)announced && at + 2 < lines.Length && lines[at].Trim().Length > 0;
            at += LinesPerPoint
        )
            data.Points.Add(
                new ImpedancePoint(Number(lines, at, path), new(Number(lines, at + 1, path), -Number(lines, at + 2, path)), at + 1)
            );
        data.CompareCount((long)announced);
        return [data];
    }

    private static double Number(string[] lines, int at, string path) =>
        CellNumber.TryParse(lines[at], false, out var value) || CellNumber.TryParse(lines[at], true, out value)
            ? value
            : throw new DataFormatException(path, at + 1, "expected one number.");
}
