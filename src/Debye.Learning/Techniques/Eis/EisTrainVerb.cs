using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Trains models of equivalent circuits.</summary>
internal sealed class EisTrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "train",
            "Train a model of equivalent circuits from a recipe.",
            "Recipe file (JSON); the files that it names are relative to it.",
            [
                "The recipe says whether forest, boosting or network, on which features.",
                "debye eis train recipes/eis-seed-boosting.json --out models/mine",
                "debye eis train recipes/eis-seed-cnn.json --out models/cnn --seed 2",
            ]
        );

    /// <inheritdoc/>
    public override void Check(string recipePath) => EisRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        if (EisTraining.Run(recipePath, folder, context) is not { } result)
            return TrainingOutcome.Stopped(folder);
        var judged = Invariant($"accuracy {result.Accuracy} on {result.JudgedExamples} validation examples");
        return new TrainingOutcome
        {
            Folder = folder,
            IsFinished = true,
            Text = Invariant($"{folder}: {result.TrainingExamples} examples, {judged}"),
            Fields = new JsonObject
            {
                ["folder"] = folder,
                ["trainingExamples"] = result.TrainingExamples,
                ["validationExamples"] = result.JudgedExamples,
                ["validationAccuracy"] = EvaluationFields.Of(result.Accuracy),
            },
        };
    }
}
