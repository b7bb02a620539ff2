using System.Text.Json;

namespace Debye.TestSupport;

/// <summary>The packages in the folder models of the repository.</summary>
internal static class ShippedModels
{
    /// <summary>Folder of a package.</summary>
    public static string Folder(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    /// <summary>All packages.</summary>
    public static IEnumerable<string> Names =>
        Directory
            .GetDirectories(Path.Combine(SharedData.RepositoryRoot, "models"))
            .Where(folder => File.Exists(Path.Combine(folder, "config.json")))
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal);

    /// <summary>Packages of a technique that answer; bases, which other models build on, do not.</summary>
    public static IEnumerable<string> Of(string technique) => Names.Where(name => Text(name, "technique") == technique && !IsBase(name));

    /// <summary>Whether a package is a base that other models build on.</summary>
    public static bool IsBase(string name) => Text(name, "task") == "image-base";

    private static string? Text(string name, string key)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(name), "config.json")));
        return config.RootElement.GetProperty(key).GetString();
    }
}
