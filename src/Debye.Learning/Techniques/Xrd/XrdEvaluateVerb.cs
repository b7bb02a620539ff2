using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Training;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Judges space-group models on patterns whose space group is known.</summary>
internal sealed class XrdEvaluateVerb : EvaluateVerb
{
    private const int ShownCandidates = 5;

    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "evaluate",
            "Evaluate a model on patterns of known space group.",
            "Labelled patterns (.csv with id, space_group and 2θ in the header, or .json; also .gz), or structures (.jsonl[.gz], .cif or a "
                + "folder; their patterns are simulated with laboratory imperfections).",
            [
                "Intervals are 95 % (Wilson). The calibration error is the expected difference between probability and accuracy.",
                "debye xrd evaluate models/xrd-spacegroup measured.csv.gz --library mp.dbxl --ids halves.csv --half report",
                "debye xrd evaluate runs/prototypes structures.jsonl.gz --held-out 0.1",
            ]
        );

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new("library", SettingKind.Text, "Library of known crystals to combine with the network. Default: none.")
        {
            ValueName = "FILE|none",
            Short = 'l',
        },
        .. IdChoice.Settings,
        new("held-out", SettingKind.Number, "Of structures, use only the prototypes that a recipe with this share holds out; 0 for all.")
        {
            ValueName = "SHARE",
            Default = 0.0,
            IsAllowed = value => value is >= 0.0 and <= 0.5,
            Expected = "0…0.5",
        },
        Setting.Coverage("Coverage of the prediction sets."),
        XrdAnswerVerb.Wavelength("CuKa1"),
    ];

    /// <inheritdoc/>
    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = new XrdIdentifyOptions
        {
            Coverage = settings.Number("coverage"),
            WavelengthAngstrom = settings.Text("wavelength") is { } text ? XrdAnswerVerb.ParseWavelength(text) : null,
            Threads = context.Threads,
        };
        var chosen = IdChoice.Of(settings.Text("ids"), settings.Text("half"));
        var patterns = Patterns(data, settings.Number("held-out"), context.Seed ?? 1).Where(item => chosen(item.Id));
        var library = settings.Text("library") is { } named && named != "none" ? named : null;
        using var identifier = XrdIdentifier.Load(model, library, context.Threads);
        var items = new JsonArray();
        var evaluation = XrdEvaluation.Run(
            identifier,
            patterns,
            options,
            judgement =>
            {
                items.Add(Item(judgement));
                if (items.Count % 100 == 0)
                    context.Say($"{items.Count} patterns");
            },
            context.Cancellation
        );
        foreach (var (id, problem) in evaluation.Skipped)
            context.Progress.Skip(id, problem);
        return new EvaluationDocument
        {
            Text = Text(evaluation),
            Fields = Figures(evaluation),
            Items = new JsonObject { ["figures"] = Figures(evaluation), ["items"] = items },
        };
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

    private static JsonNode Item(XrdJudgement judgement) =>
        EvaluationFields.Of(
            new
            {
                id = judgement.Id,
                truth = judgement.Truth,
                candidates = judgement
                    .Answer.Candidates.Take(ShownCandidates)
                    .Select(candidate => new { candidate.Label, candidate.Probability }),
                isUnknown = judgement.Answer.IsUnknown,
                inPredictionSet = judgement.Answer.PredictionSet.Contains(Invariant($"{judgement.Truth}")),
            }
        );

    private static JsonNode Figures(XrdEvaluation e) =>
        EvaluationFields.Of(
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
            }
        );

    private static string Text(XrdEvaluation e)
    {
        var rows = new List<(string Name, string Value)>
        {
            ("patterns", Invariant($"{e.Count} ({e.Skipped.Count} skipped)")),
            ("space group, first", Invariant($"{e.SpaceGroup}")),
            ("space group, first five", Invariant($"{e.SpaceGroupTop5}")),
            ("crystal system", Invariant($"{e.CrystalSystem}")),
            ("extinction group, first", Invariant($"{e.ExtinctionGroup}")),
            ("extinction group, first five", Invariant($"{e.ExtinctionGroupTop5}")),
            ("prediction sets", Invariant($"{e.SetCoverage} hold the truth, {e.MeanSetSize:f1} space groups on average")),
            ("unknown", Invariant($"{e.UnknownShare:f3}; space group right otherwise {e.SpaceGroupWhenKnown}")),
            ("calibration error", Invariant($"{e.CalibrationError:f3}")),
        };
        if (e.NearestNeighbour is { } nearest)
        {
            rows.Add(("best library hit alone", Invariant($"space group {nearest}, system {e.NearestNeighbourSystem}")));
            rows.Add(("", Invariant($"first five {e.NearestNeighbourTop5}, among all fitted hits {e.AmongLibraryHits}")));
        }

        return string.Join('\n', rows.Select(row => $"{row.Name, -30}{row.Value}"));
    }
}
