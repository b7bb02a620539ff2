using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Data;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Data;

/// <summary><c>debye data list</c>: the data sets that recipes can name.</summary>
internal static class DataListCommand
{
    public static Command Create(Session session)
    {
        var json = Options.Json("one JSON document a set, with its files");
        var command = new Command("list", "List the public data sets that recipes can name: size, licence, and whether they are here.")
        {
            json,
        };
        HelpWithExamples.Add(
            command,
            [
                .. DataArguments.Notes,
                "State: 'here', 'partly here', 'to fetch' (debye data get NAME brings it) or 'by hand' (the same says from where).",
                "Sizes are those of the unpacked contents. Nothing is read or fetched; 'debye data verify' compares hashes.",
                "debye data list",
                "debye data list --json",
            ]
        );
        command.SetAction(parsed =>
        {
            var places = DataPlaces.FromEnvironment();
            foreach (var set in DataCatalog.Bundled.Sets)
                session.Output.WriteLine(parsed.GetValue(json) ? Json(set, places) : Plain(set, places));
            return CommandLine.Success;
        });
        return command;
    }

    private static string Plain(DataSet set, DataPlaces places) =>
        $"{set.Name, -20} {ByteText.Of(set.Size), 9}  {State(set, places), -11}  {set.Description} Licence: {set.Licence}.";

    private static string State(DataSet set, DataPlaces places)
    {
        var here = set.Files.Count(file => places.Find(set, file) is not null);
        if (here == set.Files.Count)
            return "here";
        if (here > 0)
            return "partly here";
        return set.CanBeFetched ? "to fetch" : "by hand";
    }

    private static string Json(DataSet set, DataPlaces places) =>
        JsonText.WholeLine(
            new
            {
                name = set.Name,
                description = set.Description,
                licence = set.Licence,
                attribution = set.Attribution,
                byHand = set.ByHand,
                state = State(set, places),
                bytes = set.Size,
                files = set.Files.Select(file => new
                {
                    name = file.Name,
                    holds = file.Holds,
                    bytes = file.Size,
                    sha256 = file.Sha256,
                    path = places.Find(set, file),
                    addresses = file.Originals.SelectMany(original => original.Addresses),
                }),
            }
        );
}
