using System.Text.Json.Nodes;
using Debye.Learning.Techniques.Spectra.Images.Pretraining;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Trains a base for images of spectra on made-up materials.</summary>
public sealed class SpectraPretrainVerb : TrainVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "pretrain",
            "Train a base for images of spectra on synthetic materials.",
            "Recipe file (JSON).",
            [
                "The network learns to tell which of many synthetic materials a simulated spectrum shows. No measured spectrum is used.",
                "debye spectra pretrain recipes/spectra-base.json --out models/mine",
                "debye spectra pretrain recipes/spectra-base.json --out models/mine --resume --threads 4",
            ]
        );

    /// <inheritdoc/>
    public override void Check(string recipePath) => SpectrumPretrainingRecipe.Read(recipePath);

    /// <inheritdoc/>
    public override TrainingOutcome Train(string recipePath, string folder, RunContext context)
    {
        if (SpectrumPretraining.Run(recipePath, folder, context) is not { } result)
            return TrainingOutcome.Stopped(folder);
        return new TrainingOutcome
        {
            Folder = folder,
            IsFinished = true,
            Text = Text(result),
            Fields = new JsonObject
            {
                ["folder"] = result.Folder,
                ["parameters"] = result.Parameters,
                ["features"] = result.Features,
                ["materials"] = result.Materials,
                ["accuracy"] = result.Progress.BestScore,
                ["transfer"] = EvaluationFields.Of(result.Transfer),
                ["control"] = EvaluationFields.Of(result.Control),
            },
        };
    }

    private static string Text(SpectrumPretrainingResult result)
    {
        var size = Invariant($"{result.Folder}: {result.Parameters:n0} weights, {result.Features} features");
        var score = Invariant($"accuracy {result.Progress.BestScore:f3} on made-up examples; new materials:");
        return $"{size}; {score}\n{Line("this base", result.Transfer)}\n{Line("random weights", result.Control)}";
    }

    private static string Line(string name, PretrainingTransfer own)
    {
        var neighbour = Invariant($"neighbour {own.NeighbourAccepted:f3}, {own.NeighbourRejected:f3}");
        var plane = Invariant($"plane {own.PlaneAccepted:f3}, {own.PlaneRejected:f3}");
        return Invariant(
            $"  {name, -15} nearest neighbour {own.Accuracy:f3}; detectors accept known, refuse unknown: {neighbour}; {plane}"
        );
    }
}
