using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Packages;

/// <summary>A file of a package.</summary>
/// <param name="Path">Path in the package, with forward slashes.</param>
/// <param name="Role">What it is for: configuration, weights, library, fusion, recipe, metrics, card …</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256, 64 lower-case hexadecimal digits.</param>
public sealed record PackageFile(string Path, string Role, long Size, string Sha256);

/// <summary>package.json: what a package is for, and every file of it.</summary>
public sealed record PackageHeader
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "package.json";

    /// <summary>Newest format this version reads and the one it writes.</summary>
    public const int CurrentFormat = 2;

    private static readonly string s_noDigest = new('0', 64);

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Version of the package format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Id of the technique.</summary>
    public required string Technique { get; init; }

    /// <summary>What the model answers, such as "space-group".</summary>
    public required string Task { get; init; }

    /// <summary>Every file but this one, in the order of their paths.</summary>
    public required ImmutableArray<PackageFile> Files { get; init; }

    /// <summary>SHA-256 of this file's text with zeros in the place of these 64 digits.</summary>
    public string Digest { get; init; } = s_noDigest;

    /// <summary>Reads the header of a package.</summary>
    /// <returns>Null if the package has none: it is of format 1.</returns>
    /// <exception cref="DataFormatException">It is damaged or made by a newer version.</exception>
    public static PackageHeader? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path), path) : null;
    }

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="technique">Id of the technique.</param>
    /// <param name="task">What the model answers.</param>
    internal static PackageHeader Of(string folder, string technique, string task)
    {
        var paths = PackageFolder.RequirePaths(folder).Where(path => path != FileName);
        return new PackageHeader
        {
            Technique = technique,
            Task = task,
            Files = [.. paths.Select(path => Describe(folder, path))],
        };
    }

    /// <summary>Writes the header; it appears only when complete.</summary>
    internal void Write(string folder)
    {
        var text = JsonSerializer.Serialize(this with { Digest = s_noDigest }, s_json) + "\n";
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".part", text.Replace(s_noDigest, Hash(text), StringComparison.Ordinal));
        File.Move(path + ".part", path, overwrite: true);
    }

    private static PackageHeader Parse(string text, string path)
    {
        PackageHeader? header;
        try
        {
            RequireVersion(text, path);
            header = JsonSerializer.Deserialize<PackageHeader>(text, s_json);
        }
        catch (JsonException problem)
        {
            var line = (int)(problem.LineNumber ?? -1) + 1;
            throw new DataFormatException(path, line, "no header of a model package: " + problem.Message.Split(" Path:")[0], problem);
        }

        if (header?.Technique is null || header.Task is null || header.Files.IsDefaultOrEmpty)
            throw new DataFormatException(path, 0, "no header of a model package: a part is missing");
        if (header.Digest is not { Length: 64 } digest || Hash(text.Replace(digest, s_noDigest, StringComparison.Ordinal)) != digest)
            throw new DataFormatException(path, 0, "was changed: its text does not have the SHA-256 that it states");
        return header;
    }

    /// <summary>Looks at the version before anything else: a newer layout may not even fit these types.</summary>
    private static void RequireVersion(string text, string path)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new DataFormatException(path, 1, "expected a JSON object");
        PackageFormat.RefuseNewer(document.RootElement, path);
    }

    private static PackageFile Describe(string folder, string path)
    {
        using var file = File.OpenRead(PackagePath.Below(folder, path));
        return new PackageFile(path, RoleOf(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static string RoleOf(string path) =>
        Path.GetFileName(path) switch
        {
            "config.json" => "configuration",
            "recipe.json" => "recipe",
            "metrics.json" => "metrics",
            "fusion.json" => "fusion",
            "architecture.json" => "architecture",
            "README.md" => "card",
            "library.safetensors" => "library",
            "choice.json" or "test.json" => "evaluation",
            var name when name.EndsWith(".jsonl", StringComparison.Ordinal) => "log",
            var name when name.EndsWith(".pipeline.json", StringComparison.Ordinal) => "preprocessing",
            var name when Path.GetExtension(name) is ".safetensors" or ".trees" or ".dbtr" => "weights",
            _ => "data",
        };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
