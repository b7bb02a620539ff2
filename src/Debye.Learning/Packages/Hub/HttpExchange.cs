using System.Net;
using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>
/// Requests to servers: tokens go to their own server alone, redirects are followed with care, failures become one sentence.
/// </summary>
internal sealed class HttpExchange : IDisposable
{
    private const int MostRedirects = 8;

    private const int SlowestUploadBytesPerSecond = 10_000;

    private readonly ExchangeOptions _options;
    private readonly HttpClient _client;
    private readonly HttpFailure _failure;

    public HttpExchange(ExchangeOptions options, Action<string>? progress)
    {
        options.Validate();
        _options = options;
        _failure = new HttpFailure(options);
        Retry = new RetryPolicy(options, progress);
        // Redirects by hand: the handler would not say where they led, and a token must not follow them.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.Silence,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("debye");
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
    }

    public RetryPolicy Retry { get; }

    /// <summary>Sends a request until it succeeds.</summary>
    /// <param name="create">Makes the request; called for every attempt.</param>
    /// <param name="what">What is asked for, for messages.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The body of the answer, at most 64 MiB.</returns>
    public Task<HttpAnswer> AskAsync(Func<HttpRequestMessage> create, string what, CancellationToken cancellation) =>
        Retry.RunAsync(
            async token =>
            {
                using var response = await SendAsync(create, what, token);
                return new HttpAnswer(response, await ReadAllAsync(response, what, token));
            },
            cancellation
        );

    /// <summary>Fetches a JSON document.</summary>
    public async Task<(JsonElement Document, HttpAnswer Answer)> GetJsonAsync(Uri uri, string what, CancellationToken cancellation)
    {
        var answer = await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, uri), what, cancellation);
        return (answer.Json(what), answer);
    }

    /// <summary>Sends a request once and follows its redirects.</summary>
    /// <returns>An answer that tells of success; its body is not read yet.</returns>
    /// <exception cref="ModelExchangeException">There is no answer, or it tells of a failure.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, string what, CancellationToken cancellation)
    {
        Uri? target = null;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = create();
            if (target is not null)
                (request.RequestUri, request.Headers.Authorization) = (target, null);
            var token = request.Headers.Authorization is null ? TokenFor(request.RequestUri!) : null;
            token?.Authorize(request);
            var response = await SendOnceAsync(request, what, cancellation);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                target = RedirectOf(request, response) ?? throw await _failure.OfAsync(response, what, token, cancellation);
            }
        }

        throw new ModelExchangeException($"{what}: more than {MostRedirects} redirects");
    }

    /// <summary>Reads some bytes of a body, and calls a broken connection by its name.</summary>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer, string what, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.Silence);
        try
        {
            return await body.ReadAsync(buffer, patience.Token);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new ModelExchangeException($"{what}: the connection broke", problem) { MayPass = true };
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelExchangeException($"{what}: the server is silent", problem) { MayPass = true };
        }
    }

    /// <summary>The token that a request to an address carries; null for none.</summary>
    internal AccessToken? TokenFor(Uri uri)
    {
        // Over plain http everybody on the way could read it.
        if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
            return null;
        if (
            Uri.Compare(uri, _options.Endpoint, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase)
            == 0
        )
            return _options.Token;
        return string.Equals(uri.Authority, _options.WebHost, StringComparison.OrdinalIgnoreCase) ? _options.WebToken : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, string what, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(
            _options.Silence + TimeSpan.FromSeconds((request.Content?.Headers.ContentLength ?? 0) / SlowestUploadBytesPerSecond)
        );
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (HttpRequestException problem)
        {
            var mayPass =
                problem.HttpRequestError is not (HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded);
            throw new ModelExchangeException($"{what}: no answer from {request.RequestUri!.Authority} ({Reason(problem)})", problem)
            {
                MayPass = mayPass,
            };
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelExchangeException($"{what}: no answer from {request.RequestUri!.Authority} in time", problem) { MayPass = true };
        }
    }

    private static Uri? RedirectOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var target = new Uri(request.RequestUri!, location);
        var isSafe =
            target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && request.RequestUri!.Scheme == Uri.UriSchemeHttp);
        return isSafe && request.Method == HttpMethod.Get ? target : null;
    }

    private async Task<byte[]> ReadAllAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var all = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = await ReadAsync(body, buffer, what, cancellation)) > 0; )
        {
            all.Write(buffer, 0, read);
            if (all.Length > HttpAnswer.Largest)
                throw new ModelExchangeException($"{what}: the answer is longer than {HttpAnswer.Largest >> 20} MiB");
        }

        return all.ToArray();
    }

    private static string Reason(HttpRequestException problem) =>
        problem.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the name is not known",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "no secure connection: its certificate is not accepted",
            HttpRequestError.ResponseEnded => "the connection broke",
            _ => "the connection failed",
        };
}
