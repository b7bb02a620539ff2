using System.Net;
using System.Net.Http.Headers;

namespace Debye.Learning.Packages.Hub;

/// <summary>A folder of a web host: manifest.json lists it, GET reads it, PUT writes it.</summary>
/// <param name="address">The folder.</param>
/// <param name="http">Sends the requests.</param>
/// <param name="progress">Told what goes on; may be null.</param>
internal sealed class WebStore(WebAddress address, HttpExchange http, Action<string>? progress) : IModelStore
{
    /// <inheritdoc/>
    public ModelAddress Address => address;

    /// <inheritdoc/>
    public async Task<ModelListing> ListAsync(CancellationToken cancellation)
    {
        var uri = address.FileUri(ModelManifest.FileName);
        var answer = await http.AskAsync(() => new HttpRequestMessage(HttpMethod.Get, uri), uri.AbsoluteUri, cancellation);
        return new ModelListing(ModelManifest.Parse(answer.Body, uri.AbsoluteUri).Files);
    }

    /// <inheritdoc/>
    public Task<ModelRange> OpenAsync(ModelListing listing, ModelFile file, long from, string? tag, CancellationToken cancellation)
    {
        var uri = address.FileUri(file.Path);
        return OpenAsync(http, uri, uri.AbsoluteUri, file.Size, from, tag, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ModelPushResult> PushAsync(PackageContents package, ModelPushOptions options, CancellationToken cancellation)
    {
        var there = (await FindManifestAsync(cancellation))?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal) ?? [];
        var (sent, bytes) = (0, 0L);
        foreach (var item in package.Items)
        {
            if (there.GetValueOrDefault(item.File.Path)?.Sha256 == item.File.Sha256)
                continue;
            progress?.Invoke($"{item.File.Path}: {ByteText.Of(item.File.Size)}");
            await PutAsync(item.File.Path, () => item.Content(), cancellation);
            (sent, bytes) = (sent + 1, bytes + item.File.Size);
        }

        // Last of all: until then the old list holds, or there is no package.
        var manifest = package.Manifest.ToBytes();
        await PutAsync(ModelManifest.FileName, () => new ByteArrayContent(manifest), cancellation);
        return new ModelPushResult(package.Items.Count, sent, bytes, null, address.ToString());
    }

    /// <summary>Asks for a file from a position on.</summary>
    internal static async Task<ModelRange> OpenAsync(
        HttpExchange http,
        Uri uri,
        string what,
        long size,
        long from,
        string? tag,
        CancellationToken cancellation
    )
    {
        var response = await http.SendAsync(() => Request(uri, from, tag), what, cancellation);
        try
        {
            var start = response.StatusCode == HttpStatusCode.PartialContent ? StartOf(response, what, size, from) : 0;
            if (response.Content.Headers.ContentEncoding.Count > 0)
                throw new ModelExchangeException($"{what}: the server sends it encoded, though asked not to");
            var version = response.Headers.ETag is { IsWeak: false } strong ? strong.Tag : null;
            return new ModelRange(await response.Content.ReadAsStreamAsync(cancellation), start, version, response);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static HttpRequestMessage Request(Uri uri, long from, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (from == 0)
            return request;
        request.Headers.Range = new RangeHeaderValue(from, null);
        if (tag is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(tag));
        return request;
    }

    private static long StartOf(HttpResponseMessage response, string what, long size, long from)
    {
        var range = response.Content.Headers.ContentRange;
        if (range?.From != from || (range.HasLength && range.Length != size))
            throw new ModelExchangeException($"{what}: the server sends another part than the one asked for") { MayPass = true };
        return from;
    }

    private async Task<ModelManifest?> FindManifestAsync(CancellationToken cancellation)
    {
        var uri = address.FileUri(ModelManifest.FileName);
        try
        {
            var answer = await http.AskAsync(() => new HttpRequestMessage(HttpMethod.Get, uri), uri.AbsoluteUri, cancellation);
            return ModelManifest.Parse(answer.Body, uri.AbsoluteUri);
        }
        catch (ModelExchangeException problem) when (problem.IsMissing)
        {
            return null;
        }
    }

    private async Task PutAsync(string path, Func<HttpContent> content, CancellationToken cancellation)
    {
        var uri = address.FileUri(path);
        await http.AskAsync(() => new HttpRequestMessage(HttpMethod.Put, uri) { Content = content() }, uri.AbsoluteUri, cancellation);
    }
}
