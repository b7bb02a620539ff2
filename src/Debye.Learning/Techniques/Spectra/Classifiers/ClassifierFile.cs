using System.Globalization;
using System.Text.Json;
using Debye.Learning.Baselines;
using Debye.Learning.Chemometrics;
using Debye.Learning.Networks;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>
/// Writes and reads fitted classifiers: trees in their own format, all others as named arrays (safetensors). Nothing in them is executed.
/// </summary>
internal static class ClassifierFile
{
    private const string Kind = "kind";
    private const string SettingsKey = "settings";
    private const string TreeExtension = ".dbtr";
    private const string ArrayExtension = ".safetensors";

    /// <summary>Writes a classifier; the extension tells how it is kept.</summary>
    /// <param name="path">The file without extension.</param>
    /// <param name="classifier">A classifier of <see cref="SpectrumClassifierOptions"/>, or one that was read.</param>
    public static void Write(string path, IClassifier classifier)
    {
        if (TreesOf(classifier) is { } trees)
            trees.Save(path + TreeExtension);
        else
        {
            var (kind, settings, arrays) = StateOf(classifier);
            SafeTensors.Write(path + ArrayExtension, arrays, new Dictionary<string, string> { [Kind] = kind, [SettingsKey] = settings });
        }
    }

    /// <summary>Reads a classifier.</summary>
    /// <param name="path">The file without extension.</param>
    /// <exception cref="DataFormatException">It is missing or damaged.</exception>
    public static IClassifier Read(string path)
    {
        if (File.Exists(path + TreeExtension))
            return OfTrees(TreeModel.Load(path + TreeExtension), path + TreeExtension);
        var file = path + ArrayExtension;
        if (!File.Exists(file))
            throw new DataFormatException(file, 0, "this part of the model is missing");
        try
        {
            var (arrays, metadata) = SafeTensors.Read(File.ReadAllBytes(file));
            SafeTensors.RequireFinite(arrays);
            return Restore(metadata.GetValueOrDefault(Kind) ?? "", metadata.GetValueOrDefault(SettingsKey) ?? "", arrays);
        }
        catch (Exception problem)
            when (problem
                    is InvalidDataException
                        or ArgumentException
                        or KeyNotFoundException
                        or JsonException
                        or FormatException
                        or NotSupportedException
                        or OverflowException
                        or IndexOutOfRangeException
            )
        {
            throw new DataFormatException(file, 0, problem.Message.ReplaceLineEndings(" "), problem);
        }
    }

    private static TreeModel? TreesOf(IClassifier classifier) =>
        classifier is BoostedClassifier boosted ? boosted.Trees : classifier as TreeModel;

    private static IClassifier OfTrees(TreeModel trees, string path) =>
        trees switch
        {
            RandomForest forest => forest,
            GradientBoosting { Objective: BoostingObjective.Softmax or BoostingObjective.Logistic } boosting => new BoostedClassifier(
                boosting
            ),
            _ => throw new DataFormatException(path, 0, "these trees tell no classes apart"),
        };

    private static (string Kind, string Settings, Dictionary<string, SafeTensor> Arrays) StateOf(IClassifier classifier) =>
        classifier switch
        {
            ILinearClassifier linear => ("linear", "", Arrays(linear.Linear)),
            HydraClassifier hydra => (
                "hydra",
                Invariant($"{hydra.FeatureCount}"),
                KernelArrays.Of(hydra, Arrays(((ILinearClassifier)hydra.Head).Linear))
            ),
            MiniRocketClassifier rocket => (
                "mini-rocket",
                Invariant($"{rocket.FeatureCount}"),
                KernelArrays.Of(rocket, Arrays(((ILinearClassifier)rocket.Head).Linear))
            ),
            NearestNeighbours neighbours => (
                "nearest-neighbours",
                JsonSerializer.Serialize(neighbours.Options, RecipeFiles.Json),
                new()
                {
                    ["examples"] = SafeTensor.From(neighbours.Examples.Values, neighbours.ExampleCount, neighbours.FeatureCount),
                    ["classes"] = SafeTensor.From(Array.ConvertAll(neighbours.Classes, own => (long)own), neighbours.ExampleCount),
                    ["number"] = SafeTensor.From([(long)neighbours.PredictionCount], 1),
                }
            ),
            PlsDiscriminant discriminant => StateOf(ScatterClassifier.Of(discriminant)),
            ScatterClassifier scatter => ("scatter", "", Arrays(scatter)),
            NetworkClassifier network => (
                "network",
                JsonSerializer.Serialize(network.Description, RecipeFiles.Json),
                SafeTensors.FromModule(network.Network).ToDictionary()
            ),
            _ => throw new ArgumentException(
                $"Expected a classifier that can be kept, got {classifier.GetType().Name}.",
                nameof(classifier)
            ),
        };

