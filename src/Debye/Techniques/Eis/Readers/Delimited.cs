namespace Debye.Techniques.Eis.Readers;

/// <summary>What stands between the cells of a text line.</summary>
internal enum Delimiter
{
    Tab,
    Semicolon,
    Comma,
    WideBlank,
    Blank,
}

/// <summary>Divides text lines into cells.</summary>
internal static class Delimited
{
    private const string CommentMarks = "#%!";

    /// <summary>All of them, the least ambiguous first.</summary>
    public static Delimiter[] All { get; } = [Delimiter.Tab, Delimiter.Semicolon, Delimiter.Comma, Delimiter.WideBlank, Delimiter.Blank];

    /// <summary>The line without a leading comment mark.</summary>
    public static string WithoutMark(string line)
    {
        var start = line.AsSpan().TrimStart();
        return start.Length > 0 && CommentMarks.Contains(start[0], StringComparison.Ordinal)
            ? start.TrimStart(CommentMarks).ToString()
            : line;
    }

    /// <summary>True for a line that starts with a comment mark.</summary>
    public static bool IsComment(string line)
    {
        var start = line.AsSpan().TrimStart();
        return start.Length > 0 && CommentMarks.Contains(start[0], StringComparison.Ordinal);
    }

    /// <summary>Cells without surrounding blanks and quotes.</summary>
    public static string[] Split(string line, Delimiter delimiter)
    {
        var cells = delimiter switch
        {
            Delimiter.Tab => line.Split('\t'),
            Delimiter.Semicolon => Fields(line, ';'),
            Delimiter.Comma => Fields(line, ','),
            Delimiter.WideBlank => line.Split(["  ", "\t"], StringSplitOptions.RemoveEmptyEntries),
            _ => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        };
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Unquote(cells[i].Trim(' ', '\0', '\t', '\u001a'));
        return cells;
    }

    /// <summary>Divides at a separator outside cells that begin with a quote; a quote within a cell (Z") is a character.</summary>
    private static string[] Fields(string line, char separator)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(separator);
        var (fields, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && (quoted || line.AsSpan(start, i - start).Trim().IsEmpty))
                quoted = !quoted;
            if (line[i] != separator || quoted)
                continue;
            fields.Add(line[start..i]);
            start = i + 1;
        }

        fields.Add(line[start..]);
        return [.. fields];
    }

    private static string Unquote(string cell) => cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"' ? cell[1..^1].Trim() : cell;
}
