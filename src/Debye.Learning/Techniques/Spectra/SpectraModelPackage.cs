using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Learning.OpenSet;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Techniques.Spectra;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>
/// Writes and reads a model of classes of materials as a package: members, gate, configuration, recipe, metrics, model card.
/// </summary>
public static class SpectraModelPackage
{
    /// <summary>Task that config.json of such a package names.</summary>
    public const string Task = "material-class";

    private const string GateName = "gate";
    private const string BackgroundName = "background.safetensors";

    /// <summary>Reads a package.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DataFormatException">It is missing, damaged, or made by a newer version.</exception>
    public static SpectraModel Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ModelPackage.Open(folder, "spectra");
        var path = Path.Combine(folder, SpectraModelConfig.FileName);
        var config = SpectraModelConfig.Read(path);
        var members = config.Weights.Select((_, k) => Member(folder, k, config)).ToArray();
        return new SpectraModel(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            config.Labels,
            members,
            new PositivePool { Weights = config.Weights }
        )
        {
            Sets = config.ConformalScores.Length > 0 ? new ConformalSets(config.ConformalScores) : null,
            Gate = config.HasGate ? Gate(folder, config) : null,
            Background = Background(Path.Combine(folder, BackgroundName)),
        };
    }

    /// <summary>The recipe that a package was made by.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DataFormatException">It is missing or damaged.</exception>
    public static SpectraRecipe Recipe(string folder) => SpectraRecipe.Read(Existing(Path.Combine(folder, "recipe.json")));

    /// <summary>Writes a whole package.</summary>
    internal static void Save(string folder, SpectraRecipe recipe, SpectraModel model, SpectraTrainingReport report)
    {
        using var staged = ModelPackage.Stage(folder, "spectra", Task);
        WriteParts(staged.Folder, recipe, model, report);
        staged.Commit();
    }

    private static void WriteParts(string folder, SpectraRecipe recipe, SpectraModel model, SpectraTrainingReport report)
    {
        for (var k = 0; k < model.Members.Count; k++)
        {
            SpectrumPipelineFile.Write(PipelineOf(folder, Invariant($"member-{k}")), model.Members[k].Pipeline);
            ClassifierFile.Write(Path.Combine(folder, Invariant($"member-{k}")), model.Members[k].Classifier);
        }

        if (model.Gate is { } gate)
        {
            if (gate.Pipeline is not null)
                SpectrumPipelineFile.Write(PipelineOf(folder, GateName), gate.Pipeline);
            DetectorFile.Write(Path.Combine(folder, GateName + ".json"), gate.Detector);
        }

        var mean = model.Background;
        SafeTensors.Write(
            Path.Combine(folder, BackgroundName),
            new Dictionary<string, SafeTensor>(StringComparer.Ordinal)
            {
                ["axis"] = SafeTensor.From(mean.Axis, mean.Length),
                ["mean"] = SafeTensor.From(mean.Intensity, mean.Length),
            },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = mean.Unit.ToString() }
        );
        var bases = model
            .Members.Select(member => member.Base)
            .Append(model.Gate?.Base)
            .OfType<SpectraBase>()
            .DistinctBy(own => own.Source)
            .ToArray();
        for (var i = 0; i < bases.Length; i++)
            bases[i].Source.CopyTo(Path.Combine(folder, BaseFolder(i)), bases[i].Eye.Image);
        int? Number(SpectraBase? own) => own is null ? null : Array.FindIndex(bases, other => other.Source == own.Source);
        Write(
            folder,
            "recipe.json",
            recipe.WithBases(own =>
                Array.FindIndex(bases, other => other.Source == own) is >= 0 and var number
                    ? new ImageBaseOptions { Folder = BaseFolder(number) }
                    : own
            )
        );
        Write(folder, "metrics.json", report);
        File.WriteAllText(Path.Combine(folder, "README.md"), SpectraModelCard.Of(recipe, model, report));
        Write(
            folder,
            SpectraModelConfig.FileName,
            new SpectraModelConfig
            {
                Labels = model.Labels,
                Weights = model.Pool.Weights,
                ConformalScores = model.Sets is { } sets ? ModelConfig.Quantiles(sets) : [],
                HasGate = model.Gate is not null,
                GateSeesLogits = model.Gate is { Pipeline: null },
                Bases = bases.Length,
                MemberBases = bases.Length == 0 ? [] : [.. model.Members.Select(member => Number(member.Base))],
                GateBase = Number(model.Gate?.Base),
            }
        );
    }

    private static string PipelineOf(string folder, string part) => Path.Combine(folder, part + ".pipeline.json");

    private static string BaseFolder(int number) => Invariant($"base-{number}");

    private static SpectraBase? Base(string folder, int? number, int points) =>
        number is { } own ? SpectraBase.Load(new ImageBaseOptions { Folder = Path.Combine(folder, BaseFolder(own)) }, points) : null;

    private static SpectraMember Member(string folder, int number, SpectraModelConfig config)
    {
        var path = PipelineOf(folder, Invariant($"member-{number}"));
        var (pipeline, classifier) = (
            SpectrumPipelineFile.Read(Existing(path)),
            ClassifierFile.Read(Path.Combine(folder, Invariant($"member-{number}")))
        );
        var member = new SpectraMember(pipeline, classifier)
        {
            Base = Base(folder, config.MemberBases.ElementAtOrDefault(number), pipeline.OutputAxis.Length),
        };
        if (classifier.FeatureCount != member.FeatureCount)
            throw new DataFormatException(
                path,
                0,
                Invariant($"the classifier would get {member.FeatureCount} values, it takes {classifier.FeatureCount}")
            );
        return classifier.PredictionCount == config.Labels.Count
            ? member
            : throw new DataFormatException(
                path,
                0,
                Invariant($"the classifier tells {classifier.PredictionCount} classes apart, the package {config.Labels.Count}")
            );
    }

    private static SpectraGate Gate(string folder, SpectraModelConfig config)
    {
        var path = Path.Combine(folder, GateName + ".json");
        var detector = DetectorFile.Read(Existing(path));
        var pipeline = config.GateSeesLogits ? null : SpectrumPipelineFile.Read(Existing(PipelineOf(folder, GateName)));
        var own = pipeline is null ? null : Base(folder, config.GateBase, pipeline.OutputAxis.Length);
        var given = own?.Eye.OutputCount ?? pipeline?.OutputAxis.Length ?? config.Labels.Count;
        return detector.InputCount == given
            ? new SpectraGate(pipeline, detector) { Base = own }
            : throw new DataFormatException(
                path,
                0,
                Invariant($"the detector looks at {detector.InputCount} numbers, it would get {given}")
            );
    }

    private static MaterialSpectrum Background(string path)
    {
        try
        {
            var (arrays, metadata) = SafeTensors.Read(File.ReadAllBytes(Existing(path)));
            var unit = Enum.Parse<SpectrumAxisUnit>(metadata["unit"]);
            if (!Enum.IsDefined(unit))
                throw new InvalidDataException($"the unit '{unit}' is unknown: update Debye");
            return new MaterialSpectrum(unit, arrays["axis"].ToDouble(), arrays["mean"].ToDouble())
            {
                Source = "mean of the training spectra",
            };
        }
        catch (Exception problem) when (problem is InvalidDataException or ArgumentException or KeyNotFoundException)
        {
            throw new DataFormatException(path, 0, problem.Message.ReplaceLineEndings(" "), problem);
        }
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new DataFormatException(path, 0, "this part of the model is missing");

    private static void Write<T>(string folder, string name, T value) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, RecipeFiles.Json) + "\n");
}
