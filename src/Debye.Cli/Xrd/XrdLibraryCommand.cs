using System.CommandLine;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Techniques.Xrd.Library;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd library build</c>: a searchable library of known crystals.</summary>
internal static class XrdLibraryCommand
{
    public static Command Create(Session session) =>
        new("library", "Libraries of known crystals that 'xrd identify' searches.") { CreateBuild(session) };

    private static Command CreateBuild(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var output = Options.Out("Library file to write (.dbxl).", required: true);
        var source = new Option<string>("--source")
        {
            Description = "Origin and licence of the crystals, stored in the file.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var reflections = Options.Check(
            new Option<int>("--reflections")
            {
                Description = "Strongest reflections kept for each crystal.",
                HelpName = "N",
                DefaultValueFactory = _ => 128,
            },
            value => value is >= 10 and <= 1000,
            "--reflections: expected 10…1000"
        );
        var heldOut = Options.HeldOut("Leave out the prototypes that a recipe with this share holds out for a test.");
        var (tolerance, json, threads) = (Options.Tolerance(), Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("build", "Calculate the reflections of known crystals into a library.")
        {
            files,
            output,
            source,
            reflections,
            heldOut,
            tolerance,
            json,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "debye xrd library build structures.jsonl.gz --source \"Materials Project, CC BY 4.0\" --out mp.dbxl",
            "debye xrd identify scan.xy --library mp.dbxl"
        );
        command.SetAction(parsed =>
        {
            var skipped = 0;
            var structures = StructureWork.Read(parsed.GetValue(files)!, session);
            var entries = new List<LibraryEntry>();
            foreach (
                var entry in LibraryBuilder.Build(
                    structures,
                    parsed.GetValue(reflections),
                    parsed.GetValue(tolerance),
                    Math.Min(512, parsed.GetValue(threads)),
                    _ => skipped++,
                    parsed.GetValue(heldOut)
                )
            )
            {
                session.Cancellation.ThrowIfCancellationRequested();
                entries.Add(entry);
                if (entries.Count % 5000 == 0)
                    session.Say($"{entries.Count} crystals");
            }

            session.Cancellation.ThrowIfCancellationRequested();
            if (entries.Count == 0)
                throw new InvalidOperationException("no crystal could be used; nothing was written");
            LibraryFile.Write(parsed.GetValue(output)!, entries, parsed.GetValue(source)!);
            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            entries = entries.Count,
                            skipped,
                            file = parsed.GetValue(output),
                        }
                    )
                    : Invariant($"{entries.Count} crystals written, {skipped} left out (no space group found, indices too ")
                        + Invariant($"large, or held out): {parsed.GetValue(output)}")
            );
            return CommandLine.Success;
        });
        return command;
    }
}
