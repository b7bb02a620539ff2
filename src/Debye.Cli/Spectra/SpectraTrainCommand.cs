using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra train</c>: from a recipe to a model package.</summary>
internal static class SpectraTrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for the model package.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume") { Description = "Go on with the checkpoints of networks in the folder." };
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("train", "Train classifiers and a detector of unknown materials by a recipe.")
        {
            recipe,
            output,
            resume,
            seed,
            json,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "A recipe names data, members (preprocessing and classifier each) and the gate that may answer \"unknown\".",
            "Classifiers: boosting, forest, hydra, linear-discriminant, logistic-regression, mini-rocket, nearest-neighbours, "
                + "network, pls-discriminant, ridge.",
            "Preprocessing: als-baseline, crop, log, msc, normalise, resample, savitzky-golay, segments, snip-baseline, snv, standardise.",
            "Spectra of data.unknownLabels are not looked at; 'evaluate' does that.",
            "debye spectra train recipes/spectra-pgaa.json --out runs/pgaa"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            if (File.Exists(Path.Combine(folder, "config.json")))
                throw new UsageException($"{folder} already holds a model: name another folder");
            try
            {
                var report = SpectraTrainingRun.Run(
                    file,
                    folder,
                    parsed.GetValue(resume),
                    parsed.GetValue(seed),
                    parsed.GetValue(threads),
                    TimeProvider.System,
                    session.Progress,
                    session.Cancellation
                );
                foreach (var warning in report.Warnings)
                    session.Progress(warning);
                session.Output.WriteLine(parsed.GetValue(json) ? JsonText.Line(new { folder, training = report }) : Plain(folder, report));
                return CommandLine.Success;
            }
            catch (OperationCanceledException)
            {
                session.Report("stopped; go on with --resume");
                return CommandLine.Failure;
            }
        });
        return command;
    }

    private static string Plain(string folder, SpectraTrainingReport report)
    {
        var judged = report.Accuracy is { } accuracy
            ? Invariant($"; in cross-validation accuracy {accuracy:f4}, mean −ln p {report.NegativeLogLikelihood:f4}")
            : "";
        return Invariant($"{folder}: {report.Spectra.Values.Sum()} spectra of {report.Spectra.Count} classes{judged}");
    }
}
