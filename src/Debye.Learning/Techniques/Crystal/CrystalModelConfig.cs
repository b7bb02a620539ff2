using System.Text.Json;
using Debye.Learning.Packages;
using Debye.Techniques.Crystal;
using Debye.Techniques.Crystal.Descriptors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A member of a package: all but its weights.</summary>
internal sealed record CrystalMemberConfig
{
    public required CrystalMemberKind Kind { get; init; }

    public CrystalNetworkDescription? Network { get; init; }

    public required TargetScale Scale { get; init; }

    public required double Weight { get; init; }

    public double[]? Line { get; init; }

    public IReadOnlyList<TargetScale> MoreScales { get; init; } = [];

    public bool IsOnBase { get; init; }

    public int? Fold { get; init; }
}

/// <summary>Configuration of a package: all but the weights.</summary>
internal sealed record CrystalModelConfig
{
    public const string FileName = "config.json";

    /// <summary>1 for a part of a package, which the header around it lists.</summary>
    public int FormatVersion { get; init; } = PackageHeader.CurrentFormat;

    public string Technique { get; init; } = "crystal";

    public string Task { get; init; } = "regression";

    public required string Property { get; init; }

    public required string Unit { get; init; }

    public required CrystalOptions Graph { get; init; }

    /// <summary>Number of descriptors that the members were trained with; another number is another set of descriptors.</summary>
    public int Descriptors { get; init; } = CrystalDescriptors.Names.Count;

    public required IReadOnlyList<CrystalMemberConfig> Members { get; init; }

    public IReadOnlyList<string> MoreProperties { get; init; } = [];

    public CrystalCalibration? Calibration { get; init; }

    public CrystalFolds? CrossFit { get; init; }

    /// <summary>Whether the folder "base" holds the model that this one was adapted from.</summary>
    public bool HasBase { get; init; }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="DataFormatException">It is missing, damaged, or made by a newer version.</exception>
    public static CrystalModelConfig Read(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "no model package: config.json is missing");
        try
        {
            var text = File.ReadAllText(path);
            using (var document = JsonDocument.Parse(text))
            {
                PackageFormat.RefuseNewer(document.RootElement, path);
                if (document.RootElement.TryGetProperty("technique", out var technique) && technique.GetString() != "crystal")
                    throw new DataFormatException(path, 0, $"a model of the technique '{technique}', expected 'crystal'");
            }

            var config = JsonSerializer.Deserialize<CrystalModelConfig>(text, RecipeFiles.Json);
            if (config?.Graph is null || config.Members is null || config.Property is null || config.Unit is null)
                throw new DataFormatException(path, 0, "a part of the configuration is missing");
            config.Validate(path);
            return config;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException(path, 0, "no model configuration: " + problem.Message.Split(" Path:")[0], problem);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message, problem);
        }
    }

    private void Validate(string path)
    {
        if (
            Members.Count is < 1 or > 500
            || Members.Any(member => member is null || !(member.Scale.StandardDeviation > 0) || !double.IsFinite(member.Weight))
        )
            throw new DataFormatException(path, 0, "expected 1…500 members, each with a scale and a weight");
        if (Descriptors != CrystalDescriptors.Names.Count && Members.Any(member => member.Kind != CrystalMemberKind.Cgcnn))
            throw new DataFormatException(
                path,
                0,
                Invariant($"trained with {Descriptors} descriptors, this program calculates ")
                    + Invariant($"{CrystalDescriptors.Names.Count}: train it anew or use the version of Debye that made it")
            );
        Graph.Validate();
        foreach (var member in Members)
        {
            if (member.IsOnBase && !HasBase)
                throw new ArgumentException("a member asks for the base model, and there is none");
            if (member.Kind == CrystalMemberKind.Line && member.Line is not { Length: 2 })
                throw new ArgumentException("a line needs a constant and a slope");
            if (member.Kind is not (CrystalMemberKind.Cgcnn or CrystalMemberKind.Hybrid))
                continue;
            if (member.Network is null)
                throw new ArgumentException("a network has no description");
            member.Network.Validate();
            if (member.MoreScales is null || MoreProperties is null || member.MoreScales.Count != MoreProperties.Count)
                throw new ArgumentException("a network needs a scale for each further property");
            if (member.Network.Outputs != 1 + MoreProperties.Count && member.Network.Outputs != 2)
                throw new ArgumentException(
                    Invariant($"a network has {member.Network.Outputs} outputs, expected {1 + MoreProperties.Count} or 2")
                );
        }
    }
}
