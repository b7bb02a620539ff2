using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf evaluate</c>: how often a model is right on curves whose space group is known.</summary>
internal static class PdfEvaluateCommand
{
    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package.");
        var data = Options.Path("DATA", "Curves: CSV without header, 209 values of G(r) at 1.5…30 Å a line; .gz or not.");
        var labels = new Option<string>("--labels")
        {
            Description = "Their labels: CSV with the columns mp_id and space_group.",
            HelpName = "FILE.csv",
            Required = true,
        };
        var split = new Option<string?>("--split")
        {
            Description = "Split file (JSON): only its test rows are judged.",
            HelpName = "FILE.json",
        };
        var (seed, threads, json, output) = (
            Options.Seed(),
            Options.Threads(),
            Options.Json("the figures as one JSON document"),
            Options.Out("Also write the figures as JSON to this file (.gz compresses).")
        );
        var command = new Command("evaluate", "Measure a model on curves whose space group is known.")
        {
            model,
            data,
            labels,
            split,
            seed,
            threads,
            json,
            output,
        };
        HelpWithExamples.Add(
            command,
            "Intervals are 95 % (accuracies: Wilson; others: bootstrap).",
            "debye pdf evaluate models/pdf-spacegroup synthetic_x.csv.gz --labels synthetic_y.csv --split split.json.gz"
        );
        command.SetAction(parsed =>
        {
            var dataset = PdfDataset.Read(parsed.GetValue(data)!, parsed.GetValue(labels)!);
            int[] rows = parsed.GetValue(split) is { } file
                ? [.. PdfSplit.Read(file, dataset).Test]
                : [.. Enumerable.Range(0, dataset.Count)];
            using var loaded = PdfModel.Load(parsed.GetValue(model)!, parsed.GetValue(threads));
            var evaluation = PdfEvaluation.Run(
                loaded,
                dataset.Features(rows),
                [.. rows.Select(row => dataset.SpaceGroups[row])],
                parsed.GetValue(seed),
                session.Progress,
                session.Cancellation
            );
            session.Output.WriteLine(parsed.GetValue(json) ? PdfEvaluationText.Json(evaluation) : PdfEvaluationText.Plain(evaluation));
            if (parsed.GetValue(output) is { } target)
                OutputFile.Write(target, PdfEvaluationText.Json(evaluation) + "\n", session);
            return CommandLine.Success;
        });
        return command;
    }
}
