using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary>Measured patterns of files, folders and standard input.</summary>
internal static class PatternInputs
{
    /// <summary>Every readable pattern with the name of its input; problems are reported to the session.</summary>
    public static IEnumerable<(string Input, Spectrum Pattern)> Read(IEnumerable<string> inputs, Session session) =>
        MeasuredFiles.Read(inputs, session, XrdReader.Read, (stream, name) => XrdReader.ReadAll(stream, name).MaxBy(scan => scan.Length)!);
}
