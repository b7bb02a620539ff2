using System.CommandLine;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Crystals.Sampling;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd statistics</c>: counts real crystals for the sampler.</summary>
internal static class XrdStatisticsCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var output = Options.Out("File to write: JSON, compressed when the name ends in .gz.", required: true);
        var source = new Option<string>("--source")
        {
            Description = "Origin and licence of the crystals, stored in the file.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var heldOut = Options.HeldOut("Leave out the prototypes that a recipe with this share holds out for a test.");
        var (tolerance, json, threads) = (Options.Tolerance(), Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("statistics", "Gather statistics of real crystals: the input of 'xrd generate' and of recipes.")
        {
            files,
            output,
            source,
            heldOut,
            tolerance,
            json,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "debye xrd statistics structures.jsonl.gz --source \"Materials Project, CC BY 4.0\" --out statistics.json.gz"
        );
        command.SetAction(parsed =>
        {
            var builder = new StatisticsBuilder();
            var (distance, share, skipped) = (parsed.GetValue(tolerance), parsed.GetValue(heldOut), 0);
            StructureWork.Run(
                parsed.GetValue(files)!,
                session,
                parsed.GetValue(threads),
                () => "",
                (_, structure) => Tuple.Create(AsymmetricStructure.From(structure, distance)),
                found =>
                {
                    if (
                        found.Item1 is not { } crystal
                        || (share > 0 && Prototype.IsHeldOut(Prototype.KeyOf(crystal), share))
                        || !builder.Add(crystal)
                    )
                        skipped++;
                }
            );
            var statistics = builder.Build(parsed.GetValue(source)!);
            if (statistics.NStructures == 0)
                throw new InvalidOperationException("no crystal could be counted; nothing was written");
            statistics.Write(parsed.GetValue(output)!);
            var (counted, groups) = (statistics.NStructures, statistics.SpaceGroups.Length);
            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            structures = counted,
                            spaceGroups = groups,
                            skipped,
                            file = parsed.GetValue(output),
                        }
                    )
                    : Invariant($"{counted} crystals of {groups} space groups counted, {skipped} left out (no space group ")
                        + Invariant($"found, too large, or held out): {parsed.GetValue(output)}")
            );
            return CommandLine.Success;
        });
        return command;
    }
}
