using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Trains classifiers and a detector of unknown materials.</summary>
internal sealed class SpectraTrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "train",
            "Train classifiers and a detector of unknown materials from a recipe.",
            "Recipe file (JSON); the files that it names are relative to it.",
            [
                "A recipe names data, members (preprocessing and classifier each) and the gate that may answer \"unknown\".",
                "Classifiers: boosting, forest, hydra, linear-discriminant, logistic-regression, mini-rocket, nearest-neighbours, network, "
                    + "pls-discriminant, ridge.",
                "Preprocessing: als-baseline, crop, log, msc, normalise, resample, savitzky-golay, "
                    + "segments, snip-baseline, snv, standardise.",
                "Spectra of data.unknownLabels are not looked at; 'evaluate' does that.",
                "debye spectra train recipes/spectra-pgaa.json --out runs/pgaa",
            ]
        );

    /// <inheritdoc/>
    public override bool GoesOnWithModels => false;

    /// <inheritdoc/>
    public override void Check(string recipePath) => SpectraRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        try
        {
            var report = SpectraTrainingRun.Run(recipePath, folder, context);
            return new TrainingOutcome
            {
                Folder = folder,
                IsFinished = true,
                Text = Text(folder, report),
                Fields = new JsonObject { ["folder"] = folder, ["training"] = EvaluationFields.Of(report) },
                Warnings = [.. report.Warnings],
            };
        }
        catch (OperationCanceledException)
        {
            return TrainingOutcome.Stopped(folder);
        }
    }

    private static string Text(string folder, SpectraTrainingReport report)
    {
        var judged = report.Accuracy is { } accuracy
            ? Invariant($"; in cross-validation accuracy {accuracy:f4}, mean −ln p {report.NegativeLogLikelihood:f4}")
            : "";
        return Invariant($"{folder}: {report.Spectra.Values.Sum()} spectra of {report.Spectra.Count} classes{judged}");
    }
}
