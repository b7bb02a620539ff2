using System.Text.Json;
using Debye.Learning.Packages;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Configuration of a package: all but what is fitted.</summary>
internal sealed record SpectraModelConfig
{
    public const string FileName = "config.json";

    public int FormatVersion { get; init; } = PackageHeader.CurrentFormat;

    public string Technique { get; init; } = "spectra";

    public string Task { get; init; } = SpectraModelPackage.Task;

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Weight of each member in the pool.</summary>
    public required double[] Weights { get; init; }

    public double[] ConformalScores { get; init; } = [];

    public bool HasGate { get; init; }

    /// <summary>Whether the gate looks at pooled logits and so has no preprocessing of its own.</summary>
    public bool GateSeesLogits { get; init; }

    /// <summary>Number of frozen networks, in folders base-0, base-1, ….</summary>
    public int Bases { get; init; }

    /// <summary>Frozen network of each member; empty where none has one.</summary>
    public int?[] MemberBases { get; init; } = [];

    /// <summary>Frozen network of the gate.</summary>
    public int? GateBase { get; init; }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="DataFormatException">It is missing, damaged, or made by a newer version.</exception>
    public static SpectraModelConfig Read(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "no model package: config.json is missing");
        try
        {
            var text = File.ReadAllText(path);
            RequireKnown(text, path);
            var config = JsonSerializer.Deserialize<SpectraModelConfig>(text, RecipeFiles.Json);
            if (config?.Labels is null || config.Weights is null || config.ConformalScores is null)
                throw new DataFormatException(path, 0, "a part of the configuration is missing");
            if (config.Labels.Count < 1 || config.Labels.Any(string.IsNullOrEmpty))
                throw new DataFormatException(path, 0, "expected labels");
            if (config.Weights.Length is < 1 or > 500 || !Array.TrueForAll(config.Weights, weight => weight > 0 && double.IsFinite(weight)))
                throw new DataFormatException(path, 0, "expected 1…500 members with weights above 0");
            config.RequireBases(path);
            return config;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException(path, 0, "no model configuration: " + problem.Message.Split(" Path:")[0], problem);
        }
    }

    private void RequireBases(string path)
    {
        if (
            Bases is < 0 or > 500
            || MemberBases is null
            || MemberBases.Length > Weights.Length
            || MemberBases.Append(GateBase).Any(number => number < 0 || number >= Bases)
        )
            throw new DataFormatException(path, 0, "the frozen networks of the members are not those of the package");
    }

    private static void RequireKnown(string text, string path)
    {
        using var document = JsonDocument.Parse(text);
        PackageFormat.RefuseNewer(document.RootElement, path);
        if (document.RootElement.TryGetProperty("technique", out var technique) && technique.GetString() != "spectra")
            throw new DataFormatException(path, 0, $"a model of the technique '{technique}', expected 'spectra'");
    }
}
