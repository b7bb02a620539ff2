using System.Net.Http.Headers;
using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>Pushes a package to the hub as one commit: large files to its store first, then the commit that names them.</summary>
/// <param name="address">The repository.</param>
/// <param name="endpoint">The hub.</param>
/// <param name="http">Sends the requests.</param>
/// <param name="progress">Told what goes on; may be null.</param>
/// <remarks>Source: the open-source client huggingface_hub, and https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md.</remarks>
internal sealed class HubUpload(HubAddress address, Uri endpoint, HttpExchange http, Action<string>? progress)
{
    private const int SampleBytes = 512;

    private const int FilesOfQuestion = 256;

    /// <summary>Pushes what the repository does not have.</summary>
    public async Task<ModelPushResult> RunAsync(
        HubStore store,
        PackageContents package,
        ModelPushOptions options,
        CancellationToken cancellation
    )
    {
        await CreateAsync(options, cancellation);
        var listing = await store.ListAsync(cancellation);
        var there = listing.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var missing = package.Items.Where(item => !IsThere(there, item)).ToArray();
        var mine = package.Items.Select(item => item.File.Path).ToHashSet(StringComparer.Ordinal);
        var strangers = listing
            .Files.Select(file => file.Path)
            .Where(path => !mine.Contains(path) && path != ".gitattributes")
            .Order(StringComparer.Ordinal)
            .ToArray();
        var place = $"{endpoint.AbsoluteUri}{address.Repository}";
        if (missing.Length == 0 && !(options.Prune && strangers.Length > 0))
            return new ModelPushResult(package.Items.Count, 0, 0, listing.Revision, place) { NotInPackage = strangers };
        var large = await LargeAsync(missing, cancellation);
        await new LfsUpload(address, endpoint, http, progress).RunAsync(
            [.. missing.Where(item => large.Contains(item.File.Path))],
            cancellation
        );
        var body = await CommitBodyAsync(listing.Revision!, missing, large, options.Prune ? strangers : [], options, cancellation);
        progress?.Invoke($"commit of {missing.Length} files");
        var revision = await CommitAsync(store, body, missing, cancellation);
        return new ModelPushResult(package.Items.Count, missing.Length, missing.Sum(item => item.File.Size), revision, place)
        {
            NotInPackage = options.Prune ? [] : strangers,
        };
    }

    /// <summary>A request that carries JSON.</summary>
    internal static HttpRequestMessage Post(Uri uri, object body, string type = "application/json")
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
    }

    private static bool IsThere(Dictionary<string, ModelFile> there, PackageItem item) =>
        there.TryGetValue(item.File.Path, out var file)
        && file.Size == item.File.Size
        && (file.Sha256 is not null ? file.Sha256 == item.File.Sha256 : file.GitBlob == item.File.GitBlob);

    private async Task CreateAsync(ModelPushOptions options, CancellationToken cancellation)
    {
        await UnlessThereAsync(
            new Uri(endpoint, "api/repos/create"),
            new
            {
                type = "model",
                name = address.Name,
                organization = address.Owner,
                @private = !options.Public,
            },
            $"{address}: creating the repository",
            cancellation
        );
        if (address.Revision == HubAddress.UsualRevision)
            return;
        await UnlessThereAsync(
            new Uri(endpoint, $"api/models/{address.Repository}/branch/{Uri.EscapeDataString(address.Revision)}"),
            new { },
            $"{address}: creating the branch",
            cancellation
        );
    }

    private async Task UnlessThereAsync(Uri uri, object body, string what, CancellationToken cancellation)
    {
        try
        {
            await http.AskAsync(() => Post(uri, body), what, cancellation);
        }
        catch (ModelExchangeException problem) when (problem.IsConflict)
        {
            // It exists: whether it may be written to shows when the first file comes.
        }
    }

    /// <summary>Asks the hub which files go to its store for large files.</summary>
    private async Task<HashSet<string>> LargeAsync(PackageItem[] items, CancellationToken cancellation)
    {
        var large = new HashSet<string>(StringComparer.Ordinal);
        var uri = new Uri(endpoint, $"api/models/{address.Repository}/preupload/{Uri.EscapeDataString(address.Revision)}");
        foreach (var some in items.Chunk(FilesOfQuestion))
        {
            var files = some.Select(item => new
                {
                    path = item.File.Path,
                    size = item.File.Size,
                    sample = Convert.ToBase64String(Sample(item)),
                })
                .ToArray();
            var answer = (await http.AskAsync(() => Post(uri, new { files }), $"{address}: preparing the upload", cancellation)).Json(
                address.ToString()
            );
            var modes =
                answer.ValueKind == JsonValueKind.Object
                && answer.TryGetProperty("files", out var list)
                && list.ValueKind == JsonValueKind.Array
                    ? list.EnumerateArray().ToArray()
                    : [];
            foreach (var item in some)
            {
                var mode = Array.Find(modes, entry => HubStore.Text(entry, "path") == item.File.Path);
                if (HubStore.Text(mode, "uploadMode") is not ("lfs" or "regular"))
                    throw new ModelExchangeException($"{address}: the hub does not say how it wants {item.File.Path}");
                if (HubStore.Text(mode, "uploadMode") == "lfs")
                    large.Add(item.File.Path);
            }
        }

        return large;
    }

    private static byte[] Sample(PackageItem item)
    {
        using var stream = item.Open();
        var sample = new byte[Math.Min(SampleBytes, item.File.Size)];
        stream.ReadExactly(sample);
        return sample;
    }

    private async Task<string?> CommitAsync(HubStore store, byte[] body, PackageItem[] items, CancellationToken cancellation)
    {
        var uri = new Uri(endpoint, $"api/models/{address.Repository}/commit/{Uri.EscapeDataString(address.Revision)}");
        try
        {
            var answer = await http.AskAsync(() => NdJson(uri, body), $"{address}: commit", cancellation);
            return HubStore.Text(answer.Json(address.ToString()), "commitOid");
        }
        catch (ModelExchangeException problem) when (problem.IsConflict)
        {
            // The first attempt may have succeeded and only its answer been lost.
            var listing = await store.ListAsync(cancellation);
            var there = listing.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
            if (!Array.TrueForAll(items, item => IsThere(there, item)))
                throw;
            return listing.Revision;
        }
    }

    private static HttpRequestMessage NdJson(Uri uri, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
    }

    private static async Task<byte[]> CommitBodyAsync(
        string parent,
        PackageItem[] items,
        HashSet<string> large,
        string[] removed,
        ModelPushOptions options,
        CancellationToken cancellation
    )
    {
        var lines = new List<object>
        {
            Line(
                "header",
                new
                {
                    summary = options.Message,
                    description = "",
                    parentCommit = parent,
                }
            ),
        };
        foreach (var item in items)
            lines.Add(
                large.Contains(item.File.Path)
                    ? Line(
                        "lfsFile",
                        new
                        {
                            path = item.File.Path,
                            algo = "sha256",
                            oid = item.File.Sha256,
                            size = item.File.Size,
                        }
                    )
                    : Line(
                        "file",
                        new
                        {
                            path = item.File.Path,
                            encoding = "base64",
                            content = await Base64Async(item, cancellation),
                        }
                    )
            );
        lines.AddRange(removed.Select(path => Line("deletedFile", new { path })));
        return [.. lines.SelectMany(line => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'])];
    }

    private static object Line(string key, object value) => new { key, value };

    private static async Task<string> Base64Async(PackageItem item, CancellationToken cancellation)
    {
        await using var stream = item.Open();
        var bytes = new byte[item.File.Size];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return Convert.ToBase64String(bytes);
    }
}
