using System.Text.Json;
using Debye.Learning.Packages;

namespace Debye.Learning.Techniques.Spectra.Images;

/// <summary>What config.json of a base holds: the image. Layers are in architecture.json, weights in model.safetensors.</summary>
internal sealed record SpectrumBaseConfig
{
    public const string ArchitectureName = "architecture.json";
    public const string TaskName = "image-base";
    private const string FileName = "config.json";

    /// <summary>1 for a part of a package, which the header around it lists.</summary>
    public int FormatVersion { get; init; } = PackageHeader.CurrentFormat;

    public string Technique { get; init; } = "spectra";

    public string Task { get; init; } = TaskName;

    public required SpectrumImageOptions Image { get; init; }

    /// <exception cref="DataFormatException">Missing, damaged, of another kind, or made by a newer version.</exception>
    public static SpectrumBaseConfig Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new DataFormatException(folder, 0, "no base for images of spectra: config.json is missing");
        var text = File.ReadAllText(path);
        RequireKind(text, path);
        return RecipeFiles.Read<SpectrumBaseConfig>(
            path,
            config => (config.Image ?? throw new ArgumentException("image is missing")).Validate()
        );
    }

    public void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, RecipeFiles.Json) + "\n");

    /// <summary>Looks at version and task before anything else: another layout may not even fit these types.</summary>
    private static void RequireKind(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new DataFormatException(path, 1, "expected a JSON object");
            PackageFormat.RefuseNewer(root, path);
            if (!root.TryGetProperty("task", out var task) || task.ValueKind != JsonValueKind.String || task.GetString() != TaskName)
                throw new DataFormatException(path, 0, $"expected the task '{TaskName}': this is another kind of model");
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(
                path,
                (int)(problem.LineNumber ?? -1) + 1,
                "no configuration: " + problem.Message.Split(" Path:")[0],
                problem
            );
        }
    }
}
