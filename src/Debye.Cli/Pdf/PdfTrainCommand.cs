using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf train</c>: from a recipe to a model package.</summary>
internal static class PdfTrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for the model package, checkpoints and log.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoints in the folder." };
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("train", "Train a model of space groups from G(r) by a recipe.")
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
            "Networks learn from curves of crystals that are varied and measured anew, each without one fold of the data, on "
                + "which it is judged.",
            "debye pdf train recipes/pdf-spacegroup.json --out models/mine",
            "debye pdf train recipes/pdf-seed8.json --out models/seed --resume"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            if (
                !parsed.GetValue(resume)
                && (File.Exists(Path.Combine(folder, "config.json")) || Directory.Exists(Path.Combine(folder, "network-0")))
            )
                throw new UsageException($"{folder} already holds a model: add --resume to go on with it, or name another folder");
            var result = PdfTraining.Run(
                file,
                folder,
                parsed.GetValue(resume),
                parsed.GetValue(seed),
                parsed.GetValue(threads),
                TimeProvider.System,
                session.Progress,
                session.Cancellation
            );
            if (result is null)
            {
                session.Report($"stopped; what there is lies in {folder}, --resume goes on");
                return CommandLine.Failure;
            }

            session.Output.WriteLine(parsed.GetValue(json) ? ToJson(result) : ToText(result));
            return CommandLine.Success;
        });
        return command;
    }

    private static string ToJson(PdfTrainingResult result) =>
        JsonText.Line(
            new
            {
                folder = result.Folder,
                trainingCurves = result.TrainingCurves,
                validationCurves = result.Report.Count,
                validationAccuracy = result.Report.Accuracy,
                validationTop2 = result.Report.TopK[2],
                sources = result.Sources.Select(
                    (source, i) =>
                        new
                        {
                            name = source.Name,
                            weight = result.Pool.Weights[i],
                            accuracy = source.Report.Accuracy,
                            top2 = source.Report.TopK[2],
                        }
                ),
            }
        );

    private static string ToText(PdfTrainingResult result)
    {
        var lines = result.Sources.Select(
            (source, i) =>
                Invariant($"  {source.Name, -16} weight {result.Pool.Weights[i], 6:f2}  accuracy {source.Report.Accuracy}, ")
                + Invariant($"first two {source.Report.TopK[2]}")
        );
        return Invariant($"{result.Folder}: {result.TrainingCurves} curves; on {result.Report.Count} curves of other folds accuracy ")
            + Invariant($"{result.Report.Accuracy}, first two {result.Report.TopK[2]}\n{string.Join('\n', lines)}");
    }
}
