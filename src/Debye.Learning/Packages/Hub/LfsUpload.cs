using System.Globalization;
using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>Sends large files to the hub's store, in one piece or in the parts that the store asks for.</summary>
/// <param name="address">The repository.</param>
/// <param name="endpoint">The hub.</param>
/// <param name="http">Sends the requests.</param>
/// <param name="progress">Told what goes on; may be null.</param>
/// <remarks>Source: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md; "multipart" is the hub's own addition.</remarks>
internal sealed class LfsUpload(HubAddress address, Uri endpoint, HttpExchange http, Action<string>? progress)
{
    private const string LfsType = "application/vnd.git-lfs+json";

    private const int ObjectsOfBatch = 100;

    /// <summary>Sends those files that the store lacks.</summary>
    public async Task RunAsync(PackageItem[] items, CancellationToken cancellation)
    {
        foreach (var some in items.DistinctBy(item => item.File.Sha256).Chunk(ObjectsOfBatch))
        {
            var objects = await BatchAsync(some, cancellation);
            foreach (var item in some)
            {
                var answer = Array.Find(objects, entry => HubStore.Text(entry, "oid") == item.File.Sha256);
                if (answer.ValueKind != JsonValueKind.Object)
                    throw Damaged(item, "it says nothing of it");
                if (answer.TryGetProperty("error", out var error))
                    throw Damaged(item, PackagePath.Printable(HubStore.Text(error, "message") ?? "it refuses it"));
                if (!answer.TryGetProperty("actions", out var actions) || !actions.TryGetProperty("upload", out var upload))
                    continue;
                progress?.Invoke($"{item.File.Path}: {ByteText.Of(item.File.Size)}");
                await SendAsync(item, upload, cancellation);
                if (actions.TryGetProperty("verify", out var verify))
                    await ConfirmAsync(item, verify, cancellation);
            }
        }
    }

    private async Task<JsonElement[]> BatchAsync(PackageItem[] items, CancellationToken cancellation)
    {
        var uri = new Uri(endpoint, $"{address.Repository}.git/info/lfs/objects/batch");
        var body = new
        {
            operation = "upload",
            transfers = new[] { "basic", "multipart" },
            hash_algo = "sha256",
            @ref = new { name = address.Revision },
            objects = items.Select(item => new { oid = item.File.Sha256, size = item.File.Size }).ToArray(),
        };
        var answer = await http.AskAsync(() => Lfs(uri, body), $"{address}: preparing large files", cancellation);
        var json = answer.Json(address.ToString());
        return
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("objects", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];
    }

    private async Task SendAsync(PackageItem item, JsonElement upload, CancellationToken cancellation)
    {
        var target = Target(item, upload);
        var headers = Headers(upload);
        if (!headers.Remove("chunk_size", out var chunk))
        {
            await http.AskAsync(
                () => With(new HttpRequestMessage(HttpMethod.Put, target) { Content = item.Content() }, headers),
                What(item),
                cancellation
            );
            return;
        }

        var parts = headers
            .Where(header => header.Key.All(char.IsAsciiDigit))
            .OrderBy(header => int.Parse(header.Key, CultureInfo.InvariantCulture))
            .Select(header => header.Value)
            .ToArray();
        if (
            !long.TryParse(chunk, CultureInfo.InvariantCulture, out var size)
            || size <= 0
            || parts.Length != (item.File.Size + size - 1) / size
        )
            throw Damaged(item, "its parts do not add up to the file");
        var done = new List<object>();
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, from) = (UriOf(item, parts[i]), i * size);
            progress?.Invoke(Invariant($"{item.File.Path}: part {i + 1} of {parts.Length}"));
            var answer = await http.AskAsync(
                () => new HttpRequestMessage(HttpMethod.Put, part) { Content = item.Section(from, Math.Min(size, item.File.Size - from)) },
                What(item),
                cancellation
            );
            done.Add(
                new
                {
                    partNumber = i + 1,
                    etag = answer.Header("ETag") ?? throw Damaged(item, Invariant($"it does not confirm part {i + 1}")),
                }
            );
        }

        await http.AskAsync(() => Lfs(target, new { oid = item.File.Sha256, parts = done }), What(item), cancellation);
    }

    private async Task ConfirmAsync(PackageItem item, JsonElement verify, CancellationToken cancellation)
    {
        var (target, headers) = (Target(item, verify), Headers(verify));
        await http.AskAsync(
            () => With(Lfs(target, new { oid = item.File.Sha256, size = item.File.Size }), headers),
            What(item),
            cancellation
        );
    }

    private Uri Target(PackageItem item, JsonElement action) => UriOf(item, HubStore.Text(action, "href"));

    /// <summary>The store may be another host; it must not be a less private one than the hub.</summary>
    private Uri UriOf(PackageItem item, string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && endpoint.Scheme == Uri.UriSchemeHttp))
            ? uri
            : throw Damaged(item, "it names no place to send it to");

    private static Dictionary<string, string> Headers(JsonElement action) =>
        action.TryGetProperty("header", out var header) && header.ValueKind == JsonValueKind.Object
            ? header
                .EnumerateObject()
                .Where(entry => entry.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private static HttpRequestMessage With(HttpRequestMessage request, Dictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static HttpRequestMessage Lfs(Uri uri, object body)
    {
        var request = HubUpload.Post(uri, body, LfsType);
        request.Headers.Accept.ParseAdd(LfsType);
        return request;
    }

    private string What(PackageItem item) => $"{address}: {item.File.Path}";

    private ModelExchangeException Damaged(PackageItem item, string what) => new($"{What(item)}: the hub does not take the file: {what}");
}
