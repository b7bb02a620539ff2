using System.Text.Json;
using Debye.Tensors;

namespace Debye.Learning.Packages.Hub;

/// <summary>Whether files are what their names say, so that nothing travels under a false name.</summary>
internal static class PackageContent
{
    private static ReadOnlySpan<byte> Trees => "DBTR"u8;

    private static ReadOnlySpan<byte> Library => "DBXL"u8;

    private static ReadOnlySpan<byte> Picture => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What is wrong with the contents of a package, one line each.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="paths">Its files.</param>
    public static IReadOnlyList<string> Problems(string folder, IReadOnlyList<string> paths)
    {
        var problems = new List<string>();
        foreach (var path in paths)
            if (ProblemOf(PackagePath.Below(folder, path)) is { } problem)
                problems.Add($"{path}: {problem}");
        if (!paths.Contains(ModelSummary.ConfigFile) && !paths.Any(path => path.EndsWith(".dbxl", StringComparison.Ordinal)))
            problems.Add($"{ModelSummary.ConfigFile}: missing");
        foreach (var path in paths.Where(path => Path.GetFileName(path) == ModelSummary.ConfigFile))
            if (ProblemOfConfig(PackagePath.Below(folder, path)) is { } problem)
                problems.Add($"{path}: {problem}");
        return problems;
    }

    private static string? ProblemOf(string path)
    {
        try
        {
            switch (Path.GetExtension(path))
            {
                case ".safetensors":
                    RequireFinite(path, SafeTensors.Read(File.ReadAllBytes(path)).Tensors);
                    return null;
                case ".trees" or ".dbtr":
                    return Begins(path, Trees) ? null : "no tree model: it does not begin with DBTR";
                case ".dbxl":
                    return Begins(path, Library) ? null : "no library: it does not begin with DBXL";
                case ".png":
                    return Begins(path, Picture) ? null : "no PNG picture";
                case ".json":
                    using (JsonDocument.Parse(File.ReadAllBytes(path)))
                        return null;
                case ".jsonl":
                    foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
                        JsonDocument.Parse(line).Dispose();
                    return null;
                default:
                    return File.ReadAllBytes(path).AsSpan().Contains((byte)0) ? "no text: it has zero bytes" : null;
            }
        }
        catch (InvalidDataException problem)
        {
            return problem.Message;
        }
        catch (JsonException problem)
        {
            return "no JSON: " + problem.Message.Split(" LineNumber:")[0];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: " + problem.Message;
        }
    }

    /// <summary>Known curves may have gaps; weights may not.</summary>
    private static void RequireFinite(string path, IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        if (Path.GetFileName(path).StartsWith("model", StringComparison.Ordinal))
            SafeTensors.RequireFinite(tensors);
    }

    private static string? ProblemOfConfig(string path)
    {
        try
        {
            var config = ModelDescription.Parse(File.ReadAllBytes(path), path);
            if (config.Technique is "xrd" or "pdf" or "eis")
                ModelConfig.Read(Path.GetDirectoryName(path)!);
            return null;
        }
        catch (DataFormatException problem)
        {
            return problem.Reason;
        }
    }

    private static bool Begins(string path, ReadOnlySpan<byte> with)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)].StartsWith(with);
    }
}
