using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Data;

namespace Debye.Cli.Data;

/// <summary><c>debye data verify</c>: whether the data sets of this machine are sound.</summary>
internal static class DataVerifyCommand
{
    public static Command Create(Session session)
    {
        var names = DataArguments.Names("Data sets; without a name all that are here.", ArgumentArity.ZeroOrMore);
        var json = Options.Json("one JSON document a file");
        var command = new Command("verify", "Compare the data sets of this machine with the catalogue: sizes and SHA-256.") { names, json };
        HelpWithExamples.Add(
            command,
            [
                .. DataArguments.Notes,
                "The content counts: a file that is packed in another way is the same. Crystals "
                    + "that were converted here are compared with the",
                "hash that was noted then.",
                "Each damaged file is one line, and the exit code is then 1; so is a set that is named but not here.",
                "debye data verify",
                "debye data verify ucr-wine pgaa",
            ]
        );
        command.SetAction(parsed =>
        {
            var places = DataPlaces.FromEnvironment();
            var isNamed = parsed.GetValue(names) is { Length: > 0 };
            foreach (var set in DataArguments.Sets(parsed.GetValue(names)))
            foreach (var state in DataState.OfAsync(set, places, session.Cancellation).GetAwaiter().GetResult())
                Report(state, isNamed, parsed.GetValue(json), session);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Report(DataState state, bool isNamed, bool asJson, Session session)
    {
        if (state.Path is null && !isNamed)
            return;
        var problem = state.Path is null ? "not on this machine" : state.Problem;
        if (problem is not null)
            session.Report($"{state.Path ?? $"{state.Set.Name}/{state.File.Name}"}: {problem}");
        if (asJson)
            session.Output.WriteLine(
                JsonText.WholeLine(
                    new
                    {
                        set = state.Set.Name,
                        file = state.File.Name,
                        path = state.Path,
                        sound = problem is null,
                        problem,
                    }
                )
            );
        else if (problem is null)
            session.Output.WriteLine($"{state.Set.Name}/{state.File.Name}: sound ({state.Path})");
    }
}
