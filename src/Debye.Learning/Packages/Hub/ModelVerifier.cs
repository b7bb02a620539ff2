using System.Text;

namespace Debye.Learning.Packages.Hub;

/// <summary>Checks a package on this machine.</summary>
/// <param name="http">Reads from other places.</param>
internal sealed class ModelVerifier(HttpExchange http)
{
    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="against">The place it has to agree with; null for its manifest.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<ModelVerification> RunAsync(string folder, IModelStore? against, CancellationToken cancellation)
    {
        var problems = new List<string>();
        var paths = PackageFolder.Paths(folder, problems);
        problems.AddRange(PackageContent.Problems(folder, paths));
        var bytes = paths.Sum(path => new FileInfo(PackagePath.Below(folder, path)).Length);
        if (against is not null)
        {
            var listing = await against.ListAsync(cancellation);
            var card = new SmallFile(against, listing, http);
            problems.AddRange(await DifferencesAsync(folder, paths, listing.RequireFiles(against.Address), card, cancellation));
        }
        else if (Header(folder, problems) is { } header)
        {
            problems.AddRange(ModelPackage.Problems(folder, header).Select(problem => $"{problem.Path}: {problem.Reason}"));
            return new ModelVerification(paths.Count, bytes, PackageHeader.FileName, problems);
        }
        else if (Manifest(folder, problems) is { } manifest)
        {
            problems.AddRange(await DifferencesAsync(folder, paths, manifest.Files, null, cancellation));
        }
        else
        {
            return new ModelVerification(paths.Count, bytes, null, problems);
        }

        return new ModelVerification(paths.Count, bytes, against?.Address.ToString() ?? ModelManifest.FileName, problems);
    }

    private static PackageHeader? Header(string folder, List<string> problems)
    {
        try
        {
            return PackageHeader.Read(folder);
        }
        catch (DataFormatException problem)
        {
            problems.Add($"{PackageHeader.FileName}: {problem.Reason}");
            return null;
        }
    }

    private static ModelManifest? Manifest(string folder, List<string> problems)
    {
        try
        {
            return ModelManifest.Read(folder);
        }
        catch (DataFormatException problem)
        {
            problems.Add($"{ModelManifest.FileName}: {problem.Reason}");
            return null;
        }
    }

    private static async Task<List<string>> DifferencesAsync(
        string folder,
        IReadOnlyList<string> paths,
        IReadOnlyList<ModelFile> expected,
        SmallFile? published,
        CancellationToken cancellation
    )
    {
        var there = paths.ToHashSet(StringComparer.Ordinal);
        var lines = expected.Where(file => !there.Contains(file.Path)).Select(file => $"{file.Path}: missing").ToList();
        var named = expected.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (!named.TryGetValue(path, out var file))
                lines.Add($"{path}: not part of the package");
            else if (await DifferenceAsync(folder, file, published, cancellation) is { } difference)
                lines.Add($"{path}: {difference}");
        }

        return lines;
    }

    private static async Task<string?> DifferenceAsync(string folder, ModelFile file, SmallFile? published, CancellationToken cancellation)
    {
        var full = PackagePath.Below(folder, file.Path);
        var difference = file.Difference(await FileDigest.OfFileAsync(full, cancellation));
        if (difference is null || published is null || file.Path != ModelCard.FileName)
            return difference;
        // A push put YAML lines at the head of a card that had none; the rest has to agree all the same.
        var (own, other) = (
            await File.ReadAllTextAsync(full, cancellation),
            Encoding.UTF8.GetString(await published.ReadAsync(file, cancellation))
        );
        return ModelCard.Head(own) is null && ModelCard.Body(other) == own.ReplaceLineEndings("\n").TrimStart('\n') ? null : difference;
    }
}
