using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary><c>debye crystal graph</c>: sites and their neighbours as a graph.</summary>
internal static class CrystalGraphCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var radius = Options.Check(
            new Option<double>("--radius")
            {
                Description = "No neighbour is farther away than this, Å.",
                HelpName = "Å",
                DefaultValueFactory = _ => CrystalOptions.Cgcnn.RadiusAngstrom,
            },
            value => value is > 0 and <= 30,
            "--radius: expected a distance above 0, up to 30 Å"
        );
        var neighbours = Options.Check(
            new Option<int>("--neighbors", "--neighbours")
            {
                Description = "Neighbours asked of each site.",
                HelpName = "N",
                DefaultValueFactory = _ => CrystalOptions.Cgcnn.Neighbours,
            },
            value => value is >= 1 and <= 1000,
            "--neighbors: expected 1…1000"
        );
        var shells = new Option<bool>("--shells")
        {
            Description = "Take the rest of the last shell of equal distances along, so that the order of the sites does not matter.",
        };
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var command = new Command("graph", "Turn crystal structures into graphs of neighbours.")
        {
            files,
            radius,
            neighbours,
            shells,
            json,
            output,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Without --json: name, formula, sites, edges, least and most edges of a site, shortest and longest edge (Å).",
            "debye crystal graph quartz.cif",
            "debye crystal graph structures.jsonl.gz --shells --json --out graphs.jsonl.gz"
        );
        command.SetAction(parsed =>
        {
            var options = new CrystalOptions
            {
                RadiusAngstrom = parsed.GetValue(radius),
                Neighbours = parsed.GetValue(neighbours),
                Rule = parsed.GetValue(shells) ? NeighbourRule.Shells : NeighbourRule.Nearest,
            };
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            var asJson = parsed.GetValue(json);
            StructureWork.Run(
                parsed.GetValue(files)!,
                session,
                parsed.GetValue(threads),
                () => new CrystalGraphBuilder(options),
                (builder, structure) =>
                    asJson ? Json(structure, builder.Build(structure), options) : Plain(structure, builder.Build(structure)),
                sink.Writer.WriteLine
            );
            sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static string Plain(Structure structure, CrystalGraph graph)
    {
        var counts = Enumerable.Range(0, graph.Sites).Select(i => graph.Offsets[i + 1] - graph.Offsets[i]).ToArray();
        var distances = graph.DistancesAngstrom.ToArray();
        var range = distances.Length == 0 ? "no neighbours" : Invariant($"{distances.Min():f3} … {distances.Max():f3} Å");
        return Invariant($"{structure.Id}\t{structure.Formula}\t{graph.Sites} sites\t{graph.Edges} edges\t{counts.Min()} … ")
            + Invariant($"{counts.Max()} a site\t{range}");
    }

    private static string Json(Structure structure, CrystalGraph graph, CrystalOptions options) =>
        JsonText.Line(
            new
            {
                id = structure.Id,
                formula = structure.Formula,
                sites = graph.Sites,
                edges = graph.Edges,
                settings = new
                {
                    options.RadiusAngstrom,
                    options.Neighbours,
                    rule = options.Rule.ToString().ToLowerInvariant(),
                },
                atomicNumbers = graph.AtomicNumbers.ToArray().Select(number => (int)number),
                offsets = graph.Offsets.ToArray(),
                neighbours = graph.Neighbours.ToArray(),
                distancesAngstrom = graph.DistancesAngstrom.ToArray(),
                images = graph.Images.ToArray().Select(image => new[] { image.A, image.B, image.C }),
            }
        );
}
