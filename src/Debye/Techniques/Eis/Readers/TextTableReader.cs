namespace Debye.Techniques.Eis.Readers;

/// <summary>CSV and other text tables: any separator, either decimal mark, recognised headers, or none at all.</summary>
/// <remarks>Without a header the first three columns are frequency in Hz, Z′ and Z″ in Ω, and a note says so.</remarks>
internal static class TextTableReader
{
    private const int LongestLine = 100_000;

    /// <summary>Every table of the lines from <paramref name="start"/> on.</summary>
    /// <param name="lines">All lines of the file.</param>
    /// <param name="path">Name for messages.</param>
    /// <param name="start">Index of the first line to look at.</param>
    /// <param name="instrument">True where an instrument's program wrote the table, so that its signs are certain.</param>
    public static List<ImpedanceData> Read(string[] lines, string path, int start = 0, bool instrument = false)
    {
        var tables = new List<ImpedanceData>();
        var (block, delimiter) = (FindHeader(lines, ref start, out var found), found);
        var notes = block is null ? new[] { "No header was recognised; taken as frequency in Hz, Z′ and Z″ in Ω." } : null;
        if (block is null)
        {
            (start, delimiter) = FirstNumbers(lines, start, path);
            block = new TableBlock(TableColumns.Plain);
        }

        for (var i = start; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().Trim(" \t\0\u001a").IsEmpty)
                continue;
            if (lines[i].Length > LongestLine)
                throw new DataFormatException(path, i + 1, $"line longer than {LongestLine} characters.");
            if (block.IsEmpty && TryFirst(block, lines[i], i + 1, path, ref delimiter))
                continue;
            if (!block.IsEmpty && block.TryAdd(Delimited.Split(lines[i], delimiter), i + 1, MayHaveDecimalComma(lines[i], delimiter), path))
                continue;
            if (Header(lines[i], out var other) is { } next)
            {
                if (!block.IsEmpty)
                    tables.Add(block.Finish(!instrument, notes));
                (block, delimiter, notes) = (new TableBlock(next), other, null);
            }
            else if (block.IsEmpty && !block.Columns.HasNumber(Delimited.Split(lines[i], delimiter)))
            {
                block.Columns.TakeUnits(Delimited.Split(lines[i], delimiter));
            }
            else if (!Delimited.IsComment(lines[i]) && Delimited.Split(lines[i], delimiter).Any(cell => cell.Length > 0))
            {
                throw new DataFormatException(path, i + 1, $"expected numbers for frequency and impedance, found '{Clip(lines[i])}'.");
            }
        }

        if (!block.IsEmpty)
            tables.Add(block.Finish(!instrument, notes));
        return tables.Count > 0 ? tables : throw new DataFormatException(path, start, "no rows of numbers below the header.");
    }

    /// <summary>Recognises a header line; null when it is none.</summary>
    public static TableColumns? Header(string line, out Delimiter delimiter)
    {
        delimiter = Delimiter.Blank;
        if (line.Length > LongestLine)
            return null;
        line = Delimited.WithoutMark(line);
        foreach (var candidate in Delimited.All)
        {
            if (TableColumns.Recognise(Delimited.Split(line, candidate)) is not { } columns)
                continue;
            delimiter = candidate;
            return columns;
        }

        return null;
    }

    private static TableBlock? FindHeader(string[] lines, ref int start, out Delimiter delimiter)
    {
        delimiter = Delimiter.Blank;
        for (var i = start; i < lines.Length; i++)
        {
            if (Header(lines[i], out delimiter) is not { } columns)
                continue;
            start = i + 1;
            return new TableBlock(columns);
        }

        return null;
    }

    /// <summary>The first row may show that the numbers are separated otherwise than the headers.</summary>
    private static bool TryFirst(TableBlock block, string line, int number, string path, ref Delimiter delimiter)
    {
        foreach (var candidate in (Delimiter[])[delimiter, .. Delimited.All])
        {
            if (!block.TryAdd(Delimited.Split(line, candidate), number, MayHaveDecimalComma(line, candidate), path))
                continue;
            delimiter = candidate == Delimiter.WideBlank ? Delimiter.Blank : candidate;
            return true;
        }

        return false;
    }

    private static bool MayHaveDecimalComma(string line, Delimiter delimiter) =>
        delimiter != Delimiter.Comma || line.Contains('"', StringComparison.Ordinal);

    private static (int Start, Delimiter Delimiter) FirstNumbers(string[] lines, int start, string path)
    {
        for (var i = start; i < lines.Length; i++)
        {
            if (lines[i].Length > LongestLine)
                continue;
            foreach (var candidate in Delimited.All)
            {
                var cells = Delimited.Split(lines[i], candidate);
                var numbers = cells.Count(cell =>
                    CellNumber.TryParse(cell, candidate != Delimiter.Comma, out _) || CellNumber.TryParse(cell, false, out _)
                );
                if (numbers < 3 || numbers != cells.Count(cell => cell.Length > 0))
                    continue;
                RequireNoOtherHeader(lines, i, candidate, cells.Length, path);
                return (i, candidate);
            }
        }

        throw new DataFormatException(
            path,
            0,
            "no impedance table: expected a header with frequency, Z′ and Z″ (or magnitude and phase), or rows of three numbers."
        );
    }

    /// <summary>Names of as many columns that are no impedance tell that the table is something else.</summary>
    private static void RequireNoOtherHeader(string[] lines, int first, Delimiter delimiter, int columns, string path)
    {
        // A remark of as many words is no header.
        if (first == 0 || (delimiter == Delimiter.Blank && Delimited.IsComment(lines[first - 1])))
            return;
        if (Delimited.Split(Delimited.WithoutMark(lines[first - 1]), delimiter).Count(cell => cell.Length > 0) != columns)
            return;
        throw new DataFormatException(
            path,
            first,
            $"columns not recognised: '{Clip(lines[first - 1])}'; expected frequency, Z′ and Z″ (or magnitude and phase)."
        );
    }

    private static string Clip(string text) => text.Length <= 40 ? text.Trim() : text[..40].Trim() + "…";
}
