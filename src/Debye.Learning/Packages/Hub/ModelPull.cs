namespace Debye.Learning.Packages.Hub;

/// <summary>Brings a package to a folder, which appears complete and checked or not at all.</summary>
/// <param name="http">Reads bodies and repeats what may pass.</param>
/// <param name="largest">Largest package that is taken, bytes.</param>
/// <param name="progress">Told what goes on; may be null.</param>
internal sealed class ModelPull(HttpExchange http, long largest, Action<string>? progress)
{
    /// <summary>Pulls; a pull that was stopped goes on where it was.</summary>
    public async Task<ModelPullResult> RunAsync(IModelStore store, string destination, bool replace, CancellationToken cancellation)
    {
        var listing = await store.ListAsync(cancellation);
        var files = listing.RequireFiles(store.Address);
        if (files.Sum(file => file.Size) > largest)
            throw new ModelExchangeException($"{store.Address}: larger than {ByteText.Of(largest)}, the most that is taken");
        var staged = StagedFolder.Open(destination, replace);
        try
        {
            return await FillAsync(store, listing, files, staged, cancellation);
        }
        finally
        {
            staged.RemoveIfEmpty();
        }
    }

    private async Task<ModelPullResult> FillAsync(
        IModelStore store,
        ModelListing listing,
        IReadOnlyList<ModelFile> files,
        StagedFolder staged,
        CancellationToken cancellation
    )
    {
        var arrived = new List<ModelFile>();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            progress?.Invoke(Invariant($"{file.Path}: {ByteText.Of(file.Size)} ({arrived.Count + 1} of {files.Count})"));
            var digest = await new FileDownload(store, listing, http).FetchAsync(file, staged.Folder, cancellation);
            arrived.Add(new ModelFile(file.Path, digest.Size, digest.Sha256));
        }

        Refuse(store.Address, staged, PackageContent.Problems(staged.Folder, [.. arrived.Select(file => file.Path)]));
        var manifest = new ModelManifest
        {
            Source = store.Address is FolderAddress ? null : store.Address.ToString(),
            Revision = listing.Revision,
            Files = arrived,
        };
        manifest.Write(staged.Folder);
        staged.RemoveAllBut(arrived.Select(file => file.Path));
        staged.Commit();
        return new ModelPullResult(staged.Destination, manifest, files.Count(file => file.Sha256 is null && file.GitBlob is null));
    }

    private static void Refuse(ModelAddress address, StagedFolder staged, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        // It arrived as it was listed: asking again would bring the same.
        Directory.Delete(staged.Folder, recursive: true);
        throw new DataFormatException(
            address.ToString(),
            0,
            problems[0] + (problems.Count > 1 ? Invariant($" (and {problems.Count - 1} more problems)") : "") + "; nothing was kept"
        );
    }
}
