using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Cli.Verbs;
using Debye.Learning.Techniques;
using Debye.Learning.Techniques.Xrd;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd calibrate</c>: fits how network and library are combined, on measured patterns of known space group.</summary>
internal static class XrdCalibrateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package; receives fusion.json.");
        var data = Options.Path("DATA", "Labelled patterns (.csv or .json, also .gz).");
        var library = new Option<string?>("--library") { Description = "Library file to combine with.", HelpName = "FILE" };
        var ids = new SettingOptions(IdChoice.Settings);
        var (wavelength, threads, seed) = (Options.Wavelength("CuKa1"), Options.Threads(), Options.Seed());
        var command = new Command(
            "calibrate",
            "Fit the combination of network and library on measured patterns; report cross-validated figures."
        )
        {
            model,
            data,
            library,
            wavelength,
            threads,
            seed,
        };
        ids.AddTo(command);
        HelpWithExamples.Add(command, "debye xrd calibrate models/xrd-spacegroup measured.csv.gz --ids halves.csv --half development");
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(model)!;
            var file = Library(parsed.GetValue(library)) ?? throw new UsageException("calibrate needs a library: name one with --library");
            var chosen = Chosen(ids.Values(parsed));
            var workers = parsed.GetValue(threads);
            using var identifier = XrdIdentifier.Load(folder, file, workers);
            var (evidence, truth) = (new List<XrdEvidence>(), new List<int>());
            foreach (var item in LabelledPatternReader.Read(parsed.GetValue(data)!).Where(item => chosen(item.Id)))
            {
                session.Cancellation.ThrowIfCancellationRequested();
                evidence.Add(
                    identifier.Evidence(item.Pattern, parsed.GetValue(wavelength) ?? XrdFeatures.ReferenceWavelengthAngstrom, workers)
                );
                truth.Add(item.SpaceGroup - 1);
                if (truth.Count % 50 == 0)
                    session.Say($"{truth.Count} patterns");
            }

            var (fusion, report) = XrdCalibration.Fit(evidence, [.. truth], seed: parsed.GetValue(seed));
            XrdModelPackage.WriteFusion(folder, fusion);
            session.Output.WriteLine(
                $"{truth.Count} patterns, five-fold cross-validation: space group {report.Accuracy}, top 5 {report.TopK[5]}, "
                    + Invariant($"−ln p {report.NegativeLogLikelihood:f3}, calibration error {report.CalibrationError:f3}; ")
                    + Invariant($"unknown below {fusion.UnknownBelow:f3}")
            );
            return CommandLine.Success;
        });
        return command;
    }

    /// <summary>The development half of a table where no half is named: the other is for the report.</summary>
    private static Predicate<string> Chosen(SettingValues values)
    {
        var (table, half) = (values.Text("ids"), values.Text("half"));
        return IdChoice.Of(table, half ?? (table is null ? null : "development"));
    }

    private static string? Library(string? named) =>
        named switch
        {
            "none" => null,
            null => ModelPlaces.Find("xrd-library/materials-project.dbxl", File.Exists),
            _ => named,
        };
}
