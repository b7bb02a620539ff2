namespace Debye.Learning.Packages.Hub;

/// <summary>Reads the small files of a package, wherever it is.</summary>
/// <param name="http">Reads bodies and repeats what may pass.</param>
internal sealed class ModelShow(HttpExchange http)
{
    private static readonly string[] Texts = [ModelSummary.ConfigFile, ModelSummary.MetricsFile, ModelCard.FileName];

    public async Task<ModelSummary> RunAsync(IModelStore store, CancellationToken cancellation)
    {
        var listing = await store.ListAsync(cancellation);
        var files = listing.RequireFiles(store.Address);
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => Texts.Contains(file.Path)))
            texts[file.Path] = await new SmallFile(store, listing, http).ReadAsync(file, cancellation);
        var manifest = store.Address is FolderAddress folder ? ModelManifest.Read(folder.Folder) : null;
        return ModelSummary.OfFiles(texts.GetValueOrDefault, store.Address.ToString()) with
        {
            Files = files,
            Revision = listing.Revision ?? manifest?.Revision,
            Source = manifest?.Source,
        };
    }
}
