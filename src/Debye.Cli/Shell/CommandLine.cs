using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Debye.Cli.Crystal;
using Debye.Cli.Eis;
using Debye.Cli.Model;
using Debye.Cli.Pdf;
using Debye.Cli.Spectra;
using Debye.Cli.Verbs;
using Debye.Cli.Xrd;

namespace Debye.Cli.Shell;

/// <summary>The whole program as one call.</summary>
public static class CommandLine
{
    /// <summary>Exit code when everything was done.</summary>
    public const int Success = 0;

    /// <summary>Exit code when an input or the job failed.</summary>
    public const int Failure = 1;

    /// <summary>Exit code when the command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives problems and progress.</param>
    /// <param name="input">Read where a file is named "-".</param>
    /// <param name="cancellation">Ends long work cleanly.</param>
    /// <returns>0, 1 (data or job) or 2 (usage).</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, Stream input, CancellationToken cancellation = default)
    {
        using var culture = new InvariantCulture();
        var session = new Session(output, error, input, cancellation);
        var parsed = CreateRoot(session).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
        {
            var name = NameOf(parsed.CommandResult);
            error.WriteLine($"{name}: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} Try: {name} --help");
            return Usage;
        }

        session.IsVerbose = parsed.GetValue<bool>("--verbose");
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return session.Guard(() => parsed.Invoke(configuration));
    }

    /// <summary>The tree of commands.</summary>
    internal static RootCommand CreateRoot(Session session)
    {
        var root = new RootCommand("Debye: what a material is, from what an instrument measured.")
        {
            new Command("xrd", "Powder diffraction: simulate patterns, identify space groups, train models.")
            {
                XrdSimulateCommand.Create(session),
                XrdIdentifyCommand.Create(session),
                XrdGenerateCommand.Create(session),
                XrdTrainCommand.Create(session),
                XrdEvaluateCommand.Create(session),
                XrdCalibrateCommand.Create(session),
                XrdStatisticsCommand.Create(session),
                XrdLibraryCommand.Create(session),
            },
            new Command("pdf", "Pair distribution functions: simulate G(r), reduce raw data, identify space groups, train models.")
            {
                PdfSimulateCommand.Create(session),
                PdfGenerateCommand.Create(session),
                PdfReduceCommand.Create(session),
                PdfIdentifyCommand.Create(session),
                PdfTrainCommand.Create(session),
                PdfEvaluateCommand.Create(session),
            },
            new Command(
                "eis",
                "Impedance spectroscopy: simulate, fit, search and identify equivalent circuits, validate spectra, relaxation "
                    + "times, train models."
            )
            {
                EisSimulateCommand.Create(session),
                EisGenerateCommand.Create(session),
                EisFitCommand.Create(session),
                EisIdentifyCommand.Create(session),
                EisSearchCommand.Create(session),
                EisValidateCommand.Create(session),
                EisDrtCommand.Create(session),
                EisTrainCommand.Create(session),
                EisEvaluateCommand.Create(session),
            },
            new Command("crystal", "Crystal structures: symmetry, graphs of neighbours, properties by graph networks.")
            {
                CrystalSymmetryCommand.Create(session),
                CrystalGraphCommand.Create(session),
                CrystalPredictCommand.Create(session),
                CrystalTrainCommand.Create(session),
                CrystalAdaptCommand.Create(session),
                CrystalEvaluateCommand.Create(session),
                CrystalProjectCommand.Create(session),
            },
            new Command(
                "spectra",
                "Spectra of materials (gamma, Raman, infrared, …): identify classes or refuse, explain, train and judge models, "
                    + "images for networks."
            )
            {
                SpectraIdentifyCommand.Create(session),
                SpectraExplainCommand.Create(session),
                SpectraTrainCommand.Create(session),
                SpectraEvaluateCommand.Create(session),
                SpectraSearchCommand.Create(session),
                SpectraLrfindCommand.Create(session),
                SpectraImageCommand.Create(session),
                SpectraPretrainCommand.Create(session),
            },
            new Command(
                "model",
                "Model packages: fetch them from a hub, a web host or a folder, store them there, look at them, check them."
            )
            {
                ModelPullCommand.Create(session),
                ModelPushCommand.Create(session),
                ModelShowCommand.Create(session),
                ModelVerifyCommand.Create(session),
            },
            CiteCommand.Create(session),
        };
        root.Options.Add(
            new Option<bool>("--verbose") { Description = "Show where in the program a problem came from.", Recursive = true }
        );
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion();
        return root;
    }

    private static string NameOf(CommandResult result)
    {
        var name = result.Command is RootCommand ? "debye" : result.Command.Name;
        return result.Parent is CommandResult parent ? $"{NameOf(parent)} {name}" : name;
    }
}
