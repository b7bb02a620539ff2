namespace Debye.Learning.Models.Hub;

/// <summary>Whether a package is whole.</summary>
/// <param name="Files">Files of the package.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="ComparedWith">What the hashes were compared with, "manifest.json" or an address; null if there was nothing to compare with.</param>
/// <param name="Problems">A line for each problem; none if the package is whole.</param>
public sealed record ModelVerification(int Files, long Bytes, string? ComparedWith, IReadOnlyList<string> Problems)
{
    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="against">The place it has to agree with; null for its manifest.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal static async Task<ModelVerification> RunAsync(string folder, IModelStore? against, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var paths = PackageFolder.Paths(folder, problems);
        problems.AddRange(PackageContent.Problems(folder, paths));
        var expected = await ExpectedAsync(folder, against, problems, cancellation);
        var bytes = paths.Sum(path => new FileInfo(PackagePath.Below(folder, path)).Length);
        if (expected is not null) problems.AddRange(await DifferencesAsync(folder, paths, expected, against is not null, cancellation));
        return new ModelVerification(paths.Count, bytes, expected is null ? null : against?.Address.ToString() ?? ModelManifest.FileName, problems);
    }

    private static async Task<IReadOnlyList<ModelFile>?> ExpectedAsync(string folder, IModelStore? against, List<string> problems, CancellationToken cancellation)
    {
        if (against is not null) return (await against.ListAsync(cancellation)).RequireFiles(against.Address);
        try
        {
            return ModelManifest.Read(folder)?.Files;
        }
        catch (DataFormatException problem)
        {
            problems.Add($"{ModelManifest.FileName}: {problem.Reason}");
            return null;
        }
    }

    private static async Task<List<string>> DifferencesAsync(string folder, IReadOnlyList<string> paths, IReadOnlyList<ModelFile> expected, bool asPublished, CancellationToken cancellation)
    {
        var there = paths.ToHashSet(StringComparer.Ordinal);
        var lines = expected.Where(file => !there.Contains(file.Path)).Select(file => $"{file.Path}: missing").ToList();
        var named = expected.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (!named.TryGetValue(path, out var file)) lines.Add($"{path}: not part of the package");
            else if (await DifferenceAsync(folder, file, asPublished, cancellation) is { } difference) lines.Add($"{path}: {difference}");
        }

        return lines;
    }

    private static async Task<string?> DifferenceAsync(string folder, ModelFile file, bool asPublished, CancellationToken cancellation)
    {
        var difference = file.Difference(await FileDigest.OfFileAsync(PackagePath.Below(folder, file.Path), cancellation));
        if (difference is null || !asPublished || file.Path != ModelCard.FileName) return difference;
        return await IsPublishedCardAsync(folder, file, cancellation) ? null : difference;
    }

    /// <summary>A push put YAML lines at the head of the card that the folder's own card may do without.</summary>
    private static async Task<bool> IsPublishedCardAsync(string folder, ModelFile file, CancellationToken cancellation)
    {
        using var card = new MemoryStream(PackageContents.Card(folder, null));
        return file.Difference(await FileDigest.OfAsync(card, cancellation)) is null;
    }
}
