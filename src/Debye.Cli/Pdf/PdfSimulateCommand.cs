using System.CommandLine;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf simulate</c>: crystal in, G(r) out.</summary>
internal static class PdfSimulateCommand
{
    private sealed record Request(PdfOptions Options, PdfGrid Grid, bool WithPartials, bool AsJson, string? Target, string? Plot);

    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var settings = new PdfSimulateArguments();
        var partials = new Option<bool>("--partials") { Description = "Give the shares of all pairs of elements too." };
        var (json, threads) = (Options.Json(), Options.Threads());
        var output = Options.Out(
            "Write the results to this file instead of standard output: JSON lines when the name ends in .json or .jsonl, else "
                + "columns, FILE-2.gr for the second input, and so on."
        );
        var plot = Options.Plot("G(r)");
        var command = new Command("simulate", "Calculate the pair distribution function G(r) of crystal structures.") { files };
        settings.AddTo(command);
        foreach (var option in (ReadOnlySpan<Option>)[partials, json, output, plot, threads])
            command.Options.Add(option);
        HelpWithExamples.Add(
            command,
            "r in Å, G(r) in 1/Å², U in Å². Displacements come from the file (U, B or tensors of a CIF; uiso or uij of JSON lines);",
            "for sites without, --uiso is used, and that is said.",
            "debye pdf simulate nickel.cif --out nickel.gr --plot nickel.svg",
            "debye pdf simulate structures/ --radiation neutron --delta2 1.8 --json > curves.jsonl",
            "debye pdf simulate quartz.cif --grid 209 --partials --diameter 40"
        );
        command.SetAction(parsed =>
        {
            var (options, grid) = settings.Read(parsed);
            var target = parsed.GetValue(output);
            var request = new Request(
                options,
                grid,
                parsed.GetValue(partials),
                parsed.GetValue(json) || IsJson(target),
                target,
                parsed.GetValue(plot)
            );
            Simulate(session, parsed.GetValue(files)!, request, parsed.GetValue(threads));
            return CommandLine.Success;
        });
        return command;
    }

    private static void Simulate(Session session, string[] files, Request request, int threads)
    {
        using var sink = request.AsJson || request.Target is null ? OutputFile.Open(request.Target, session) : null;
        var count = 0;
        StructureWork.Run(
            files,
            session,
            threads,
            () => new PdfSimulator(request.Options),
            (simulator, structure) => Calculate(simulator, structure, request),
            pdf =>
            {
                foreach (var note in pdf.Notes)
                    session.Say($"debye: {(pdf.Id.Length > 0 ? pdf.Id : pdf.Formula)}: {note}");
                var text = request.AsJson ? PdfText.Json(pdf) : PdfText.Columns(pdf);
                if (sink is not null)
                    sink.Writer.Write(text);
                else
                    OutputFile.Write(OutputFile.Numbered(request.Target!, count), text, session);
                if (request.Plot is { } figure)
                    OutputFile.Write(OutputFile.Numbered(figure, count), PdfFigures.Calculated(pdf).Render(), session);
                count++;
            }
        );
        if (count > 0)
            sink?.Commit();
    }

    private static SimulatedPdf Calculate(PdfSimulator simulator, Structure structure, Request request) =>
        simulator.Simulate(structure, request.Grid, request.WithPartials);

    private static bool IsJson(string? path) =>
        path is not null
        && new[] { ".json", ".jsonl", ".json.gz", ".jsonl.gz" }.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
