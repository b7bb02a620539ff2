using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Debye.TestSupport;

/// <summary>A server that behaves like the hub, with a store for large files at another address.</summary>
internal sealed class HubServer : IDisposable
{
    public const string Token = "hf_SecretOfTheTests0123456789";

    private readonly Dictionary<string, Repository> _repositories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _store = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public HubServer()
    {
        Storage = new LocalServer(AnswerStorage);
        Hub = new LocalServer(AnswerHub);
    }

    public LocalServer Hub { get; }

    /// <summary>Where large files come from and go to; it never needs the token.</summary>
    public LocalServer Storage { get; }

    public bool WantsToken { get; init; } = true;

    /// <summary>Size of the parts of large files; 0 for one piece.</summary>
    public int PartBytes { get; init; }

    public int EntriesOfPage { get; init; } = 1000;

    /// <summary>Makes a repository with files.</summary>
    public Repository Add(string name, IReadOnlyDictionary<string, byte[]> files)
    {
        var repository = new Repository { IsPrivate = false };
        foreach (var (path, content) in files)
            repository.Files[path] = content;
        repository.Files[".gitattributes"] = "*.safetensors filter=lfs\n"u8.ToArray();
        return _repositories[name] = repository;
    }

    public Repository this[string name] => _repositories[name];

    public bool Has(string name) => _repositories.ContainsKey(name);

