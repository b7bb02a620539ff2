using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Data;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Data;

/// <summary><c>debye data get</c>: data sets to this machine.</summary>
internal static class DataGetCommand
{
    public static Command Create(Session session)
    {
        var names = DataArguments.Names("Data sets, by the names of 'debye data list'.", ArgumentArity.OneOrMore);
        var from = new Option<string?>("--from")
        {
            Description = "Take the files, or the originals they are made of, from this folder instead of fetching them.",
            HelpName = "DIR",
        };
        var json = Options.Json("one JSON document a set with its files");
        var command = new Command("get", "Fetch data sets; files are checked, and an interrupted transfer resumes.") { names, from, json };
        HelpWithExamples.Add(
            command,
            [
                .. DataArguments.Notes,
                "What is here and sound is not fetched again. Originals come from the public hosts that 'debye data list --json' names,",
                "are compared with size and SHA-256 where those are known, and are converted to what recipes read.",
                "A set that no public host has is not fetched; the command then says what it "
                    + "was made of. Licences stay those of the origin.",
                "debye data get ucr-wine",
                "debye data get bandgap-structures",
                "debye data get autoecm pgaa --from ~/Downloads",
            ]
        );
        command.SetAction(parsed =>
        {
            var places = DataPlaces.FromEnvironment();
            using var fetch = new DataFetch(places, ExchangeOptions.FromEnvironment(), session.Say);
            foreach (var set in DataArguments.Sets(parsed.GetValue(names)))
                Get(set, fetch, parsed.GetValue(from), parsed.GetValue(json), session);
            return CommandLine.Success;
        });
        return command;
    }

    /// <summary>One set; a problem with it is reported, and the others follow.</summary>
    private static void Get(DataSet set, DataFetch fetch, string? from, bool asJson, Session session)
    {
        try
        {
            var paths = fetch.GetAsync(set, from, session.Cancellation).GetAwaiter().GetResult();
            session.Output.WriteLine(
                asJson
                    ? JsonText.Line(
                        new
                        {
                            name = set.Name,
                            licence = set.Licence,
                            attribution = set.Attribution,
                            files = paths,
                        }
                    )
                    : $"{set.Name}: {string.Join(", ", paths)}. Licence: {set.Licence}; name {set.Attribution}."
            );
        }
        catch (OperationCanceledException)
        {
            session.Say("what has arrived is kept; the same command goes on from there");
            throw;
        }
        catch (Exception problem) when (DataProblem.IsExpected(problem))
        {
            session.ReportInput(set.Name, problem);
        }
    }
}
