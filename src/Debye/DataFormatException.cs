namespace Debye;

/// <summary>A file (or one record of it) that cannot be read. The message is one line: place, reason, what was expected.</summary>
public sealed class DataFormatException : Exception
{
    private const int MostCharacters = 400;

    /// <summary>Creates the error for a place in a file.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="line">One-based line number, or 0 where the format has no lines.</param>
    /// <param name="reason">What is wrong and what was expected, in one sentence; line ends become spaces, and what quotes the file at
    /// length is cut.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public DataFormatException(string path, int line, string reason, Exception? inner = null)
        : base(line > 0 ? Invariant($"{path}:{line}: {OneLine(reason)}") : $"{path}: {OneLine(reason)}", inner)
    {
        Path = path;
        Line = line;
        Reason = OneLine(reason);
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    /// <summary>One-based line number, or 0 where the format has no lines.</summary>
    public int Line { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Reason { get; }

    private static string OneLine(string reason)
    {
        var line = reason.ReplaceLineEndings(" ");
        return line.Length > MostCharacters ? line[..MostCharacters] + "…" : line;
    }
}
