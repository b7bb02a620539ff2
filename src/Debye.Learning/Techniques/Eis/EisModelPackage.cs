using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Networks;
using Debye.Learning.Packages;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Writes a trained model of equivalent circuits as a package: model, configuration, recipe, metrics, model card.</summary>
public static class EisModelPackage
{
    /// <summary>Technique in config.json.</summary>
    public const string Technique = "eis";

    /// <summary>Task in config.json.</summary>
    public const string Task = "equivalent-circuit";

    /// <summary>Name of the file of trees.</summary>
    public const string TreeFile = "model.dbtr";

    /// <summary>Calibrates on one half of the validation examples, measures on the other, writes everything but the model itself.</summary>
    internal static EisTrainingResult Save(string folder, EisRecipe recipe, EisScorer scorer, EisTrainingSet set)
    {
        var (validation, classes) = (set.Validation, EisCircuitClass.Names.Length);
        var logits = scorer.Logits(validation.Features);
        var half = validation.Count / 2;
        var fitted = logits.AsSpan(0, half * classes);
        var judged = logits.AsSpan(half * classes);
        var temperature = TemperatureScaling.Fit(fitted, validation.Labels.AsSpan(0, half), classes);
        TemperatureScaling.Apply(fitted, classes, temperature, fitted);
        TemperatureScaling.Apply(judged, classes, temperature, judged);
        var config = new ModelConfig
        {
            Technique = Technique,
            Task = Task,
            Labels = [.. EisCircuitClass.Names],
            Features = recipe.Features,
            Kind = recipe.Model,
            Network = recipe.Model == ModelKind.Network ? recipe.Network : null,
            ImageNetwork = recipe.Model == ModelKind.Network ? recipe.ImageNetwork : null,
            Temperature = temperature,
            ConformalScores = ModelConfig.Quantiles(
                ConformalSets.Fit(fitted, validation.Labels.AsSpan(0, half), classes, ConformalScore.Complement)
            ),
            ConformalKind = ConformalScore.Complement,
        };
        using var staged = ModelPackage.Stage(folder, Technique, Task);
        config.Write(staged.Folder);
        scorer.Save(staged.Folder);
        var figures = ClassificationReport.Evaluate(judged, validation.Labels.AsSpan(half), EisCircuitClass.Names, 1);
        File.WriteAllText(Path.Combine(staged.Folder, "recipe.json"), JsonSerializer.Serialize(recipe, RecipeFiles.Json) + "\n");
        WriteMetrics(staged.Folder, set, figures, temperature);
        File.WriteAllText(Path.Combine(staged.Folder, "README.md"), EisModelCard.Write(recipe, set, figures));
        staged.Commit();
        return new EisTrainingResult(folder, set.Training.Count, figures.Count, figures.Accuracy);
    }

    private static void WriteMetrics(string folder, EisTrainingSet set, ClassificationReport figures, double temperature)
    {
        var metrics = new
        {
            trainingExamples = set.Training.Count,
            examples = figures.Count,
            kind = "half of the validation examples, from rows or images that no training example comes from",
            accuracy = figures.Accuracy.Value,
            accuracyLow = figures.Accuracy.Low,
            accuracyHigh = figures.Accuracy.High,
            macroF1 = figures.MacroF1,
            negativeLogLikelihood = figures.NegativeLogLikelihood,
            calibrationError = figures.CalibrationError,
            temperature,
        };
        File.WriteAllText(Path.Combine(folder, "metrics.json"), JsonSerializer.Serialize(metrics, RecipeFiles.Json) + "\n");
    }
}

/// <summary>What came of a training.</summary>
/// <param name="Folder">The model package.</param>
/// <param name="TrainingExamples">Examples learned from.</param>
/// <param name="JudgedExamples">Validation examples judged.</param>
/// <param name="Accuracy">Share of them answered right.</param>
public sealed record EisTrainingResult(string Folder, int TrainingExamples, int JudgedExamples, Interval Accuracy);
