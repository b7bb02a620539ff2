using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Xrd;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd evaluate</c>: how often a model is right on patterns whose space group is known.</summary>
internal static class XrdEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package.");
        var data = Options.Path(
            "DATA",
            "Labelled patterns (.csv with id, space_group and 2θ in the header, or .json; also .gz), or structures "
                + "(.jsonl[.gz], .cif or a folder; their patterns are simulated with laboratory imperfections)."
        );
        var library = new Option<string?>("--library", "-l")
        {
            Description = "Library of known crystals to combine with the network. Default: none.",
            HelpName = "FILE|none",
        };
        var ids = new ChosenIds();
        var heldOut = Options.HeldOut("Of structures, use only the prototypes that a recipe with this share holds out; 0 for all.");
        var coverage = Options.Check(
            new Option<double>("--coverage")
            {
                Description = "Coverage of the prediction sets.",
                HelpName = "P",
                DefaultValueFactory = _ => 0.9,
            },
            value => value is > 0 and < 1,
            "--coverage: expected a number between 0 and 1"
        );
        var (wavelength, threads, seed, json) = (
            Options.Wavelength("CuKa1"),
            Options.Threads(),
            Options.Seed(),
            Options.Json("the figures as one JSON document")
        );
        var output = Options.Out("Write figures and the answer for every item to this JSON file (.gz compresses).");
        var command = new Command("evaluate", "Measure a model on patterns whose space group is known.")
        {
            model,
            data,
            library,
            ids.Ids,
            ids.Half,
            heldOut,
            coverage,
            wavelength,
            threads,
            seed,
            json,
            output,
        };
        HelpWithExamples.Add(
            command,
            "Intervals are 95 % (Wilson). The calibration error is the expected difference between probability and accuracy.",
            "debye xrd evaluate models/xrd-spacegroup measured.csv.gz --library mp.dbxl --ids halves.csv --half report",
            "debye xrd evaluate runs/prototypes structures.jsonl.gz --held-out 0.1"
        );
        command.SetAction(parsed =>
        {
            var options = new XrdIdentifyOptions
            {
                Coverage = parsed.GetValue(coverage),
                WavelengthAngstrom = parsed.GetValue(wavelength),
                Threads = parsed.GetValue(threads),
            };
            var chosen = ids.Chosen(parsed);
            var patterns = Patterns(parsed.GetValue(data)!, parsed.GetValue(heldOut), parsed.GetValue(seed)).Where(item => chosen(item.Id));
            var libraryFile = parsed.GetValue(library) is { } named && named != "none" ? named : null;
            using var identifier = XrdIdentifier.Load(parsed.GetValue(model)!, libraryFile, options.Threads);
            var items = new List<object>();
            var evaluation = XrdEvaluation.Run(
                identifier,
                patterns,
                options,
                judgement =>
                {
                    items.Add(Item(judgement));
                    if (items.Count % 100 == 0)
                        session.Progress($"{items.Count} patterns");
                },
                session.Cancellation
            );
            foreach (var problem in evaluation.Skipped)
                session.Report(problem);
            session.Output.WriteLine(parsed.GetValue(json) ? JsonText.Line(Figures(evaluation)) : Text(evaluation));
            if (parsed.GetValue(output) is { } file)
                OutputFile.Write(file, JsonText.Line(new { figures = Figures(evaluation), items }) + "\n", session);
            return CommandLine.Success;
        });
        return command;
    }

    private static IEnumerable<LabelledPattern> Patterns(string path, double heldOut, ulong seed)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || plain.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? LabelledPatternReader.Read(path)
            : XrdSimulatedSet.Read(path, heldOut, seed);
    }

    private static object Item(XrdJudgement judgement) =>
        new
        {
            id = judgement.Id,
            truth = judgement.Truth,
            candidates = judgement.Answer.Candidates.Take(5).Select(candidate => new { candidate.Label, candidate.Probability }),
            isUnknown = judgement.Answer.IsUnknown,
            inPredictionSet = judgement.Answer.PredictionSet.Contains(judgement.Truth.ToString(CultureInfo.InvariantCulture)),
        };

    private static object Figures(XrdEvaluation e) =>
        new
        {
            count = e.Count,
            skipped = e.Skipped.Count,
            top1 = e.SpaceGroup,
            top5 = e.SpaceGroupTop5,
            crystalSystem = e.CrystalSystem,
            extinctionGroup = e.ExtinctionGroup,
            extinctionGroupTop5 = e.ExtinctionGroupTop5,
            predictionSet = new { covered = e.SetCoverage, meanSize = e.MeanSetSize },
            unknown = e.UnknownShare,
            top1WhenKnown = e.SpaceGroupWhenKnown,
            calibrationError = e.CalibrationError,
            nearestNeighbour = e.NearestNeighbour,
            nearestNeighbourSystem = e.NearestNeighbourSystem,
            nearestNeighbourTop5 = e.NearestNeighbourTop5,
            amongLibraryHits = e.AmongLibraryHits,
        };

    private static string Text(XrdEvaluation e)
    {
        var rows = new List<(string Name, string Value)>
        {
            ("patterns", $"{e.Count} ({e.Skipped.Count} skipped)"),
            ("space group, first", $"{e.SpaceGroup}"),
            ("space group, first five", $"{e.SpaceGroupTop5}"),
            ("crystal system", $"{e.CrystalSystem}"),
            ("extinction group, first", $"{e.ExtinctionGroup}"),
            ("extinction group, first five", $"{e.ExtinctionGroupTop5}"),
            ("prediction sets", Invariant($"{e.SetCoverage} hold the truth, {e.MeanSetSize:f1} space groups on average")),
            ("unknown", Invariant($"{e.UnknownShare:f3}; space group right otherwise {e.SpaceGroupWhenKnown}")),
            ("calibration error", Invariant($"{e.CalibrationError:f3}")),
        };
        if (e.NearestNeighbour is { } nearest)
            rows.Add(
                (
                    "best library hit alone",
                    $"space group {nearest}, system {e.NearestNeighbourSystem}, first five {e.NearestNeighbourTop5}, among all "
                        + $"fitted hits {e.AmongLibraryHits}"
                )
            );
        return string.Join('\n', rows.Select(row => $"{row.Name, -30}{row.Value}"));
    }
}
