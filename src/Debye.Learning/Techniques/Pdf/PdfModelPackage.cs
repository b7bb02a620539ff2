using System.Runtime.InteropServices;
using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Writes a trained model of space groups from G(r) as a package: networks, known curves, pool, configuration, metrics, model card.
/// </summary>
public static class PdfModelPackage
{
    /// <summary>Technique in config.json.</summary>
    public const string Technique = "pdf";

    /// <summary>Task in config.json.</summary>
    public const string Task = "space-group";

    /// <summary>Name of the features in config.json.</summary>
    public const string Features = "pdf-209-1";

    /// <summary>File of known curves.</summary>
    public const string LibraryFile = "library.safetensors";

    /// <summary>File of how sources are combined.</summary>
    public const string FusionFile = "fusion.json";

    /// <summary>Name of the weights of a network.</summary>
    public static string NetworkFile(int number) => Invariant($"model-{number}.safetensors");

    internal static PdfTrainingResult Save(
        string folder,
        PdfRecipe recipe,
        PdfTrainingSet set,
        List<Module> networks,
        Backend backend,
        int threads,
        Action<string>? report,
        CancellationToken cancellation
    )
    {
        var evidence = PdfEvidence.OutOfFold(recipe, set, networks, backend, threads, report, cancellation);
        var classes = set.Dataset.Classes.Count;
        string[] labels = [.. set.Dataset.Classes.Select(number => Invariant($"{number}"))];
        var pool = LogLinearPool.Fit(evidence.Sources, evidence.Labels, classes);
        var judged = evidence.CrossPooled(classes);
        var fusion = new PdfFusion
        {
            Pool = pool,
            LargestDistance = evidence.LargestDistance(),
            UnknownBelow = PdfEvidence.UnknownThreshold(judged, evidence.Labels, classes),
        };
        var conformal = ConformalSets.Fit(judged, evidence.Labels, classes, ConformalScore.Complement);
        var judgement = ClassificationReport.Evaluate(judged, evidence.Labels, labels, 1, 2);
        using var staged = ModelPackage.Stage(folder, Technique, Task);
        for (var k = 0; k < networks.Count; k++)
            SafeTensors.Write(Path.Combine(staged.Folder, NetworkFile(k)), Halved(SafeTensors.FromModule(networks[k])));
        if (recipe.UsesLibrary)
            PdfLibraryFile.Write(
                Path.Combine(staged.Folder, LibraryFile),
                PdfLibrary.Make(set, [.. Enumerable.Range(0, set.Rows.Count)], recipe, threads)
            );
        File.WriteAllText(Path.Combine(staged.Folder, FusionFile), JsonSerializer.Serialize(fusion, RecipeFiles.Json) + "\n");
        new ModelConfig
        {
            Technique = Technique,
            Task = Task,
            Labels = labels,
            Features = Features,
            Kind = networks.Count > 0 ? ModelKind.Network : ModelKind.Library,
            Network = networks.Count > 0 ? recipe.Network : null,
            TowerNetwork = networks.Count > 0 ? recipe.TowerNetwork : null,
            ConformalScores = ModelConfig.Quantiles(conformal),
            ConformalKind = ConformalScore.Complement,
        }.Write(staged.Folder);
        File.WriteAllText(Path.Combine(staged.Folder, "recipe.json"), JsonSerializer.Serialize(recipe, RecipeFiles.Json) + "\n");
        WriteMetrics(staged.Folder, set, judgement);
        File.WriteAllText(Path.Combine(staged.Folder, "README.md"), PdfModelCard.Write(recipe, set, judgement, labels));
        staged.Commit();
        var single = evidence.Sources.Select(source => ClassificationReport.Evaluate(source, evidence.Labels, labels, 1, 2)).ToArray();
        var names = PdfSources.Names(networks.Count > 0, recipe.UsesLibrary, recipe.RefinesCrystals);
        return new PdfTrainingResult(folder, set.Rows.Count, judgement, [.. names.Zip(single)], pool);
    }

    /// <summary>Weights with half the digits: no answer changes by more than rounding, and the package is half as large.</summary>
    private static Dictionary<string, SafeTensor> Halved(IReadOnlyDictionary<string, SafeTensor> tensors) =>
        tensors.ToDictionary(
            item => item.Key,
            item =>
                item.Value with
                {
                    Type = "F16",
                    Bytes = MemoryMarshal.AsBytes<Half>(Array.ConvertAll(item.Value.ToSingle(), value => (Half)value)).ToArray(),
                },
            StringComparer.Ordinal
        );

    private static void WriteMetrics(string folder, PdfTrainingSet set, ClassificationReport report)
    {
        var metrics = new
        {
            trainingCurves = set.Rows.Count,
            examples = report.Count,
            kind = "curves of folds that were not learned from, pooled by weights fitted to the other half of them",
            accuracy = report.Accuracy.Value,
            accuracyLow = report.Accuracy.Low,
            accuracyHigh = report.Accuracy.High,
            top2 = report.TopK[2].Value,
            macroRecall = report.MacroRecall,
            negativeLogLikelihood = report.NegativeLogLikelihood,
            calibrationError = report.CalibrationError,
        };
        File.WriteAllText(Path.Combine(folder, "metrics.json"), JsonSerializer.Serialize(metrics, RecipeFiles.Json) + "\n");
    }
}

/// <summary>What came of a training.</summary>
/// <param name="Folder">The model package.</param>
/// <param name="TrainingCurves">Curves learned from.</param>
/// <param name="Report">The pooled answers to curves of folds that were not learned from, cross-validated.</param>
/// <param name="Sources">The same for each source alone.</param>
/// <param name="Pool">The fitted pool.</param>
public sealed record PdfTrainingResult(
    string Folder,
    int TrainingCurves,
    ClassificationReport Report,
    IReadOnlyList<(string Name, ClassificationReport Report)> Sources,
    LogLinearPool Pool
);
