using System.CommandLine;
using Debye.Learning.Recipes.Xrd;

namespace Debye.Cli;

/// <summary><c>debye xrd evaluate</c>: how often a model is right on patterns whose space group is known.</summary>
internal static class XrdEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package.");
        var data = Options.Path("DATA", "Measured patterns as .csv (columns id, space_group, crystal_system, then intensities with 2θ in the header) or .json, or structures as .jsonl, .cif or a folder (their patterns are simulated); also .gz.");
        var library = new Option<string?>("--library", "-l") { Description = "Library of known crystals to combine with the network. Default: none.", HelpName = "FILE|none" };
        var wavelength = Options.Wavelength("CuKa1");
        var ids = new Option<string?>("--ids") { Description = "Table (columns id and half) that chooses rows by their id.", HelpName = "FILE.csv" };
        var half = new Option<string?>("--half") { Description = "Use only ids of this half, such as development.", HelpName = "NAME" };
        var coverage = Options.Check(new Option<double>("--coverage") { Description = "Coverage of the prediction sets.", HelpName = "P", DefaultValueFactory = _ => 0.9 }, value => value is > 0 and < 1, "--coverage: expected a number between 0 and 1");
        var (json, threads) = (Options.Json("the figures as one JSON document"), Options.Threads());
        var output = Options.Out("Write figures and the answer for every item to this JSON file (.gz compresses).");
        var command = new Command("evaluate", "Measure a model on patterns whose space group is known.") { model, data, library, wavelength, ids, half, coverage, json, output, threads };
        HelpWithExamples.Add(command,
            "Intervals are 95 % (Wilson). The calibration error is the expected difference between probability and accuracy.",
            "debye xrd evaluate models/xrd-spacegroup rruff.csv.gz",
            "debye xrd evaluate models/xrd-spacegroup rruff.csv.gz --library mp.dbxl --ids halves.csv --half report --json",
            "debye xrd evaluate models/mine heldout.jsonl.gz --out answers.json");
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(half) is not null && parsed.GetValue(ids) is null) throw new UsageException("--half needs --ids");
            var rows = parsed.GetValue(ids) is { } table ? LabelledSubset.Read(table, parsed.GetValue(half)) : null;
            var libraryFile = parsed.GetValue(library) is { } named && named != "none" ? named : null;
            using var identifier = XrdIdentifier.Load(parsed.GetValue(model)!, libraryFile, parsed.GetValue(threads));
            var options = new XrdIdentifyOptions { Top = 230, Coverage = parsed.GetValue(coverage), WavelengthAngstrom = parsed.GetValue(wavelength), Threads = parsed.GetValue(threads) };
            var evaluation = new XrdEvaluation();
            foreach (var item in LabelledPatterns.Read(parsed.GetValue(data)!, session, options.WavelengthAngstrom))
            {
                session.Cancellation.ThrowIfCancellationRequested();
                if (rows?.Contains(item.Id) == false) continue;
                try
                {
                    evaluation.Add(item.Id, item.SpaceGroup, identifier.Identify(item.Pattern, item.Id, options));
                }
                catch (ArgumentException problem)
                {
                    session.ReportInput(item.Id, problem);
                }

                if (evaluation.Count % 100 == 0) session.Progress($"{evaluation.Count} patterns");
            }

            if (evaluation.Count == 0) throw new InvalidOperationException("no pattern could be evaluated");
            session.Output.WriteLine(parsed.GetValue(json) ? JsonText.Line(evaluation.Figures()) : evaluation.Text());
            if (parsed.GetValue(output) is { } file) OutputFile.Write(file, JsonText.Line(new { figures = evaluation.Figures(), items = evaluation.Items }) + "\n", session);
            return CommandLine.Success;
        });
        return command;
    }
}
