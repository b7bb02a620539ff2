using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal train</c>: from a recipe to a model package.</summary>
internal static class CrystalTrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON); the files that it names are relative to it.");
        var output = Options.Out("Folder for the model package and the log.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume") { Description = "Go on with the members and checkpoints in the folder." };
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("train", "Train networks and trees for a property of crystals by a recipe.")
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
            "Bad rows of the data are reported and left out. The test part of the split is not looked at; 'evaluate' does that.",
            "debye crystal train recipes/crystal-bandgap.json --out runs/bandgap"
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            if (File.Exists(Path.Combine(folder, "config.json")))
                throw new UsageException($"{folder} already holds a model: name another folder");
            var result = CrystalTraining.Run(
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
                session.Report("stopped; go on with --resume");
                return CommandLine.Failure;
            }

            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            folder = result.Folder,
                            trainingCrystals = result.TrainingCrystals,
                            validation = result.Report,
                            members = result.Single,
                        }
                    )
                    : Invariant($"{result.Folder}: {result.TrainingCrystals} crystals; on {result.Report.Count} others mean ")
                        + Invariant($"absolute error {result.Report.MeanAbsoluteError:f4} (members ")
                        + Invariant($"{string.Join(", ", result.Single.Select(single => Invariant($"{single.MeanAbsoluteError:f4}")))}")
                        + Invariant($"), R² {result.Report.Determination:f3}")
            );
            return CommandLine.Success;
        });
        return command;
    }
}
