using System.Text;

namespace Debye.TestSupport;

/// <summary>A small model package with files of many kinds and a folder below.</summary>
internal static class SamplePackage
{
    public const string Weights = "model-0.safetensors";

    public static IReadOnlyDictionary<string, byte[]> Files { get; } =
        new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["config.json"] = Text(
                """{ "formatVersion": 1, "technique": "crystal", "task": "regression", "property": "bandGap", "unit": "eV","""
                    + """ "labels": ["a", "b"] }"""
            ),
            ["metrics.json"] = Text("""{ "validation": { "count": 7, "meanAbsoluteError": 0.25, "determination": 0.9 }, "members": [] }"""),
            ["recipe.json"] = Text("{}\n"),
            ["training.jsonl"] = Text("{\"step\": 1}\n{\"step\": 2}\n"),
            ["README.md"] = Text("---\nlicense: cc-by-4.0\nlibrary_name: debye\n---\n\n# A model\n"),
            ["LICENSE"] = Text("Do as you like.\n"),
            [Weights] = SafeTensors(3000, 1),
            ["model-1.trees"] = [.. "DBTR"u8, 1, 2, 3],
            ["base/config.json"] = Text("""{ "formatVersion": 1, "technique": "crystal", "task": "regression" }"""),
            ["base/weights.safetensors"] = SafeTensors(100, 2),
        };

    public static string Write(string folder, IReadOnlyDictionary<string, byte[]>? files = null)
    {
        foreach (var (path, content) in files ?? Files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }

        return folder;
    }

    /// <summary>The sample with some files changed, added, or (with null) left out.</summary>
    public static Dictionary<string, byte[]> With(params (string Path, byte[]? Content)[] changes)
    {
        var files = new Dictionary<string, byte[]>(Files, StringComparer.Ordinal);
        foreach (var (path, content) in changes)
        {
            if (content is null)
                files.Remove(path);
            else
                files[path] = content;
        }

        return files;
    }

    /// <summary>All files of a folder but the manifest.</summary>
    public static Dictionary<string, byte[]> Read(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] SafeTensors(int count, byte seed)
    {
        var header = Text($$$"""{"w":{"dtype":"F32","shape":[{{{count}}}],"data_offsets":[0,{{{4 * count}}}]}}""");
        var data = Enumerable.Range(0, 4 * count).Select(i => (byte)(((i * 31) + (i >> 5) + seed) & (i % 4 == 3 ? 0x3F : 0xFF)));
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data];
    }
}
