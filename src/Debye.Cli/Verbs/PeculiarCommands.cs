using System.CommandLine;
using Debye.Cli.Crystal;
using Debye.Cli.Eis;
using Debye.Cli.Pdf;
using Debye.Cli.Shell;
using Debye.Cli.Spectra;
using Debye.Cli.Xrd;
using Debye.Learning.Techniques.Spectra;

namespace Debye.Cli.Verbs;

/// <summary>Commands that one technique alone has.</summary>
internal static class PeculiarCommands
{
    /// <summary>Those of a technique; none for one that has the common verbs alone.</summary>
    public static IEnumerable<Command> Of(string technique, Session session) =>
        technique switch
        {
            "xrd" =>
            [
                XrdSimulateCommand.Create(session),
                XrdGenerateCommand.Create(session),
                XrdCalibrateCommand.Create(session),
                XrdStatisticsCommand.Create(session),
                XrdLibraryCommand.Create(session),
            ],
            "pdf" => [PdfSimulateCommand.Create(session), PdfGenerateCommand.Create(session), PdfReduceCommand.Create(session)],
            "eis" =>
            [
                EisSimulateCommand.Create(session),
                EisGenerateCommand.Create(session),
                EisFitCommand.Create(session),
                EisSearchCommand.Create(session),
                EisValidateCommand.Create(session),
                EisDrtCommand.Create(session),
            ],
            "crystal" =>
            [
                CrystalSymmetryCommand.Create(session),
                CrystalGraphCommand.Create(session),
                CrystalAdaptCommand.Create(session),
                CrystalProjectCommand.Create(session),
            ],
            "spectra" =>
            [
                SpectraExplainCommand.Create(session),
                SpectraSearchCommand.Create(session),
                SpectraLrfindCommand.Create(session),
                SpectraImageCommand.Create(session),
                TrainCommand.Create(new SpectraPretrainVerb(), session),
            ],
            _ => [],
        };
}
