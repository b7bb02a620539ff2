using System.CommandLine;
using Debye.Learning.Recipes.Xrd;
using Debye.Techniques.Xrd;

namespace Debye.Cli;

/// <summary><c>debye xrd evaluate</c>: how often a model is right on patterns of known space group.</summary>
internal static class XrdEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package.");
        var data = Options.Path("DATA", "Labelled patterns (.csv or .json, also .gz), or structures (.jsonl, also .gz; patterns are simulated).");
        var library = new Option<string?>("--library") { Description = "Library file to combine with, or 'none'.", HelpName = "FILE" };
        var ids = new Option<string?>("--ids") { Description = "Table with columns id and half: use only the patterns of one half.", HelpName = "FILE.csv" };
        var half = new Option<string>("--half") { Description = "Which half of --ids to use.", HelpName = "NAME", DefaultValueFactory = _ => "development" };
        var heldOut = new Option<double>("--held-out") { Description = "Of structures, use only the prototypes that a recipe with this share holds out, 0…0.5; 0 uses all.", HelpName = "SHARE", DefaultValueFactory = _ => 0 };
        var coverage = new Option<double>("--coverage") { Description = "Coverage of the prediction sets.", HelpName = "SHARE", DefaultValueFactory = _ => 0.9 };
        var (wavelength, threads, seed, json) = (Options.Wavelength("CuKa1"), Options.Threads(), Options.Seed(), Options.Json("the figures as one JSON document"));
        var output = Options.Out("Write every answer to this file, one JSON document a line.");
        var command = new Command("evaluate", "Measure a model on patterns or crystals of known space group; figures with 95 % intervals.")
        {
            model, data, library, ids, half, heldOut, coverage, wavelength, threads, seed, json, output,
        };
        HelpWithExamples.Add(command,
            "debye xrd evaluate models/xrd-spacegroup measured.csv.gz --ids halves.csv --half report",
            "debye xrd evaluate runs/prototypes structures.jsonl.gz --held-out 0.1 --library none");
        command.SetAction(parsed =>
        {
            var options = new XrdIdentifyOptions { Coverage = parsed.GetValue(coverage), WavelengthAngstrom = parsed.GetValue(wavelength), Threads = parsed.GetValue(threads) };
            var chosen = parsed.GetValue(ids) is { } table ? LabelledSubset.Read(table, parsed.GetValue(half)!) : null;
            var path = parsed.GetValue(data)!;
            var patterns = path.Contains(".jsonl", StringComparison.OrdinalIgnoreCase)
                ? XrdSimulatedSet.Read(path, parsed.GetValue(heldOut), parsed.GetValue(seed))
                : LabelledPatternReader.Read(path);
            if (chosen is not null) patterns = patterns.Where(item => chosen.Contains(item.Id));
            using var identifier = XrdIdentifier.Load(parsed.GetValue(model)!, ModelPlaces.Library(parsed.GetValue(library)), options.Threads);
            var lines = new List<string>();
            var evaluation = XrdEvaluation.Run(identifier, patterns, options, judgement =>
            {
                lines.Add(JsonText.Line(new { id = judgement.Id, truth = judgement.Truth, answer = judgement.Answer.Candidates.Take(5).Select(c => new { c.Label, c.Probability }), isUnknown = judgement.Answer.IsUnknown }));
                if (lines.Count % 50 == 0) session.Progress($"{lines.Count} patterns");
            }, session.Cancellation);
            foreach (var problem in evaluation.Skipped) session.Report(problem);
            if (parsed.GetValue(output) is { } file) OutputFile.Write(file, string.Join(Environment.NewLine, lines) + Environment.NewLine, session);
            session.Output.WriteLine(parsed.GetValue(json) ? JsonText.Line(evaluation) : Text(evaluation));
            return CommandLine.Success;
        });
        return command;
    }

    private static string Text(XrdEvaluation e)
    {
        var rows = new List<(string Name, string Value)>
        {
            ("patterns", $"{e.Count} ({e.Skipped.Count} skipped)"),
            ("space group", $"{e.SpaceGroup}"),
            ("space group, top 5", $"{e.SpaceGroupTop5}"),
            ("crystal system", $"{e.CrystalSystem}"),
            ("extinction group", $"{e.ExtinctionGroup}"),
            ("extinction group, top 5", $"{e.ExtinctionGroupTop5}"),
            ("prediction set holds truth", $"{e.SetCoverage}, {e.MeanSetSize:f1} groups on average"),
            ("unknown", $"{e.UnknownShare:f3}; space group right otherwise {e.SpaceGroupWhenKnown}"),
            ("calibration error", $"{e.CalibrationError:f3}"),
        };
        if (e.NearestNeighbour is { } nearest)
            rows.Add(("best library hit alone", $"space group {nearest}, system {e.NearestNeighbourSystem}, top 5 {e.NearestNeighbourTop5}"));
        return string.Join(Environment.NewLine, rows.Select(row => $"{row.Name,-28}{row.Value}"));
    }
}
