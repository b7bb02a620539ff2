using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Debye.TestSupport;

/// <summary>A request as a server saw it.</summary>
internal sealed record SeenRequest(
    string Method,
    string Path,
    string Query,
    string? Authorization,
    string? Range,
    string? IfRange,
    byte[] Body
)
{
    /// <summary>Whether the path ends so.</summary>
    public bool Ends(string with) => Path.EndsWith(with, StringComparison.Ordinal);
}

/// <summary>An answer of a server; ETag and ranges are added where a body is.</summary>
internal sealed record Answer(int Status, byte[]? Body = null, string Type = "application/octet-stream")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Bytes after which the connection breaks; null for none.</summary>
    public int? BreaksAfter { get; init; }

    /// <summary>Whether the connection then stays silent instead of breaking.</summary>
    public bool Stalls { get; init; }

    public string? Tag { get; init; }
}

/// <summary>A web server on a free port of this machine, with a log and with faults on demand.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<SeenRequest, Answer> _handle;
    private readonly List<(Predicate<SeenRequest> When, Func<Answer, Answer> Change, int[] Left)> _faults = [];

    public LocalServer(Func<SeenRequest, Answer> handle)
    {
        _handle = handle;
        Address = new Uri($"http://localhost:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<SeenRequest> Log { get; } = [];

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Changes the next answers to some requests.</summary>
    public void Fault(Predicate<SeenRequest> when, Func<Answer, Answer> change, int times = 1)
    {
        lock (_faults)
            _faults.Add((when, change, [times]));
    }

    /// <summary>Answers the next requests whose path ends so with a status.</summary>
    public void Fail(string pathEnd, int status, int times = 1, string? retryAfter = null) =>
        Fault(
            request => request.Ends(pathEnd),
            _ => new Answer(status)
            {
                Headers = retryAfter is null
                    ? new Dictionary<string, string>(StringComparer.Ordinal)
                    : new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = retryAfter },
            },
            times
        );

    /// <summary>Breaks the connection in the next bodies.</summary>
    public void Break(string pathEnd, int after, int times = 1) =>
        Fault(request => request.Ends(pathEnd), answer => answer with { BreaksAfter = after }, times);

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => ServeAsync(context));
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var (url, headers) = (context.Request.Url!, context.Request.Headers);
            var seen = new SeenRequest(
                context.Request.HttpMethod,
                Uri.UnescapeDataString(url.AbsolutePath),
                url.Query,
                headers["Authorization"],
                headers["Range"],
                headers["If-Range"],
                body.ToArray()
            );
            Log.Enqueue(seen);
            var answer = _handle(seen);
            lock (_faults)
            {
                var fault = _faults.FirstOrDefault(one => one.Left[0] > 0 && one.When(seen));
                if (fault.Left is not null)
                    (fault.Left[0], answer) = (fault.Left[0] - 1, fault.Change(answer));
            }

            await WriteAsync(context.Response, seen, answer);
        }
        catch (Exception problem) when (problem is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }

    private async Task WriteAsync(HttpListenerResponse response, SeenRequest seen, Answer answer)
    {
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        var (bytes, from) = (answer.Body ?? [], 0);
        response.StatusCode = answer.Status;
        response.ContentType = answer.Type;
        if (answer.Tag is not null)
            response.Headers["ETag"] = answer.Tag;
        var isSame = seen.IfRange is null || seen.IfRange == answer.Tag;
        if (KnowsRanges && isSame && answer.Status == 200 && seen.Range is { } range)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        response.ContentLength64 = bytes.Length - from;
        var length = Math.Min(answer.BreaksAfter ?? int.MaxValue, bytes.Length - from);
        await response.OutputStream.WriteAsync(bytes.AsMemory(from, length));
        if (length < bytes.Length - from)
        {
            await response.OutputStream.FlushAsync();
            if (answer.Stalls)
                await Task.Delay(TimeSpan.FromSeconds(5));
            response.Abort();
        }
        else
        {
            response.Close();
        }
    }
}
