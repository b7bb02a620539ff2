namespace Debye.Learning.Models.Hub;

/// <summary>Reads the small files of a package, wherever it is.</summary>
/// <param name="http">Reads bodies and repeats what may pass.</param>
internal sealed class ModelShow(HttpExchange http)
{
    private const int LargestText = 16 << 20;

    private static readonly string[] Texts = [ModelSummary.ConfigFile, ModelSummary.MetricsFile, ModelCard.FileName];

    public async Task<ModelSummary> RunAsync(IModelStore store, CancellationToken cancellation)
    {
        var listing = await store.ListAsync(cancellation);
        var files = listing.RequireFiles(store.Address);
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => Texts.Contains(file.Path)))
            texts[file.Path] = await http.Retry.RunAsync(token => ReadAsync(store, listing, file, token), cancellation);
        var manifest = store.Address is FolderAddress folder ? ModelManifest.Read(folder.Folder) : null;
        return ModelSummary.OfFiles(texts.GetValueOrDefault, store.Address.ToString()) with { Files = files, Revision = listing.Revision ?? manifest?.Revision, Source = manifest?.Source };
    }

    private async Task<byte[]> ReadAsync(IModelStore store, ModelListing listing, ModelFile file, CancellationToken cancellation)
    {
        if (file.Size > LargestText) throw new ModelExchangeException($"{store.Address}: {file.Path} is larger than {ByteText.Of(LargestText)}");
        await using var range = await store.OpenAsync(listing, file, 0, null, cancellation);
        var (bytes, count) = (new byte[file.Size], 0);
        for (int read; count < bytes.Length && (read = await http.ReadAsync(range.Content, bytes.AsMemory(count), $"{store.Address}: {file.Path}", cancellation)) > 0;) count += read;
        if (count < bytes.Length) throw new ModelExchangeException($"{store.Address}: {file.Path} ended after {count} of {file.Size} bytes") { MayPass = true };
        using var content = new MemoryStream(bytes);
        var difference = file.Difference(await FileDigest.OfAsync(content, cancellation));
        return difference is null ? bytes : throw new ModelExchangeException($"{store.Address}: {file.Path} arrived damaged: {difference}");
    }
}
