using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli;

/// <summary>Measured patterns of files, folders and standard input.</summary>
internal static class PatternInputs
{
    /// <summary>Every readable pattern with the name of its input; problems are reported to the session.</summary>
    public static IEnumerable<(string Input, Spectrum Pattern)> Read(IEnumerable<string> inputs, Session session)
    {
        foreach (var input in inputs.SelectMany(input => Files(input, session)))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (Open(input, session) is { } pattern) yield return (input, pattern);
        }
    }

    private static IEnumerable<string> Files(string input, Session session)
    {
        if (input == "-" || !Directory.Exists(input)) return [input];
        var files = Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0) session.Report($"{input}: the folder is empty");
        return files;
    }

    private static Spectrum? Open(string input, Session session)
    {
        try
        {
            if (input != "-") return XrdReader.Read(input);
            return XrdReader.ReadAll(session.Input, "standard input").MaxBy(scan => scan.Length);
        }
        catch (Exception problem) when (Session.IsExpected(problem))
        {
            session.ReportInput(input == "-" ? "standard input" : input, problem);
            return null;
        }
    }
}
