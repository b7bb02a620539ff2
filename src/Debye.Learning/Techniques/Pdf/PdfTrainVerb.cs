using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Trains models of space groups from G(r).</summary>
internal sealed class PdfTrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "train",
            "Train a space-group model for G(r) from a recipe.",
            "Recipe file (JSON); the files that it names are relative to it.",
            [
                "Networks learn from curves of crystals that are varied and measured anew, "
                    + "each without one fold of the data, on which it is "
                    + "judged.",
                "debye pdf train recipes/pdf-spacegroup.json --out models/mine",
                "debye pdf train recipes/pdf-seed8.json --out models/seed --resume",
            ]
        );

    /// <inheritdoc/>
    public override void Check(string recipePath) => PdfRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context) =>
        PdfTraining.Run(recipePath, folder, context) is { } result
            ? new TrainingOutcome
            {
                Folder = folder,
                IsFinished = true,
                Text = Text(result),
                Fields = Fields(result),
            }
            : TrainingOutcome.Stopped(folder);

    private static JsonObject Fields(PdfTrainingResult result) =>
        (JsonObject)
            EvaluationFields.Of(
                new
                {
                    folder = result.Folder,
                    trainingCurves = result.TrainingCurves,
                    validationCurves = result.Report.Count,
                    validationAccuracy = result.Report.Accuracy,
                    validationTop2 = result.Report.TopK[2],
                    sources = result.Sources.Select(
                        (source, i) =>
                            new
                            {
                                name = source.Name,
                                weight = result.Pool.Weights[i],
                                accuracy = source.Report.Accuracy,
                                top2 = source.Report.TopK[2],
                            }
                    ),
                }
            );

    private static string Text(PdfTrainingResult result)
    {
        var lines = result.Sources.Select(
            (source, i) =>
                Invariant($"  {source.Name, -16} weight {result.Pool.Weights[i], 6:f2}  accuracy ")
                + Invariant($"{source.Report.Accuracy}, first two {source.Report.TopK[2]}")
        );
        var judged = Invariant($"on {result.Report.Count} curves of other folds accuracy {result.Report.Accuracy}");
        return Invariant($"{result.Folder}: {result.TrainingCurves} curves; {judged}, first two {result.Report.TopK[2]}\n")
            + string.Join('\n', lines);
    }
}
