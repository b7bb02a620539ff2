using System.Text.Json;
using System.Text.Json.Serialization;
using Debye.Learning.Calibration;
using Debye.Learning.Networks;

namespace Debye.Learning.Packages;

/// <summary>What config.json of a model package holds beside the weights.</summary>
public sealed record ModelConfig
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of the package format.</summary>
    public int FormatVersion { get; init; } = PackageHeader.CurrentFormat;

    /// <summary>Technique, "xrd", "pdf" or "eis".</summary>
    public required string Technique { get; init; }

    /// <summary>Task, "space-group" or "equivalent-circuit".</summary>
    public required string Task { get; init; }

    /// <summary>Labels in the order of the outputs.</summary>
    public required string[] Labels { get; init; }

    /// <summary>Input: name of the feature pipeline.</summary>
    public required string Features { get; init; }

    /// <summary>What kind of model it is.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Network;

    /// <summary>The network of signals; null for other models.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>The network of images; null for other models.</summary>
    public ImageNetworkDescription? ImageNetwork { get; init; }

    /// <summary>The network of wide convolutions in towers; null for other models.</summary>
    public TowerNetworkDescription? TowerNetwork { get; init; }

    /// <summary>Logits (of trees: logarithms of probabilities) are divided by this, above 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Scores of the conformal calibration set, ascending, at most some hundreds (quantiles).</summary>
    public double[] ConformalScores { get; init; } = [];

    /// <summary>What these scores are.</summary>
    public ConformalScore ConformalKind { get; init; } = ConformalScore.Cumulative;

    /// <summary>Largest probability below which the answer is "unknown", 0…1.</summary>
    public double UnknownBelow { get; init; }

    /// <summary>Reads config.json of a package.</summary>
    /// <exception cref="DataFormatException">Missing, corrupted, or made by a newer version.</exception>
    public static ModelConfig Read(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            throw new DataFormatException(folder, 0, "no model package: config.json is missing");
        try
        {
            var text = File.ReadAllText(path);
            RefuseNewer(text, path);
            var config = JsonSerializer.Deserialize<ModelConfig>(text, Json);
            if (config?.Labels is null || config.ConformalScores is null)
                throw new DataFormatException(path, 0, "labels or conformalScores is missing");
            if (config.Kind == ModelKind.Network)
                CheckNetwork(config, path);
            if (!(config.Temperature > 0))
                throw new DataFormatException(path, 0, Invariant($"temperature is {config.Temperature}, expected above 0"));
            return config;
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(
                path,
                (int)(problem.LineNumber ?? -1) + 1,
                "no model configuration: " + problem.Message.Split(" Path:")[0],
                problem
            );
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }

    /// <summary>The network of signals.</summary>
    /// <exception cref="DataFormatException">The package in the folder has none.</exception>
    internal NetworkDescription RequireNetwork(string folder) =>
        Network
        ?? throw new DataFormatException(
            Path.Combine(folder, "config.json"),
            0,
            $"expected a network of signals, found a model of kind {Kind.ToString().ToLowerInvariant()}"
        );

    private static void CheckNetwork(ModelConfig config, string path)
    {
        int?[] classes = [config.Network?.Classes, config.ImageNetwork?.Classes, config.TowerNetwork?.Classes];
        if (classes.Count(number => number is not null) != 1)
            throw new DataFormatException(path, 0, "expected one of network, imageNetwork and towerNetwork");
        config.Network?.Validate();
        config.ImageNetwork?.Validate();
        config.TowerNetwork?.Validate();
        if (!classes.Contains(config.Labels.Length))
            throw new DataFormatException(path, 0, Invariant($"{config.Labels.Length} labels but {classes.Max()} classes"));
    }

    /// <summary>Looks at the version before anything else: a newer layout may not even fit these types.</summary>
    private static void RefuseNewer(string text, string path)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new DataFormatException(path, 1, "expected a JSON object");
        PackageFormat.RefuseNewer(document.RootElement, path);
    }

    /// <summary>Writes config.json.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>At most 401 quantiles of the calibration scores: what a package keeps of them.</summary>
    public static double[] Quantiles(ConformalSets sets)
    {
        const int steps = 400;
        var scores = sets.Scores;
        if (scores.Length <= steps + 1)
            return scores.ToArray();
        var quantiles = new double[steps + 1];
        // Rounding up keeps the promised coverage.
        for (var i = 0; i <= steps; i++)
            quantiles[i] = scores[(int)Math.Ceiling((double)i / steps * (scores.Length - 1))];
        return quantiles;
    }
}
