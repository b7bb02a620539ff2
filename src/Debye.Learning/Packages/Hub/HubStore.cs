using System.Text.Json;
using System.Text.RegularExpressions;

namespace Debye.Learning.Packages.Hub;

/// <summary>A repository of models on the hub.</summary>
/// <param name="address">The repository.</param>
/// <param name="endpoint">The hub.</param>
/// <param name="http">Sends the requests.</param>
/// <param name="progress">Told what goes on; may be null.</param>
/// <remarks>Source: https://huggingface.co/docs/hub/api, and the open-source client huggingface_hub.</remarks>
internal sealed partial class HubStore(HubAddress address, Uri endpoint, HttpExchange http, Action<string>? progress) : IModelStore
{
    private const int MostPages = 100;

    /// <inheritdoc/>
    public ModelAddress Address => address;

    /// <summary>Lists the commit that the revision stands for now, so that all files are of one version.</summary>
    public async Task<ModelListing> ListAsync(CancellationToken cancellation)
    {
        var (model, _) = await http.GetJsonAsync(
            Api($"revision/{Uri.EscapeDataString(address.Revision)}"),
            address.ToString(),
            cancellation
        );
        if (Text(model, "sha") is not { Length: > 0 } commit || !commit.All(char.IsAsciiHexDigit))
            throw Damaged("no commit");
        var files = new List<ModelFile>();
        var page = Api($"tree/{commit}?recursive=true");
        for (var number = 0; page is not null; number++)
        {
            if (number == MostPages || files.Count > ModelManifest.MostFiles)
                throw new ModelExchangeException($"{address}: more than {ModelManifest.MostFiles} files");
            var (entries, answer) = await http.GetJsonAsync(page, address.ToString(), cancellation);
            if (entries.ValueKind != JsonValueKind.Array)
                throw Damaged("no list of files");
            files.AddRange(entries.EnumerateArray().Where(entry => Text(entry, "type") == "file").Select(FileOf));
            page = Next(answer.Header("Link"), page);
        }

        return new ModelListing(files, commit);
    }

    /// <inheritdoc/>
    public Task<ModelRange> OpenAsync(ModelListing listing, ModelFile file, long from, string? tag, CancellationToken cancellation) =>
        WebStore.OpenAsync(
            http,
            new Uri(endpoint, $"{address.Repository}/resolve/{listing.Revision}/{PackagePath.Escape(file.Path)}"),
            $"{address}: {file.Path}",
            file.Size,
            from,
            tag,
            cancellation
        );

    /// <inheritdoc/>
    public Task<ModelPushResult> PushAsync(PackageContents package, ModelPushOptions options, CancellationToken cancellation) =>
        new HubUpload(address, endpoint, http, progress).RunAsync(this, package, options, cancellation);

    /// <summary>A text of an object; null if it is not there.</summary>
    internal static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private Uri Api(string rest) => new(endpoint, $"api/models/{address.Repository}/{rest}");

    private ModelFile FileOf(JsonElement entry)
    {
        var path = Text(entry, "path") ?? throw Damaged("a file without a path");
        // Of a large file "oid" names a pointer; the content's own hash and length are below "lfs".
        var isLarge = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object;
        var holder = isLarge ? lfs : entry;
        if (
            !holder.TryGetProperty("size", out var size)
            || size.ValueKind != JsonValueKind.Number
            || !size.TryGetInt64(out var bytes)
            || bytes < 0
        )
            throw Damaged($"{PackagePath.Printable(path)} without a size");
        var oid = Text(holder, "oid");
        if (!FileDigest.IsHash(oid, isLarge ? 64 : 40))
            throw Damaged($"{PackagePath.Printable(path)} without a hash");
        return isLarge ? new ModelFile(path, bytes, oid) : new ModelFile(path, bytes, null, oid);
    }

    private Uri? Next(string? link, Uri page)
    {
        var match = NextLink().Match(link ?? "");
        if (!match.Success)
            return null;
        var next = new Uri(page, match.Groups["uri"].Value);
        return Uri.Compare(next, endpoint, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? next
            : throw Damaged("a list that goes on at another host");
    }

    private ModelExchangeException Damaged(string what) => new($"{address}: the hub's answer cannot be used: {what}");

    [GeneratedRegex("<(?<uri>[^>]{1,2000})>\\s*;\\s*rel=\"?next\"?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextLink();
}
