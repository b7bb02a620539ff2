using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Answers;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary>The verb "train" of every technique.</summary>
internal static class TrainCommand
{
    public static Command Create(TrainVerb verb, Session session)
    {
        var recipe = Options.Path("RECIPE", verb.Help.Input);
        var output = Options.Out(
            "Folder for the model package; checkpoints and the log lie there while the training lasts.",
            required: true
        );
        output.HelpName = "DIR";
        var resume = new Option<bool>("--resume")
        {
            Description = "Resume the training in the folder; the weights are those of an uninterrupted one.",
        };
        var overwrite = TrainingFolders.Overwrite();
        var seed = new Option<ulong?>("--seed") { Description = "Replaces the recipe's seed.", HelpName = "N" };
        var (json, threads) = (Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command(verb.Help.Name, verb.Help.Summary) { recipe, output, resume, overwrite, seed, json, threads };
        HelpWithExamples.Add(
            command,
            [
                "Progress goes to standard error. Ctrl-C ends the training after the step in progress with a checkpoint; --resume goes on.",
                .. verb.Help.Notes,
            ]
        );
        command.SetAction(parsed =>
        {
            var (file, folder) = (parsed.GetValue(recipe)!, parsed.GetValue(output)!);
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: there is no such file", file);
            verb.Check(file);
            TrainingFolders.Prepare(folder, parsed.GetValue(resume), parsed.GetValue(overwrite), verb.GoesOnWithModels);
            var outcome = TerminalProgress.Run(
                session,
                progress =>
                {
                    var context = session.Context(parsed.GetValue(threads)) with
                    {
                        Seed = parsed.GetValue(seed),
                        Resume = parsed.GetValue(resume),
                        Progress = progress,
                    };
                    return verb.Train(file, folder, context);
                }
            );
            return Tell(session, outcome, parsed.GetValue(json));
        });
        return command;
    }

    private static int Tell(Session session, TrainingOutcome outcome, bool asJson)
    {
        foreach (var warning in outcome.Warnings)
            session.Say(warning);
        if (!outcome.IsFinished)
        {
            var at = outcome.StoppedAt is { } step ? " " + step : "";
            session.Report($"stopped{at}; what there is lies in {outcome.Folder}, go on with --resume");
            return CommandLine.Failure;
        }

        session.Output.WriteLine(asJson ? AnswerJson.Line(outcome.Fields) : outcome.Text);
        return CommandLine.Success;
    }
}
