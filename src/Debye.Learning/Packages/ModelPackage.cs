using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Debye.Learning.Packages.Hub;

namespace Debye.Learning.Packages;

/// <summary>A model package: a folder whose header lists every file of it.</summary>
/// <remarks>
/// Format 2 has a header, package.json; opening refuses what is missing, changed or surplus. Format 1 has none, and each technique
/// knows by its configuration which files there must be. Checkpoints that a training leaves in the folder are not part of it.
/// </remarks>
public static class ModelPackage
{
    private const string ConfigFile = "config.json";

    /// <summary>Checks a package of format 2 against its header.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="technique">Id of the technique that it has to be of.</param>
    /// <returns>The header; null for a package of format 1.</returns>
    /// <exception cref="DataFormatException">
    /// There is no package, it is newer, of another technique, or a file is missing, changed or surplus; the message names it.
    /// </exception>
    public static PackageHeader? Open(string folder, string technique)
    {
        if (!File.Exists(Path.Combine(folder, PackageHeader.FileName)))
        {
            RequireFirstFormat(folder);
            return null;
        }

        var header = PackageHeader.Read(folder)!;
        if (header.Technique != technique)
            throw new DataFormatException(folder, 0, $"a model of the technique '{header.Technique}', expected '{technique}'");
        foreach (var problem in Problems(folder, header))
            throw new DataFormatException(Path.Combine(folder, problem.Path), 0, problem.Reason);
        return header;
    }

    /// <summary>What differs between a package and its header, cheapest comparisons first.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="header">Its header.</param>
    public static IEnumerable<(string Path, string Reason)> Problems(string folder, PackageHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var there = PackageFolder.Paths(folder, []).ToHashSet(StringComparer.Ordinal);
        var listed = header.Files.Select(file => file.Path).Append(PackageHeader.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var file in header.Files.Where(file => !there.Contains(file.Path)))
            yield return (file.Path, $"missing: {PackageHeader.FileName} lists it");
        foreach (var path in there.Where(path => !listed.Contains(path)).Order(StringComparer.Ordinal))
            yield return (path, $"not part of the package: {PackageHeader.FileName} does not list it");
        foreach (var file in header.Files.Where(file => there.Contains(file.Path)))
            if (Difference(folder, file) is { } difference)
                yield return (file.Path, difference);
    }

    /// <summary>Lists every file of a folder in its header, which makes it a package of format 2.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="technique">Id of the technique.</param>
    /// <param name="task">What the model answers.</param>
    public static void Seal(string folder, string technique, string task)
    {
        // The lines that a hub wants are there from the start, so that no push changes a listed file.
        var card = Path.Combine(folder, ModelCard.FileName);
        File.WriteAllText(card, ModelCard.ForPublication(folder, null), new UTF8Encoding(false));
        PackageHeader.Of(folder, technique, task).Write(folder);
    }

    /// <summary>Technique and task that a configuration names.</summary>
    /// <param name="configPath">config.json of a package.</param>
    /// <exception cref="DataFormatException">It names none.</exception>
    public static (string Technique, string Task) TechniqueOf(string configPath)
    {
        var description = ModelDescription.Parse(File.ReadAllBytes(configPath), configPath);
        return (description.Technique, description.Task);
    }

    /// <summary>Begins a package: its files are written beside, and appear together.</summary>
    /// <param name="folder">Where the package is to be.</param>
    /// <param name="technique">Id of the technique.</param>
    /// <param name="task">What the model answers.</param>
    public static StagedPackage Stage(string folder, string technique, string task) => new(folder, technique, task);

    private static string? Difference(string folder, PackageFile file)
    {
        using var content = File.OpenRead(PackagePath.Below(folder, file.Path));
        if (content.Length != file.Size)
            return Invariant($"was changed: {content.Length} bytes, {PackageHeader.FileName} says {file.Size}");
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? null
            : $"was changed: its SHA-256 is not that of {PackageHeader.FileName}";
    }

    private static void RequireFirstFormat(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        if (!File.Exists(path))
            throw new DataFormatException(folder, 0, $"no model package: {ConfigFile} is missing");
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(path));
            PackageFormat.RefuseNewer(config.RootElement, path);
            if (PackageFormat.Of(config.RootElement) > 1)
                throw new DataFormatException(
                    Path.Combine(folder, PackageHeader.FileName),
                    0,
                    $"missing, although {ConfigFile} is of format 2"
                );
        }
        catch (JsonException)
        {
            // The technique's own reader says what is wrong with it, and where.
        }
    }
}
