using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Trains space-group networks.</summary>
internal sealed class XrdTrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "train",
            "Train a space-group network from a recipe.",
            "Recipe file (JSON); the files that it names are relative to it.",
            [
                "The seed of the recipe is training.seed.",
                "debye xrd train recipes/xrd-spacegroup.json --out models/mine",
                "debye xrd train recipes/xrd-spacegroup.json --out models/mine --resume",
            ]
        );

    /// <inheritdoc/>
    public override void Check(string recipePath) => XrdRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var progress = XrdTraining.Run(recipePath, folder, context);
        var steps = XrdRecipe.Read(recipePath).Training.Steps;
        if (context.Cancellation.IsCancellationRequested && progress.Step < steps)
            return TrainingOutcome.Stopped(folder, Invariant($"after step {progress.Step} of {steps}"));
        return new TrainingOutcome
        {
            Folder = folder,
            IsFinished = true,
            Text = Invariant(
                $"{folder}: step {progress.Step}, best validation accuracy {progress.BestScore:f4} at step {progress.BestStep}"
            ),
            Fields = new JsonObject
            {
                ["folder"] = folder,
                ["step"] = progress.Step,
                ["bestStep"] = progress.BestStep,
                ["bestAccuracy"] = progress.BestScore,
            },
        };
    }
}