    public static bool IsLarge(string path) => Path.GetExtension(path) is ".safetensors" or ".trees" or ".dbtr" or ".dbxl" or ".png";

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string GitBlob(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));

    public void Dispose()
    {
        Hub.Dispose();
        Storage.Dispose();
    }

    private static Answer Json(object value, int status = 200) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value), "application/json");

    private static Answer Error(int status, string text) => Json(new { error = text }, status);

    private Answer AnswerHub(SeenRequest request)
    {
        // Signed by the hub itself: other clients call it without a token.
        if (request is { Method: "POST", Path: "/complete" })
            return request.Query == "?signature=abc" ? Complete(JsonDocument.Parse(request.Body).RootElement) : Error(403, "no signature");
        if (WantsToken && request.Authorization is null)
            return Error(401, "Invalid username or password.");
        if (WantsToken && request.Authorization != "Bearer " + Token)
            return Error(401, $"Invalid credentials {request.Authorization}");
        var parts = request.Path.Trim('/').Split('/');
        return request switch
        {
            { Method: "POST", Path: "/api/repos/create" } => Create(JsonDocument.Parse(request.Body).RootElement),
            { Method: "POST" } when request.Path.EndsWith(".git/info/lfs/objects/batch", StringComparison.Ordinal) => Batch(
                JsonDocument.Parse(request.Body).RootElement
            ),
            { Method: "POST", Path: "/verify" } => Verify(JsonDocument.Parse(request.Body).RootElement),
            _ when parts is ["api", "models", var owner, var name, var verb, ..] => _repositories.TryGetValue(
                $"{owner}/{name}",
                out var repository
            )
                ? Api(repository, verb, string.Join('/', parts[5..]), request)
                : Error(404, "Repository not found"),
            _ when parts is [var owner, var name, "resolve", var commit, ..] => _repositories.TryGetValue(
                $"{owner}/{name}",
                out var repository
            )
                ? Resolve(repository, commit, string.Join('/', parts[4..]))
                : Error(404, "Repository not found"),
            _ => Error(404, "Sorry, we can't find the page you are looking for."),
        };
    }

    private Answer Create(JsonElement wanted)
    {
        var name = $"{wanted.GetProperty("organization").GetString()}/{wanted.GetProperty("name").GetString()}";
        if (_repositories.ContainsKey(name))
            return Error(409, "You already created this model repo");
        Add(name, new Dictionary<string, byte[]>(StringComparer.Ordinal)).IsPrivate = wanted.GetProperty("private").GetBoolean();
        return Json(new { url = $"{Hub.Address}{name}" });
    }

    private Answer Api(Repository repository, string verb, string rest, SeenRequest request) =>
        verb switch
        {
            "revision" => repository.Knows(rest)
                ? Json(new { sha = repository.Commit, @private = repository.IsPrivate })
                : Error(404, $"Invalid rev id: {rest}"),
            "tree" => repository.Knows(rest) ? Tree(repository, request) : Error(404, $"Invalid rev id: {rest}"),
            "branch" => repository.Branches.Add(rest) ? Json(new { }) : Error(409, "Reference already exists"),
            "preupload" => Json(
                new
                {
                    files = JsonDocument
                        .Parse(request.Body)
                        .RootElement.GetProperty("files")
                        .EnumerateArray()
                        .Select(file => new
                        {
                            path = file.GetProperty("path").GetString(),
                            uploadMode = IsLarge(file.GetProperty("path").GetString()!) ? "lfs" : "regular",
                            shouldIgnore = false,
                        }),
                }
            ),
            "commit" => Commit(repository, request.Body),
            _ => Error(404, "Not found"),
        };

    private Answer Tree(Repository repository, SeenRequest request)
    {
        var page = request.Query.Contains("cursor=", StringComparison.Ordinal) ? int.Parse(request.Query.Split("cursor=")[1]) : 0;
        var all = repository.Files.OrderBy(file => file.Key, StringComparer.Ordinal).ToArray();
        var entries = all.Skip(page * EntriesOfPage)
            .Take(EntriesOfPage)
            .Select(file =>
                IsLarge(file.Key)
                    ? (object)
                        new
                        {
                            type = "file",
                            path = file.Key,
                            oid = GitBlob([1]),
                            size = file.Value.Length,
                            lfs = new
                            {
                                oid = Sha256(file.Value),
                                size = file.Value.Length,
                                pointerSize = 130,
                            },
                        }
                    : new
                    {
                        type = "file",
                        path = file.Key,
                        oid = GitBlob(file.Value),
                        size = file.Value.Length,
                    }
            );
        var next =
            (page + 1) * EntriesOfPage < all.Length
                ? $"<{Hub.Address.AbsoluteUri.TrimEnd('/')}{request.Path}?recursive=true&cursor={page + 1}>; rel=\"next\""
                : null;
        var answer = Json(
            entries.Prepend(
                new
                {
                    type = "directory",
                    path = "base",
                    oid = "0",
                }
            )
        );
        return next is null ? answer : answer with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Link"] = next } };
    }

    private Answer Resolve(Repository repository, string commit, string path)
    {
        if (!repository.Knows(commit) || !repository.Files.TryGetValue(path, out var content))
            return Error(404, "Entry not found");
        if (!IsLarge(path))
            return new Answer(200, content) { Tag = $"\"{GitBlob(content)}\"" };
        _store[Sha256(content)] = content;
        return new Answer(302)
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Location"] = $"{Storage.Address}{Sha256(content)}/{path}?signature=abc",
                ["X-Linked-Etag"] = $"\"{Sha256(content)}\"",
                ["X-Repo-Commit"] = commit,
            },
        };
    }

    private Answer Batch(JsonElement wanted) =>
        Json(
            new
            {
                transfer = PartBytes > 0 ? "multipart" : "basic",
                objects = wanted
                    .GetProperty("objects")
                    .EnumerateArray()
                    .Select(entry =>
                    {
                        var (oid, size) = (entry.GetProperty("oid").GetString()!, entry.GetProperty("size").GetInt32());
                        if (_store.ContainsKey(oid))
                            return (object)new { oid, size };
                        var verify = new { href = $"{Hub.Address}verify" };
                        if (PartBytes == 0)
                            return new
                            {
                                oid,
                                size,
                                actions = new { upload = new { href = $"{Storage.Address}{oid}?signature=abc" }, verify },
                            };
                        var header = Enumerable
                            .Range(1, (size + PartBytes - 1) / PartBytes)
                            .ToDictionary(
                                part => $"{part:00000}",
                                part => $"{Storage.Address}{oid}.{part:00000}?signature=abc",
                                StringComparer.Ordinal
                            );
                        header["chunk_size"] = $"{PartBytes}";
                        return new
                        {
                            oid,
                            size,
                            actions = new { upload = new { href = $"{Hub.Address}complete?signature=abc", header }, verify },
                        };
                    }),
            }
        );

    private Answer Complete(JsonElement wanted)
    {
        var oid = wanted.GetProperty("oid").GetString()!;
        var parts = wanted
            .GetProperty("parts")
            .EnumerateArray()
            .Select(part => (Number: part.GetProperty("partNumber").GetInt32(), Tag: part.GetProperty("etag").GetString()))
            .ToArray();
        if (parts.Any(part => part.Tag != $"\"{Sha256(_parts[$"{oid}.{part.Number:00000}"])}\""))
            return Error(400, "wrong etag");
        _store[oid] = [.. parts.SelectMany(part => _parts[$"{oid}.{part.Number:00000}"])];
        return Json(new { });
    }

    private Answer Verify(JsonElement wanted) =>
        _store.TryGetValue(wanted.GetProperty("oid").GetString()!, out var content)
        && content.Length == wanted.GetProperty("size").GetInt32()
        && Sha256(content) == wanted.GetProperty("oid").GetString()
            ? Json(new { })
            : Error(404, "no such object");

    private Answer Commit(Repository repository, byte[] body)
    {
        var lines = Encoding
            .UTF8.GetString(body)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        if (
            lines[0].GetProperty("key").GetString() != "header"
            || lines[0].GetProperty("value").GetProperty("summary").GetString()!.Length == 0
        )
            return Error(400, "no header");
        if (lines[0].GetProperty("value").TryGetProperty("parentCommit", out var parent) && parent.GetString() != repository.Commit)
            return Error(412, "A commit has happened since.");
        foreach (var line in lines.Skip(1))
        {
            var value = line.GetProperty("value");
            var path = value.GetProperty("path").GetString()!;
            switch (line.GetProperty("key").GetString())
            {
                case "file":
                    repository.Files[path] = value.GetProperty("content").GetBytesFromBase64();
                    break;
                case "lfsFile" when _store.TryGetValue(value.GetProperty("oid").GetString()!, out var content):
                    repository.Files[path] = content;
                    break;
                case "deletedFile":
                    repository.Files.Remove(path);
                    break;
                default:
                    return Error(400, $"bad line for {path}");
            }
        }

        repository.Commits++;
        return Json(new { commitOid = repository.Commit, commitUrl = "…" });
    }

    private Answer AnswerStorage(SeenRequest request)
    {
        var key = request.Path.Trim('/').Split('/')[0];
        if (request.Authorization is not null)
            return Error(400, "Only one auth mechanism allowed");
        if (!request.Query.Contains("signature=abc", StringComparison.Ordinal))
            return Error(403, "no signature");
        if (request.Method == "GET")
            return _store.TryGetValue(key, out var content)
                ? new Answer(200, content) { Tag = $"\"{key}\"" }
                : Error(404, "no such object");
        (key.Contains('.', StringComparison.Ordinal) ? _parts : _store)[key] = request.Body;
        return new Answer(200) { Tag = $"\"{Sha256(request.Body)}\"" };
    }

    /// <summary>A repository with its newest commit.</summary>
    public sealed class Repository
    {
        public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Branches { get; } = new(StringComparer.Ordinal) { "main" };

        public bool IsPrivate { get; set; }

        public int Commits { get; set; } = 1;

        public string Commit => $"{Commits:x40}";

        public bool Knows(string revision) => revision == Commit || Branches.Contains(revision);
    }
}
