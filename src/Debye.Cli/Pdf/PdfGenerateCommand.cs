using System.CommandLine;
using System.Globalization;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf generate</c>: labelled curves of real crystals, as 'pdf train' and 'pdf evaluate' take them.</summary>
internal static class PdfGenerateCommand
{
    private sealed record Made(string Id, int SpaceGroup, float[] Curve);

    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var groups = new Option<string?>("--groups")
        {
            Description = "Space groups to keep, with commas between. Default: all.",
            HelpName = "N,N,…",
        };
        var output = Options.Out("Curves: CSV without header, 209 values of G(r) at 1.5…30 Å a line (.gz compresses).", required: true);
        var labels = new Option<string>("--labels")
        {
            Description = "Their labels: CSV with the columns mp_id and space_group.",
            HelpName = "FILE.csv",
            Required = true,
        };
        var uiso = Options.Check(
            new Option<double>("--uiso")
            {
                Description = "Displacement of all atoms, Å².",
                HelpName = "U",
                DefaultValueFactory = _ => 0.008,
            },
            value => value is >= 2e-4 and <= 0.1,
            "--uiso: expected 0.0002…0.1 Å²"
        );
        var (tolerance, json, threads) = (Options.Tolerance(), Options.Json("a summary as one JSON document"), Options.Threads());
        var command = new Command("generate", "Calculate labelled curves of crystals: a data set for training or evaluation.")
        {
            files,
            groups,
            output,
            labels,
            uiso,
            tolerance,
            json,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "X-rays, Qmin 0.5, Qmax 23, Qdamp 0.04, Qbroad 0.01 1/Å; the space group is the one found within the tolerance.",
            "debye pdf generate structures.jsonl.gz --groups 2,14,62,225 --out curves.csv.gz --labels labels.csv"
        );
        command.SetAction(parsed =>
        {
            var kept = Groups(parsed.GetValue(groups));
            var settings = new PdfOperator(
                new PdfOptions { UniformUisoAngstrom2 = parsed.GetValue(uiso), UseCharges = false },
                PdfGrid.SpaceGroupNetwork
            );
            using var curves = OutputFile.Open(parsed.GetValue(output), session);
            using var names = OutputFile.Open(parsed.GetValue(labels), session);
            names.Writer.WriteLine("mp_id,space_group");
            var (count, skipped, distance) = (0, 0, parsed.GetValue(tolerance));
            StructureWork.Run(
                parsed.GetValue(files)!,
                session,
                parsed.GetValue(threads),
                () => new PdfEngine(settings),
                (engine, structure) => Make(engine, structure, distance, kept),
                made =>
                {
                    if (made.Curve.Length == 0)
                    {
                        skipped++;
                        return;
                    }

                    curves.Writer.WriteLine(
                        string.Join(',', made.Curve.Select(value => value.ToString("g7", CultureInfo.InvariantCulture)))
                    );
                    names.Writer.WriteLine(Invariant($"{made.Id},{made.SpaceGroup}"));
                    if (++count % 1000 == 0)
                        session.Say(Invariant($"{count:n0} curves"));
                }
            );
            if (count == 0)
                throw new InvalidOperationException("no crystal of these groups was found; nothing was written");
            curves.Commit();
            names.Commit();
            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            curves = count,
                            skipped,
                            file = parsed.GetValue(output),
                        }
                    )
                    : Invariant($"{count} curves, {skipped} crystals of other groups left out: {parsed.GetValue(output)}")
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static Made Make(PdfEngine engine, Structure structure, double tolerance, HashSet<int> kept)
    {
        var group = SymmetryFinder.Find(structure, tolerance).Setting?.SpaceGroupNumber ?? 0;
        if (group == 0 || (kept.Count > 0 && !kept.Contains(group)))
            return new Made(structure.Id, group, []);
        var curve = new float[PdfGrid.SpaceGroupNetwork.Count];
        engine.Load(structure);
        engine.Render(curve);
        return new Made(structure.Id, group, curve);
    }

    private static HashSet<int> Groups(string? text)
    {
        var groups = new HashSet<int>();
        foreach (var item in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (
                !int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 230
                || !groups.Add(number)
            )
                throw new UsageException($"--groups: expected different numbers of 1…230 with commas between, got '{item}'");
        return groups;
    }
}
