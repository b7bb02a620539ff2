using System.Globalization;
using Debye.Io;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>GSAS powder files (.gsa .gss .fxye .raw as text): constant-wavelength banks of type STD, ESD, FXYE, FXY.</summary>
/// <remarks>
/// Source: A. C. Larson, R. B. Von Dreele, GSAS manual, Los Alamos report LAUR 86-748 (2004), "powder data file". Angles are in
/// centidegrees.
/// </remarks>
internal static class GsasReader
{
    public static bool Is(string[] lines) => lines.Take(100).Any(line => line.StartsWith("BANK ", StringComparison.Ordinal));

    public static List<ScanData> Read(string[] lines, string path)
    {
        var scans = new List<ScanData>();
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("BANK ", StringComparison.Ordinal))
                scans.Add(ReadBank(lines, i, path));
        return scans;
    }

    private static ScanData ReadBank(string[] lines, int start, string path)
    {
        var parts = lines[start].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 7 || !int.TryParse(parts[2], CultureInfo.InvariantCulture, out var count) || count < 1)
            throw new DataFormatException(path, start + 1, "expected BANK number, points, records, CONST, start, step (in 1/100°).");
        if (!parts[4].StartsWith("CONS", StringComparison.Ordinal))
            throw new DataFormatException(path, start + 1, $"bank of type {parts[4]}: only constant-wavelength data (CONST) can be read.");
        if (!TextLines.TryNumber(parts[5], out var first) || !TextLines.TryNumber(parts[6], out var step))
            throw new DataFormatException(path, start + 1, $"unreadable start '{parts[5]}' or step '{parts[6]}'.");
        var type = Array.FindLast(parts[7..], part => char.IsLetter(part[0])) ?? "STD";
        return type switch
        {
            "FXYE" or "FXY" or "XYE" => Free(lines, start, count, path),
            "STD" => Fixed(lines, start, count, first, step, 8, 2, path),
            "ESD" => Fixed(lines, start, count, first, step, 16, 0, path),
            _ => throw new DataFormatException(path, start + 1, $"bank format {type} is not known; expected STD, ESD, FXYE or FXY."),
        };
    }

    private static ScanData Free(string[] lines, int start, int count, string path)
    {
        var (axis, intensity, places) = (new List<double>(), new List<double>(), new List<int>());
        for (var i = start + 1; i < lines.Length && axis.Count < count; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
                continue;
            var parts = lines[i].Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || !TextLines.TryNumber(parts[0], out var x) || !TextLines.TryNumber(parts[1], out var y))
                throw new DataFormatException(path, i + 1, "expected angle (1/100°) and intensity.");
            axis.Add(x / 100);
            intensity.Add(y);
            places.Add(i + 1);
        }

        if (axis.Count < count)
            throw new DataFormatException(
                path,
                lines.Length,
                Invariant($"the bank announces {count} points, the file holds {axis.Count}.")
            );
        return new ScanData
        {
            Axis = [.. axis],
            Intensity = [.. intensity],
            Lines = [.. places],
        };
    }

    /// <summary>
    /// Fields of fixed width, ten (STD) or five (ESD) to a record; the number sits after <paramref name="skip"/> characters.
    /// </summary>
    private static ScanData Fixed(string[] lines, int start, int count, double first, double step, int width, int skip, string path)
    {
        var (intensity, places) = (new List<double>(), new List<int>());
        for (var i = start + 1; i < lines.Length && intensity.Count < count; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.Length > 0 && line[0] == '#')
                continue;
            for (var at = 0; at + skip < line.Length && at < 80 && intensity.Count < count; at += width)
            {
                var field = line.AsSpan(at + skip, Math.Min(8 - skip, line.Length - at - skip)).Trim();
                if (!TextLines.TryNumber(field, out var value))
                    throw new DataFormatException(
                        path,
                        i + 1,
                        Invariant($"expected a number in columns {at + skip + 1}–{at + 8}, found '{field.ToString()}'.")
                    );
                intensity.Add(value);
                places.Add(i + 1);
            }
        }

        if (intensity.Count < count)
            throw new DataFormatException(
                path,
                lines.Length,
                Invariant($"the bank announces {count} points, the file holds {intensity.Count}.")
            );
        return new ScanData
        {
            Axis = [.. Enumerable.Range(0, count).Select(i => (first + i * step) / 100)],
            Intensity = [.. intensity],
            Lines = [.. places],
        };
    }
}