    private static IClassifier Restore(string kind, string settings, IReadOnlyDictionary<string, SafeTensor> arrays) =>
        kind switch
        {
            "linear" => new LinearClassifier(Linear(arrays)),
            "hydra" => KernelArrays.Hydra(Length(settings), arrays, new LinearClassifier(Linear(arrays))),
            "mini-rocket" => KernelArrays.MiniRocket(Length(settings), arrays, new LinearClassifier(Linear(arrays))),
            "nearest-neighbours" => NearestNeighbours.Train(Examples(arrays), Settings<NearestNeighboursOptions>(settings)),
            "scatter" => Scatter(arrays),
            "network" => Network(Settings<ConvolutionNetworkDescription>(settings), arrays),
            _ => throw new InvalidDataException($"a classifier of kind '{kind}' is unknown: update Debye"),
        };

    private static int Length(string settings) =>
        int.TryParse(settings, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new InvalidDataException($"expected the length of a signal, got '{settings}'");

    private static T Settings<T>(string text)
        where T : class =>
        JsonSerializer.Deserialize<T>(text, RecipeFiles.Json)
        ?? throw new InvalidDataException("the settings of the classifier are missing");

    private static Dictionary<string, SafeTensor> Arrays(LinearSoftmax linear) =>
        new()
        {
            ["mean"] = SafeTensor.From(linear.Standardisation.Mean, linear.FeatureCount),
            ["factor"] = SafeTensor.From(linear.Standardisation.Factor, linear.FeatureCount),
            ["weights"] = SafeTensor.From(linear.Weights, linear.ClassCount, linear.FeatureCount),
            ["intercepts"] = SafeTensor.From(linear.Intercepts, linear.ClassCount),
        };

    private static LinearSoftmax Linear(IReadOnlyDictionary<string, SafeTensor> arrays)
    {
        var (mean, factor, weights, intercepts) = (
            arrays["mean"].ToDouble(),
            arrays["factor"].ToDouble(),
            arrays["weights"].ToSingle(),
            arrays["intercepts"].ToDouble()
        );
        if (intercepts.Length == 0 || mean.Length == 0 || mean.Length != factor.Length || weights.Length != mean.Length * intercepts.Length)
            throw new InvalidDataException($"{weights.Length} weights do not fit {mean.Length} features and {intercepts.Length} classes");
        return new LinearSoftmax(new Standardisation(mean, factor), weights, intercepts);
    }

    private static TreeExamples Examples(IReadOnlyDictionary<string, SafeTensor> arrays)
    {
        var (values, classes) = (arrays["examples"], arrays["classes"].ToInt64());
        if (values.Shape.Count != 2 || values.Shape[0] != classes.Length || classes.Length == 0)
            throw new InvalidDataException($"expected a class for each example, got {classes.Length}");
        return TreeExamples.ForClasses(
            new FeatureTable(values.ToSingle(), checked((int)values.Shape[1])),
            Array.ConvertAll(classes, own => checked((int)own)),
            checked((int)arrays["number"].ToInt64()[0])
        );
    }

    private static Dictionary<string, SafeTensor> Arrays(ScatterClassifier scatter)
    {
        var size = scatter.Offset.Length;
        return new()
        {
            ["map"] = SafeTensor.From(scatter.Map, size, scatter.FeatureCount),
            ["offset"] = SafeTensor.From(scatter.Offset, size),
            ["centres"] = SafeTensor.From([.. scatter.Classes.SelectMany(own => own.Centre.ToArray())], scatter.PredictionCount, size),
            ["scatters"] = SafeTensor.From(
                [.. scatter.Classes.SelectMany(own => own.Scatter.ToRowMajorArray())],
                scatter.PredictionCount,
                size,
                size
            ),
        };
    }

    private static ScatterClassifier Scatter(IReadOnlyDictionary<string, SafeTensor> arrays)
    {
        var (map, offset, centres, scatters) = (
            arrays["map"].ToDouble(),
            arrays["offset"].ToDouble(),
            arrays["centres"].ToDouble(),
            arrays["scatters"].ToDouble()
        );
        var size = offset.Length;
        if (size == 0 || centres.Length % size != 0 || scatters.Length != centres.Length * size)
            throw new InvalidDataException(Invariant($"{centres.Length} and {scatters.Length} numbers do not fit {size} co-ordinates"));
        return new ScatterClassifier(
            map,
            offset,
            [
                .. Enumerable
                    .Range(0, centres.Length / size)
                    .Select(k => new ClassScatter(
                        centres[(k * size)..((k + 1) * size)],
                        Matrix<double>.Build.DenseOfRowMajor(size, size, scatters[(k * size * size)..((k + 1) * size * size)])
                    )),
            ]
        );
    }

    private static NetworkClassifier Network(ConvolutionNetworkDescription description, IReadOnlyDictionary<string, SafeTensor> arrays)
    {
        var network = description.Build(new RandomStream(0), new RandomStream(0));
        SafeTensors.LoadInto(arrays, network);
        network.Eval();
        return new NetworkClassifier(description, network);
    }
}
