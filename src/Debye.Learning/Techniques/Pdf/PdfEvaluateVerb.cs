using System.Collections.Immutable;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Judges models on curves whose space group is known.</summary>
internal sealed class PdfEvaluateVerb : EvaluateVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "evaluate",
            "Evaluate a model on curves of known space group.",
            "Curves: CSV without header, 209 values of G(r) at 1.5…30 Å a line; .gz or not.",
            [
                "Intervals are 95 % (accuracies: Wilson; others: bootstrap).",
                "debye pdf evaluate models/pdf-spacegroup synthetic_x.csv.gz --labels synthetic_y.csv --split split.json.gz",
            ]
        );

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new("labels", SettingKind.Text, "Their labels: CSV with the columns mp_id and space_group.")
        {
            ValueName = "FILE.csv",
            IsRequired = true,
        },
        new("split", SettingKind.Text, "Split file (JSON): only its test rows are judged.") { ValueName = "FILE.json" },
    ];

    /// <inheritdoc/>
    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var dataset = PdfDataset.Read(data, settings.Text("labels")!);
        int[] rows = settings.Text("split") is { } file ? [.. PdfSplit.Read(file, dataset).Test] : [.. Enumerable.Range(0, dataset.Count)];
        using var loaded = PdfModel.Load(model, context.Threads);
        int[] truth = [.. rows.Select(row => dataset.SpaceGroups[row])];
        var seed = context.Seed ?? 1;
        var evaluation = PdfEvaluation.Run(loaded, dataset.Features(rows), truth, seed, context.Say, context.Cancellation);
        return new EvaluationDocument { Text = PdfEvaluationText.Plain(evaluation), Fields = PdfEvaluationText.Json(evaluation) };
    }
}
