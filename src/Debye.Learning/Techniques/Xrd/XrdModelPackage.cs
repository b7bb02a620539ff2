using System.Globalization;
using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Learning.Training;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Writes a trained space-group network as a model package: weights, configuration, recipe, metrics, model card.</summary>
public static class XrdModelPackage
{
    /// <summary>Name of the feature pipeline in config.json.</summary>
    public const string FeaturePipeline = "xrd-lnq-sqrt-2";

    /// <summary>
    /// Loads the best weights, calibrates on one half of the validation examples, measures on the other, writes the package.
    /// </summary>
    internal static void Save(
        string folder,
        XrdRecipe recipe,
        string recipePath,
        Module network,
        Backend backend,
        Batch validation,
        TrainingProgress progress
    )
    {
        SafeTensors.LoadInto(SafeTensors.Read(Path.Combine(folder, "best.safetensors")), network);
        var classes = recipe.Network.Classes;
        int[] shape = [recipe.Network.Length, recipe.Network.Channels];
        var logits = Trainer.Predict(network, backend, validation.Features, validation.Count, shape);
        var half = validation.Count / 2;
        var temperature = TemperatureScaling.Fit(logits.AsSpan(0, half * classes), validation.Labels.AsSpan(0, half), classes);
        var probabilities = new float[logits.Length];
        TemperatureScaling.Apply(logits, classes, temperature, probabilities);
        var conformal = ConformalSets.Fit(probabilities.AsSpan(0, half * classes), validation.Labels.AsSpan(0, half), classes);
        var labels = Enumerable.Range(1, classes).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        var report = ClassificationReport.Evaluate(probabilities.AsSpan(half * classes), validation.Labels.AsSpan(half), labels, 1, 5);
        SafeTensors.Write(Path.Combine(folder, "model.safetensors"), SafeTensors.FromModule(network));
        new ModelConfig
        {
            Technique = "xrd",
            Task = "space-group",
            Labels = labels,
            Features = FeaturePipeline,
            Network = recipe.Network,
            Temperature = temperature,
            ConformalScores = ModelConfig.Quantiles(conformal),
        }.Write(folder);
        var target = Path.Combine(folder, "recipe.json");
        if (Path.GetFullPath(recipePath) != Path.GetFullPath(target))
            File.WriteAllText(target, JsonSerializer.Serialize(recipe.Moved(recipePath, folder), RecipeFiles.Json) + "\n");
        WriteMetrics(folder, report, temperature, progress);
    }

    /// <summary>Reads the combination of network and library; the defaults where a package has none.</summary>
    /// <exception cref="DataFormatException">fusion.json is corrupted.</exception>
    public static XrdFusion ReadFusion(string folder)
    {
        var path = Path.Combine(folder, "fusion.json");
        if (!File.Exists(path))
            return new XrdFusion();
        try
        {
            var fusion = JsonSerializer.Deserialize<XrdFusion>(File.ReadAllText(path), RecipeFiles.Json);
            return fusion?.Weights.Length == XrdFusion.WeightCount
                ? fusion
                : throw new DataFormatException(path, 0, $"expected {XrdFusion.WeightCount} weights");
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(path, (int)(problem.LineNumber ?? -1) + 1, problem.Message.Split(" Path:")[0], problem);
        }
    }

    /// <summary>Writes the combination of network and library into a package.</summary>
    public static void WriteFusion(string folder, XrdFusion fusion) =>
        File.WriteAllText(Path.Combine(folder, "fusion.json"), JsonSerializer.Serialize(fusion, RecipeFiles.Json) + "\n");

    private static void WriteMetrics(string folder, ClassificationReport report, double temperature, TrainingProgress progress)
    {
        var metrics = new
        {
            examples = report.Count,
            kind = "held-out half of the simulated validation examples",
            accuracy = report.Accuracy.Value,
            accuracyLow = report.Accuracy.Low,
            accuracyHigh = report.Accuracy.High,
            top5 = report.TopK[5].Value,
            negativeLogLikelihood = report.NegativeLogLikelihood,
            calibrationError = report.CalibrationError,
            macroRecall = report.MacroRecall,
            temperature,
            steps = progress.Step,
            bestStep = progress.BestStep,
        };
        File.WriteAllText(Path.Combine(folder, "metrics.json"), JsonSerializer.Serialize(metrics, RecipeFiles.Json) + "\n");
    }
}
