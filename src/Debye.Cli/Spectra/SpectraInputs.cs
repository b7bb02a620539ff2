using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary>Spectra of files, folders and standard input.</summary>
internal static class SpectraInputs
{
    /// <summary>Every spectrum that can be read, with its name; problems are reported and the others go on.</summary>
    /// <param name="inputs">Files, folders, or - for standard input.</param>
    /// <param name="model">Its axis is taken for spectra that state none.</param>
    /// <param name="session">Receives problems.</param>
    public static IEnumerable<(string Input, MaterialSpectrum Spectrum)> Read(
        IEnumerable<string> inputs,
        SpectraModel model,
        Session session
    )
    {
        foreach (
            var (input, spectra) in MeasuredFiles.Read(
                inputs,
                session,
                SpectraReader.ReadAll,
                SpectraReader.ReadAll,
                SpectraReader.IsFolderOfArrays
            )
        )
            for (var i = 0; i < spectra.Count; i++)
            {
                session.Cancellation.ThrowIfCancellationRequested();
                var named = spectra[i].Source.Length > 0 ? spectra[i].Source : input;
                yield return (named, model.Adopt(spectra[i]));
            }
    }
}
