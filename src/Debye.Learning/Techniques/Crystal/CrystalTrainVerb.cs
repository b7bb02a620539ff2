using System.Text.Json.Nodes;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Trains models of a property of crystals.</summary>
internal sealed class CrystalTrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "train",
            "Train networks and trees for a property of crystals from a recipe.",
            "Recipe file (JSON); the files that it names are relative to it.",
            [
                "Bad rows of the data are reported and left out. The test part of the split is not looked at; 'evaluate' does that.",
                "debye crystal train recipes/crystal-bandgap.json --out runs/bandgap",
            ]
        );

    /// <inheritdoc/>
    public override bool GoesOnWithModels => false;

    /// <inheritdoc/>
    public override void Check(string recipePath) => CrystalRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        if (CrystalTraining.Run(recipePath, folder, context) is not { } result)
            return TrainingOutcome.Stopped(folder);
        var members = string.Join(", ", result.Single.Select(single => Invariant($"{single.MeanAbsoluteError:f4}")));
        var judged = Invariant($"on {result.Report.Count} others mean absolute error {result.Report.MeanAbsoluteError:f4}");
        return new TrainingOutcome
        {
            Folder = folder,
            IsFinished = true,
            Text = Invariant(
                $"{folder}: {result.TrainingCrystals} crystals; {judged} (members {members}), R² {result.Report.Determination:f3}"
            ),
            Fields = new JsonObject
            {
                ["folder"] = folder,
                ["trainingCrystals"] = result.TrainingCrystals,
                ["validation"] = EvaluationFields.Of(result.Report),
                ["members"] = EvaluationFields.Of(result.Single),
            },
        };
    }
}
