namespace Debye;

/// <summary>A file (or one record of it) that cannot be read. The message is one line: place, reason, what was expected.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Creates the error for a place in a file.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="line">One-based line number, or 0 where the format has no lines.</param>
    /// <param name="reason">What is wrong and what was expected, in one sentence.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public DataFormatException(string path, int line, string reason, Exception? inner = null)
        : base(line > 0 ? $"{path}:{line}: {reason}" : $"{path}: {reason}", inner)
    {
        Path = path;
        Line = line;
        Reason = reason;
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    /// <summary>One-based line number, or 0 where the format has no lines.</summary>
    public int Line { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Reason { get; }
}
