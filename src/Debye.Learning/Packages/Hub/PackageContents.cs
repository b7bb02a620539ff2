using System.Text;

namespace Debye.Learning.Packages.Hub;

/// <summary>A package as it is pushed: the files of a folder, with a model card that says what the hub wants to know.</summary>
/// <param name="items">The files in the order of their paths.</param>
internal sealed class PackageContents(IReadOnlyList<PackageItem> items)
{
    public IReadOnlyList<PackageItem> Items { get; } = items;

    /// <summary>The list that goes with them.</summary>
    public ModelManifest Manifest => new() { Files = [.. Items.Select(item => item.File with { GitBlob = null })] };

    /// <summary>Reads a folder and checks that it is a package.</summary>
    /// <param name="folder">The folder; it stays as it is.</param>
    /// <param name="license">Licence for a card that names none; null if it is not known.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DataFormatException">It holds what no package may hold, or a file is not what its name says.</exception>
    public static async Task<PackageContents> ReadAsync(string folder, string? license, CancellationToken cancellation)
    {
        var paths = PackageFolder.RequirePaths(folder);
        var problems = PackageContent.Problems(folder, paths);
        if (problems.Count > 0)
            throw new DataFormatException(
                folder,
                0,
                problems[0] + (problems.Count > 1 ? Invariant($" (and {problems.Count - 1} more: debye model verify lists them)") : "")
            );
        var items = new List<PackageItem>();
        foreach (var path in paths.Where(path => path != ModelCard.FileName))
        {
            var full = PackagePath.Below(folder, path);
            var digest = await FileDigest.OfFileAsync(full, cancellation);
            items.Add(new PackageItem(new ModelFile(path, digest.Size, digest.Sha256, digest.GitBlob), () => File.OpenRead(full)));
        }

        var card = new UTF8Encoding(false).GetBytes(ModelCard.ForPublication(folder, license));
        var cardDigest = await FileDigest.OfAsync(new MemoryStream(card), cancellation);
        items.Add(
            new PackageItem(
                new ModelFile(ModelCard.FileName, cardDigest.Size, cardDigest.Sha256, cardDigest.GitBlob),
                () => new MemoryStream(card, writable: false)
            )
        );
        return new PackageContents([.. items.OrderBy(item => item.File.Path, StringComparer.Ordinal)]);
    }
}
