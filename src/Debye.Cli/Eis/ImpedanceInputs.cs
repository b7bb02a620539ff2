using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis;

namespace Debye.Cli.Eis;

/// <summary>Impedance spectra of files, folders and standard input.</summary>
internal static class ImpedanceInputs
{
    /// <summary>Every readable spectrum with the name of its input; problems and corrections are reported to the session.</summary>
    public static IEnumerable<(string Input, ImpedanceSpectrum Spectrum)> Read(IEnumerable<string> inputs, Session session)
    {
        foreach (var (input, spectra) in MeasuredFiles.Read(inputs, session, EisReader.Read, EisReader.Read))
        foreach (var spectrum in spectra)
        {
            foreach (var note in spectrum.Notes)
                session.Say($"{input}: {note}");
            yield return (input, spectrum);
        }
    }
}
