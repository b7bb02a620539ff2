using Debye.Io;

namespace Debye.Techniques.Eis.Readers;

/// <summary>
/// .i2b (Elchemea and others): free lines, a line with the number of points, rows of frequency, Z′ and Z″ separated by blanks.
/// </summary>
/// <remarks>Layout read off one sample.</remarks>
internal static class I2bReader
{
    public static bool Is(string[] lines) => CountLine(lines) >= 0;

    public static List<ImpedanceData> Read(string[] lines, string path)
    {
        var at = CountLine(lines);
        if (at < 0)
            throw new DataFormatException(path, 0, "expected a line with the number of points and rows of three numbers.");
        _ = TextLines.TryNumber(lines[at].AsSpan().Trim(), out var announced);
        var data = new ImpedanceData([], []);
        for (var i = at + 1; i < lines.Length && data.Points.Count < (int)announced; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            if (!TryRow(lines[i], out var f, out var real, out var imaginary))
                throw new DataFormatException(path, i + 1, "expected three numbers: frequency, Z′ and Z″.");
            data.Points.Add(new ImpedancePoint(f, new(real, imaginary), i + 1));
        }

        data.CompareCount((long)announced);
        return [data];
    }

    /// <summary>First line with a lone whole number that is followed by a row of exactly three numbers; −1 when there is none.</summary>
    private static int CountLine(string[] lines)
    {
        for (var i = 0; i + 1 < Math.Min(lines.Length, 1000); i++)
        {
            if (
                lines[i].Length > 20
                || !TextLines.TryNumber(lines[i].AsSpan().Trim(), out var count)
                || count is not (>= 1 and < 1e7)
                || count != Math.Floor(count)
            )
                continue;
            if (TryRow(lines[i + 1], out _, out _, out _))
                return i;
        }

        return -1;
    }

    private static bool TryRow(string line, out double frequency, out double real, out double imaginary)
    {
        (frequency, real, imaginary) = (0, 0, 0);
        var cells = line.Length > 200 ? [] : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return cells.Length == 3
            && CellNumber.TryParse(cells[0], false, out frequency)
            && CellNumber.TryParse(cells[1], false, out real)
            && CellNumber.TryParse(cells[2], false, out imaginary);
    }
}
