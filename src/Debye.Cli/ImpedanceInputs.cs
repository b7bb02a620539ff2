using Debye.Spectra;
using Debye.Techniques.Eis;

namespace Debye.Cli;

/// <summary>Impedance spectra of files, folders and standard input.</summary>
internal static class ImpedanceInputs
{
    /// <summary>Every readable spectrum with the name of its input; problems and what was mended are reported to the session.</summary>
    public static IEnumerable<(string Input, ImpedanceSpectrum Spectrum)> Read(IEnumerable<string> inputs, Session session)
    {
        foreach (var input in inputs.SelectMany(input => Files(input, session)))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            foreach (var spectrum in Open(input, session))
            {
                foreach (var note in spectrum.Notes) session.Progress($"{input}: {note}");
                yield return (input, spectrum);
            }
        }
    }

    private static IEnumerable<string> Files(string input, Session session)
    {
        if (input == "-" || !Directory.Exists(input)) return [input];
        var files = Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0) session.Report($"{input}: the folder is empty");
        return files;
    }

    private static ImpedanceSpectrum[] Open(string input, Session session)
    {
        try
        {
            if (input != "-") return EisReader.Read(input);
            using var content = new MemoryStream();
            session.Input.CopyTo(content);
            return EisReader.Read(content.ToArray(), "standard input");
        }
        catch (Exception problem) when (Session.IsExpected(problem))
        {
            session.ReportInput(input == "-" ? "standard input" : input, problem);
            return [];
        }
    }
}
