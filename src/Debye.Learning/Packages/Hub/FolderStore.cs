namespace Debye.Learning.Packages.Hub;

/// <summary>A folder of this machine.</summary>
/// <param name="address">The folder.</param>
internal sealed class FolderStore(FolderAddress address) : IModelStore
{
    /// <inheritdoc/>
    public ModelAddress Address => address;

    /// <summary>Lists what the manifest names; without one the files that are there, whose hashes are not known.</summary>
    public Task<ModelListing> ListAsync(CancellationToken cancellation)
    {
        var paths = PackageFolder.RequirePaths(address.Folder);
        var files =
            ModelManifest.Read(address.Folder)?.Files
            ?? [.. paths.Select(path => new ModelFile(path, new FileInfo(FullPath(path)).Length, null))];
        return Task.FromResult(new ModelListing(files));
    }

    /// <inheritdoc/>
    public Task<ModelRange> OpenAsync(ModelListing listing, ModelFile file, long from, string? tag, CancellationToken cancellation)
    {
        if (!File.Exists(FullPath(file.Path)))
            throw new ModelExchangeException($"{address}: {file.Path} is missing") { IsMissing = true };
        var stream = new FileStream(
            FullPath(file.Path),
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        stream.Position = from;
        return Task.FromResult(new ModelRange(stream, from, null, null));
    }

    /// <inheritdoc/>
    public async Task<ModelPushResult> PushAsync(PackageContents package, ModelPushOptions options, CancellationToken cancellation)
    {
        var staged = StagedFolder.Open(address.Folder, options.Replace);
        foreach (var item in package.Items)
        {
            var target = PackagePath.Below(staged.Folder, item.File.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using (var source = item.Open())
            await using (var copy = File.Create(target))
                await source.CopyToAsync(copy, cancellation);
            if (item.File.Difference(await FileDigest.OfFileAsync(target, cancellation)) is { } difference)
                throw new ModelExchangeException($"{item.File.Path}: was changed or damaged while it was copied: {difference}");
        }

        package.Manifest.Write(staged.Folder);
        staged.RemoveAllBut(package.Items.Select(item => item.File.Path));
        staged.Commit();
        return new ModelPushResult(
            package.Items.Count,
            package.Items.Count,
            package.Items.Sum(item => item.File.Size),
            null,
            address.Folder
        );
    }

    private string FullPath(string path) => PackagePath.Below(address.Folder, path);
}
