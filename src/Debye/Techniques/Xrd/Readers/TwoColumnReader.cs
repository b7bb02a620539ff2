using System.Text.RegularExpressions;
using Debye.Io;
using Debye.Spectra;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>Text with two or more columns: .xy .xye .txt .csv .dat; any separator, comments, header rows, decimal comma.</summary>
internal static partial class TwoColumnReader
{
    private const string CommentMarks = "#!;'/%$&*";

    public static ScanData Read(string[] lines, string path)
    {
        var (axis, intensity, places, header) = (new List<double>(), new List<double>(), new List<int>(), new List<string>());
        var style = Style.Unknown;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim('\0', ' ', '\t', '\u001a');
            if (line.Length == 0)
                continue;
            if (CommentMarks.Contains(line[0], StringComparison.Ordinal))
            {
                header.Add(line);
                continue;
            }

            if (style == Style.Unknown)
                style = Guess(line);
            if (TryPair(line, style, out var x, out var y, out var broken))
            {
                axis.Add(x);
                intensity.Add(y);
                places.Add(i + 1);
                continue;
            }

            if (axis.Count > 0 || broken)
                throw new DataFormatException(path, i + 1, $"expected two finite numbers, found '{Clip(line)}'.");
            header.Add(line);
            style = Style.Unknown;
        }

        if (axis.Count == 0)
            throw new DataFormatException(path, 0, "no data: expected lines with two numbers.");
        return new ScanData
        {
            Kind = KindOf(header),
            Axis = [.. axis],
            Intensity = [.. intensity],
            Lines = [.. places],
            WavelengthAngstrom = WavelengthOf(header),
        };
    }

    /// <summary>Separators and decimal mark, judged from one line of data.</summary>
    private static Style Guess(string line)
    {
        if (line.Contains(';', StringComparison.Ordinal) || line.Contains('\t', StringComparison.Ordinal))
            return line.Contains(',', StringComparison.Ordinal) && !line.Contains('.', StringComparison.Ordinal)
                ? Style.DecimalComma
                : Style.Point;
        // "5,01 12,3" has commas inside its columns; "5.01, 12.3" and "5,12" between them.
        return InnerComma().IsMatch(line) && line.Contains(' ', StringComparison.Ordinal) && !CommaAndBlank().IsMatch(line)
            ? Style.DecimalComma
            : Style.Point;
    }

    private static bool TryPair(string line, Style style, out double x, out double y, out bool broken)
    {
        char[] separators = style == Style.DecimalComma ? [' ', '\t', ';'] : [' ', '\t', ';', ','];
        var parts = line.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        (x, y, broken) = (0, 0, false);
        if (parts.Length < 2)
            return false;
        var (okX, okY) = (TryNumber(parts[0], style, out x), TryNumber(parts[1], style, out y));
        // A line that starts with a number but goes on with NaN or a word is no header.
        broken = okX && !okY && parts[1].Trim('-', '+').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";
        return okX && okY;
    }

    private static bool TryNumber(string text, Style style, out double value) =>
        TextLines.TryNumber(style == Style.DecimalComma ? text.Replace(',', '.') : text.Trim('"'), out value);

    /// <summary>Hints are looked for where people write them: in short lines at the top.</summary>
    private static IEnumerable<string> Hints(List<string> header) =>
        header.Take(200).Select(line => line.Length <= 400 ? line : line[..400]);

    private static AxisKind KindOf(List<string> header)
    {
        foreach (var line in Hints(header))
        {
            if (AngleWords().IsMatch(line))
                return AxisKind.TwoThetaDegrees;
            if (QWords().IsMatch(line))
                return AxisKind.QPerAngstrom;
            if (DWords().IsMatch(line))
                return AxisKind.DAngstrom;
        }

        return AxisKind.TwoThetaDegrees;
    }

    private static double? WavelengthOf(List<string> header)
    {
        foreach (var line in Hints(header))
        {
            var match = Wavelength().Match(line);
            if (match.Success && TextLines.TryNumber(match.Groups["value"].Value.Replace(',', '.'), out var value))
                return value;
        }

        return null;
    }

    private static string Clip(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"\d,\d", RegexOptions.None, 1000)]
    private static partial Regex InnerComma();

    [GeneratedRegex(@",\s|\s,", RegexOptions.None, 1000)]
    private static partial Regex CommaAndBlank();

    [GeneratedRegex(
        @"2\s*-?_?\s*(theta|θ|th\b)|two[\s_-]*theta|\bangle\b|\bdeg",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AngleWords();

    [GeneratedRegex(
        @"(^|[^a-z])q\s*([\(\[/_]|,|;|\t|\s+\S*(int|count)|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex QWords();

    [GeneratedRegex(
        @"\bd[\s_-]*(spacing|\(|\[)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DWords();

    [GeneratedRegex(
        @"(?:wave\s*-?length|lambda|λ|k-?\s*alpha\s*1?|ka1)[^0-9=:]{0,30}[=:\s]\s*(?<value>[0-9]+[.,][0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Wavelength();

    private enum Style
    {
        Unknown,
        Point,
        DecimalComma,
    }
}
