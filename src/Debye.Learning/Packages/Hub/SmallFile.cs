namespace Debye.Learning.Packages.Hub;

/// <summary>Reads text files of a package into memory, checked.</summary>
/// <param name="store">Where the package is.</param>
/// <param name="listing">What the place listed.</param>
/// <param name="http">Reads bodies and repeats what may pass.</param>
internal sealed class SmallFile(IModelStore store, ModelListing listing, HttpExchange http)
{
    private const int Largest = 16 << 20;

    /// <summary>The content of a file.</summary>
    /// <exception cref="ModelExchangeException">It does not arrive, is damaged, or larger than 16 MiB.</exception>
    public Task<byte[]> ReadAsync(ModelFile file, CancellationToken cancellation) =>
        file.Size <= Largest
            ? http.Retry.RunAsync(token => ReadOnceAsync(file, token), cancellation)
            : throw new ModelExchangeException($"{store.Address}: {file.Path} is larger than {ByteText.Of(Largest)}");

    private async Task<byte[]> ReadOnceAsync(ModelFile file, CancellationToken cancellation)
    {
        await using var range = await store.OpenAsync(listing, file, 0, null, cancellation);
        var (bytes, count) = (new byte[file.Size], 0);
        for (
            int read;
            count < bytes.Length
                && (read = await http.ReadAsync(range.Content, bytes.AsMemory(count), $"{store.Address}: {file.Path}", cancellation)) > 0;

        )
            count += read;
        if (count < bytes.Length)
            throw new ModelExchangeException(Invariant($"{store.Address}: {file.Path} ended after {count} of {file.Size} bytes"))
            {
                MayPass = true,
            };
        using var content = new MemoryStream(bytes);
        var difference = file.Difference(await FileDigest.OfAsync(content, cancellation));
        return difference is null ? bytes : throw new ModelExchangeException($"{store.Address}: {file.Path} arrived damaged: {difference}");
    }
}
