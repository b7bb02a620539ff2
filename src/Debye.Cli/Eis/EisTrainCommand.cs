using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis train</c>: from a recipe to a model package.</summary>
internal static class EisTrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for the model package, and of a network for checkpoints and log.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with what is in the folder: examples already made, of a network the last checkpoint.",
        };
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("train", "Train a model of equivalent circuits by a recipe.")
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
            "The recipe says whether forest, boosting or network, on which features. Progress goes to standard error.",
            "debye eis train recipes/eis-seed-boosting.json --out models/mine",
            "debye eis train recipes/eis-seed-cnn.json --out models/cnn --seed 2"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            if (
                !parsed.GetValue(resume)
                && (File.Exists(Path.Combine(folder, "config.json")) || File.Exists(Path.Combine(folder, "last.safetensors")))
            )
                throw new UsageException($"{folder} already holds a model: add --resume to go on with it, or name another folder");
            var result = EisTraining.Run(
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

            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            folder,
                            trainingExamples = result.TrainingExamples,
                            validationExamples = result.JudgedExamples,
                            validationAccuracy = result.Accuracy,
                        }
                    )
                    : Invariant($"{folder}: {result.TrainingExamples} examples, accuracy {result.Accuracy} on ")
                        + Invariant($"{result.JudgedExamples} validation examples")
            );
            return CommandLine.Success;
        });
        return command;
    }
}
