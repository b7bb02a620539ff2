using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Learning.Packages.Hub;

/// <summary>manifest.json: the files of a model package with lengths and SHA-256.</summary>
/// <remarks>Written where a package is pushed to or pulled to, never on the hub, which keeps such a list by itself.</remarks>
public sealed record ModelManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Newest format this version reads and the one it writes.</summary>
    public const int CurrentFormat = 1;

    internal const int MostFiles = 2000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Version of the format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The address the package was pulled from; null if it was not.</summary>
    public string? Source { get; init; }

    /// <summary>The revision it was pulled at: the commit on a hub; null elsewhere.</summary>
    public string? Revision { get; init; }

    /// <summary>The files in the order of their paths, without the manifest; each with a SHA-256.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>Reads the manifest of a folder.</summary>
    /// <returns>Null if the folder has none.</returns>
    /// <exception cref="DataFormatException">It is damaged or made by a newer version, or names a file that no package may
    /// hold.</exception>
    public static ModelManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllBytes(path), path) : null;
    }

    /// <summary>Writes the manifest of a folder.</summary>
    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName), ToBytes());

    internal static ModelManifest Parse(ReadOnlySpan<byte> text, string place)
    {
        ModelManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ModelManifest>(text, Json);
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(
                place,
                (int)(problem.LineNumber ?? -1) + 1,
                "no manifest of a model package: " + problem.Message.Split(" Path:")[0],
                problem
            );
        }

        if (manifest is null || manifest.FormatVersion < 1)
            throw new DataFormatException(place, 0, "no manifest of a model package: formatVersion is missing");
        if (manifest.FormatVersion > CurrentFormat)
            throw new DataFormatException(
                place,
                0,
                Invariant(
                    $"format version {manifest.FormatVersion} is newer than {CurrentFormat}, the newest this program reads: update Debye"
                )
            );
        if (manifest.Files is null || manifest.Files.Count is 0 or > MostFiles)
            throw new DataFormatException(place, 0, $"expected 1…{MostFiles} files");
        if (manifest.Files.FirstOrDefault(file => file?.Path is null || file.Size < 0 || !FileDigest.IsHash(file.Sha256, 64)) is { } bad)
            throw new DataFormatException(
                place,
                0,
                $"'{PackagePath.Printable(bad.Path ?? "")}': expected a path, a size and a SHA-256 of 64 lower-case hexadecimal digits"
            );
        if (manifest.Files.Any(file => file is null))
            throw new DataFormatException(place, 0, "a file is null");
        PackagePath.Require(manifest.Files.Select(file => file.Path), place);
        return manifest;
    }

    internal byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];
}
