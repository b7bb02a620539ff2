using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra pretrain</c>: from a recipe to a base for images of spectra.</summary>
internal static class SpectraPretrainCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file (JSON).");
        var output = Options.Out("Folder for the base, checkpoints and log.", required: true);
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint in the folder." };
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("pretrain", "Train a base for images of spectra on made-up materials.")
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
            "The network learns which of many made-up materials a simulated spectrum is of. No measured spectrum is used.",
            "debye spectra pretrain recipes/spectra-base.json --out models/mine",
            "debye spectra pretrain recipes/spectra-base.json --out models/mine --resume --threads 4"
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
            var result = SpectrumPretraining.Run(
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
                            folder = result.Folder,
                            parameters = result.Parameters,
                            features = result.Features,
                            materials = result.Materials,
                            accuracy = result.Progress.BestScore,
                            transfer = result.Transfer,
                            control = result.Control,
                        }
                    )
                    : ToText(result)
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static string ToText(SpectrumPretrainingResult result)
    {
        static string Line(string name, PretrainingTransfer t) =>
            Invariant($"  {name, -15} nearest neighbour {t.Accuracy:f3}; detectors accept known, refuse unknown: neighbour ")
            + Invariant($"{t.NeighbourAccepted:f3}, {t.NeighbourRejected:f3}; plane {t.PlaneAccepted:f3}, {t.PlaneRejected:f3}");
        return Invariant($"{result.Folder}: {result.Parameters:n0} weights, {result.Features} features; accuracy ")
            + Invariant($"{result.Progress.BestScore:f3} on made-up examples; new materials:\n")
            + Invariant($"{Line("this base", result.Transfer)}\n{Line("random weights", result.Control)}");
    }
}
