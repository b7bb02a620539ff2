using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd train</c>: from a recipe to a model package.</summary>
internal static class XrdTrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for checkpoints, log and the finished model package.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on from the last checkpoint in the folder; gives the same weights as an uninterrupted training.",
        };
        var overwrite = TrainingFolders.Overwrite();
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("train", "Train a space-group network by a recipe.") { recipe, output, resume, overwrite, json, threads };
        HelpWithExamples.Add(
            command,
            "Progress goes to standard error. Ctrl-C ends the training after the step in progress with a checkpoint; --resume goes on.",
            "The seed is part of the recipe (training.seed).",
            "debye xrd train recipes/xrd-sample.json --out runs/sample",
            "debye xrd train recipes/xrd-spacegroup.json --out models/mine",
            "debye xrd train recipes/xrd-spacegroup.json --out models/mine --resume"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            var steps = XrdRecipe.Read(file).Training.Steps;
            TrainingFolders.Prepare(folder, parsed.GetValue(resume), parsed.GetValue(overwrite));
            var progress = XrdTraining.Run(
                file,
                folder,
                parsed.GetValue(resume),
                parsed.GetValue(threads),
                TimeProvider.System,
                session.Progress,
                session.Cancellation
            );
            if (session.Cancellation.IsCancellationRequested && progress.Step < steps)
            {
                session.Report($"stopped after step {progress.Step} of {steps}; the checkpoint is in {folder}, --resume goes on");
                return CommandLine.Failure;
            }

            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            folder,
                            step = progress.Step,
                            bestStep = progress.BestStep,
                            bestAccuracy = progress.BestScore,
                        }
                    )
                    : $"{folder}: step {progress.Step}, best validation accuracy {progress.BestScore:f4} at step {progress.BestStep}"
            );
            return CommandLine.Success;
        });
        return command;
    }
}
