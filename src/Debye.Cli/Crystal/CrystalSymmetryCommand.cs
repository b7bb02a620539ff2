using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal symmetry</c>: space group, Wyckoff letters, equivalent atoms.</summary>
internal static class CrystalSymmetryCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var (tolerance, json, output, threads) = (Options.Tolerance(), Options.Json(), Options.Out(), Options.Threads());
        var command = new Command("symmetry", "Find the space group of crystal structures.") { files, tolerance, json, output, threads };
        HelpWithExamples.Add(
            command,
            "debye crystal symmetry quartz.cif",
            "debye crystal symmetry structures/ --tolerance 0.1 --json > symmetry.jsonl"
        );
        command.SetAction(parsed =>
        {
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            var distance = parsed.GetValue(tolerance);
            var asJson = parsed.GetValue(json);
            StructureWork.Run(
                parsed.GetValue(files)!,
                session,
                parsed.GetValue(threads),
                () => "",
                (_, structure) => Describe(structure, distance, asJson),
                sink.Writer.WriteLine
            );
            sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static string Describe(Structure structure, double tolerance, bool asJson)
    {
        var found = SymmetryFinder.Find(structure, tolerance);
        if (found.Setting is not { } setting)
            throw new InvalidOperationException(
                found.Status switch
                {
                    SymmetryStatus.AtomsTooClose => Invariant(
                        $"atoms closer than {tolerance} Å: no symmetry search possible; check the structure or lower --tolerance"
                    ),
                    SymmetryStatus.Empty => "the structure has no sites",
                    _ => Invariant($"no space group fits within {tolerance} Å"),
                }
            );
        if (!asJson)
            return Invariant($"{structure.Id}\t{structure.Formula}\t{setting.SpaceGroupNumber}\t")
                + Invariant($"{setting.Symbol}\t")
                + Invariant($"{SpaceGroups.SystemOf(setting.SpaceGroupNumber).ToString().ToLowerInvariant()}\t")
                + Invariant($"{found.Operations.Length} operations\tWyckoff {found.WyckoffLetters}");
        return JsonText.Line(
            new
            {
                id = structure.Id,
                spaceGroup = setting.SpaceGroupNumber,
                symbol = setting.Symbol,
                hallNumber = setting.HallNumber,
                wyckoff = found.WyckoffPositions.Select(position => position.Letter.ToString()).ToArray(),
                equivalentAtoms = found.EquivalentSites.ToArray(),
                operations = found.Operations.Length,
                toleranceAngstrom = found.ToleranceAngstrom,
            }
        );
    }
}
