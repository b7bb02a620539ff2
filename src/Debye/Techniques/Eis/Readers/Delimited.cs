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
        return start.Length > 0 && CommentMarks.Contains(start[0], StringComparison.Ordinal) ? start.TrimStart(CommentMarks).ToString() : line;
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
            Delimiter.Semicolon => line.Split(';'),
            Delimiter.Comma => line.Split(','),
            Delimiter.WideBlank => line.Split(["  ", "\t"], StringSplitOptions.RemoveEmptyEntries),
            _ => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        };
        for (var i = 0; i < cells.Length; i++) cells[i] = Unquote(cells[i].Trim(' ', '\0', '\t', '\u001a'));
        return cells;
    }

    private static string Unquote(string cell) => cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"' ? cell[1..^1].Trim() : cell;
}
