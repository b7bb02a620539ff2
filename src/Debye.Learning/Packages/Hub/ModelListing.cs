namespace Debye.Learning.Packages.Hub;

/// <summary>The files of a package at one revision.</summary>
/// <param name="Files">All files, also those that no package may hold.</param>
/// <param name="Revision">The commit; null where there are none.</param>
internal sealed record ModelListing(IReadOnlyList<ModelFile> Files, string? Revision = null)
{
    // Far above any model and far below where sums of lengths overflow.
    private const long LargestFile = 1L << 46;

    /// <summary>The files of the package itself, all with names that are allowed.</summary>
    /// <exception cref="DataFormatException">There is none, or one must not be taken over.</exception>
    public IReadOnlyList<ModelFile> RequireFiles(ModelAddress address)
    {
        var files = Files.Where(file => !PackagePath.IsLeftBehind(file.Path)).ToArray();
        PackagePath.Require(files.Select(file => file.Path), address.ToString());
        if (files.Length is 0 or > ModelManifest.MostFiles)
            throw new DataFormatException(address.ToString(), 0, $"{files.Length} files, expected 1…{ModelManifest.MostFiles}");
        if (Array.Find(files, file => file.Size > LargestFile) is { } huge)
            throw new DataFormatException(address.ToString(), 0, Invariant($"'{huge.Path}': {huge.Size} bytes cannot be"));
        return files;
    }
}
