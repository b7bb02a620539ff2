namespace Debye.Cli.Shell;

/// <summary>Measurements of files, folders and standard input, whatever was measured.</summary>
internal static class MeasuredFiles
{
    /// <summary>What every readable input holds, with its name; problems are reported to the session and the others go on.</summary>
    /// <param name="inputs">Files, folders, or - for standard input.</param>
    /// <param name="session">Receives problems.</param>
    /// <param name="readFile">Reads a file.</param>
    /// <param name="readStream">Reads standard input; gets its name for messages.</param>
    /// <param name="isWhole">Whether a folder is one measurement and read as such; null where none is.</param>
    public static IEnumerable<(string Input, T Content)> Read<T>(
        IEnumerable<string> inputs,
        Session session,
        Func<string, T> readFile,
        Func<Stream, string, T> readStream,
        Predicate<string>? isWhole = null
    )
    {
        foreach (
            var input in inputs.SelectMany(input =>
                Directory.Exists(input) && isWhole?.Invoke(input) == true ? [input] : Files(input, session)
            )
        )
        {
            session.Cancellation.ThrowIfCancellationRequested();
            var (isRead, content) = (false, default(T)!);
            try
            {
                (isRead, content) = (true, input == "-" ? readStream(session.Input, "standard input") : readFile(input));
            }
            catch (Exception problem) when (DataProblem.IsExpected(problem))
            {
                session.ReportInput(input == "-" ? "standard input" : input, problem);
            }

            if (isRead)
                yield return (input, content);
        }
    }

    /// <summary>The files of a folder, hidden ones left out, in ordinal order.</summary>
    public static IEnumerable<string> OfFolder(string folder, Session session)
    {
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (files.Length == 0)
            session.Report($"{folder}: the folder is empty");
        return files;
    }

    private static IEnumerable<string> Files(string input, Session session) =>
        input == "-" || !Directory.Exists(input) ? [input] : OfFolder(input, session);
}
