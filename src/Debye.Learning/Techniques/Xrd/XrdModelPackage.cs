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

    /// <summary>Task in config.json.</summary>
    public const string Task = "space-group";

    /// <summary>File of how network and library are combined.</summary>
    public const string FusionFile = "fusion.json";

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
        using var staged = ModelPackage.Stage(folder, "xrd", Task);
        SafeTensors.Write(Path.Combine(staged.Folder, WeightFile.Name), SafeTensors.FromModule(network));
        new ModelConfig
        {
            Technique = "xrd",
            Task = Task,
            Labels = labels,
            Features = FeaturePipeline,
            Network = recipe.Network,
            Temperature = temperature,
            ConformalScores = ModelConfig.Quantiles(conformal),
        }.Write(staged.Folder);
        Write(staged.Folder, "recipe.json", recipe.Moved(recipePath, folder));
        Write(staged.Folder, FusionFile, new XrdFusion());
        WriteMetrics(staged.Folder, report, temperature, progress);
        File.WriteAllText(Path.Combine(staged.Folder, "README.md"), XrdModelCard.Write(recipe, report));
        staged.Commit();
    }

    /// <summary>Reads the combination of network and library; the defaults where a package of format 1 has none.</summary>
    /// <exception cref="DataFormatException">fusion.json is corrupted.</exception>
    public static XrdFusion ReadFusion(string folder)
    {
        var path = Path.Combine(folder, FusionFile);
        if (!File.Exists(path))
            return new XrdFusion { IsDefault = true };
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

    /// <summary>Writes the combination of network and library into a package and lists it anew.</summary>
    public static void WriteFusion(string folder, XrdFusion fusion)
    {
        ModelPackage.Open(folder, "xrd");
        Write(folder, FusionFile, fusion);
        ModelPackage.Seal(folder, "xrd", Task);
    }

    private static void Write<T>(string folder, string name, T value) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, RecipeFiles.Json) + "\n");

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
        Write(folder, "metrics.json", metrics);
    }
}
