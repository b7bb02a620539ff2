using System.CommandLine;
using Debye.Cli.Shell;
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
        var ids = new ChosenIds("development");
        var (wavelength, threads, seed) = (Options.Wavelength("CuKa1"), Options.Threads(), Options.Seed());
        var command = new Command(
            "calibrate",
            "Fit the combination of network and library on measured patterns; report cross-validated figures."
        )
        {
            model,
            data,
            library,
            ids.Ids,
            ids.Half,
            wavelength,
            threads,
            seed,
        };
        HelpWithExamples.Add(command, "debye xrd calibrate models/xrd-spacegroup measured.csv.gz --ids halves.csv --half development");
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(model)!;
            var file =
                ModelPlaces.Library(parsed.GetValue(library))
                ?? throw new UsageException("calibrate needs a library: name one with --library");
            var chosen = ids.Chosen(parsed);
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
                    session.Progress($"{truth.Count} patterns");
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
}
