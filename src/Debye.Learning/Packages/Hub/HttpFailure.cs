using System.Net;
using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>Says in one sentence what a status code means and what helps.</summary>
/// <param name="options">Names of the tokens, and the clock for dates to wait for.</param>
internal sealed class HttpFailure(ExchangeOptions options)
{
    private const int LongestExplanation = 300;

    /// <summary>The failure that an answer tells of.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="token">The token that was sent; null for none.</param>
    /// <param name="cancellation">Ends the wait for the explanation.</param>
    public async Task<ModelExchangeException> OfAsync(
        HttpResponseMessage response,
        string what,
        AccessToken? token,
        CancellationToken cancellation
    )
    {
        var code = (int)response.StatusCode;
        var said = await ExplanationAsync(response, cancellation);
        var detail = said.Length == 0 ? "" : $" ({Hide(said)})";
        var message = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when token is null =>
                $"{what}: not there, or only for some: set {Variable(response)} to a token that may do this{detail}",
            HttpStatusCode.Unauthorized => $"{what}: the token in {token.Origin} is not accepted{detail}",
            HttpStatusCode.Forbidden when token is null => $"{what}: not allowed without a token: set {Variable(response)}{detail}",
            HttpStatusCode.Forbidden =>
                $"{what}: the token in {token.Origin} does not allow this; it may lack the right, or terms must be accepted on "
                    + $"the model's page{detail}",
            HttpStatusCode.NotFound or HttpStatusCode.Gone => $"{what}: not found{detail}",
            HttpStatusCode.TooManyRequests => $"{what}: too many requests{detail}",
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed =>
                $"{what}: somebody else changed it meanwhile, or it exists already{detail}",
            _ when code is >= 300 and < 400 => $"{what}: moved to {Target(response)}, which is not followed",
            _ => Invariant($"{what}: the server answers {code}{detail}"),
        };
        return new ModelExchangeException(message)
        {
            MayPass = code is 408 or 429 or 500 or 502 or 503 or 504,
            RetryAfter = RetryAfter(response),
            IsMissing = code is 404 or 410,
            IsConflict = code is 409 or 412,
        };
    }

    private string Variable(HttpResponseMessage response) =>
        response.RequestMessage?.RequestUri is { } uri && uri.Authority == options.Endpoint.Authority
            ? "HF_TOKEN"
            : "DEBYE_WEB_TOKEN and DEBYE_WEB_HOST";

    /// <summary>The server's text; a token that it repeats does not get through.</summary>
    private string Hide(string text) => options.WebToken?.Hide(options.Token?.Hide(text) ?? text) ?? options.Token?.Hide(text) ?? text;

    private static string Target(HttpResponseMessage response) =>
        PackagePath.Printable(
            response.Headers.Location is { IsAbsoluteUri: true } location ? location.GetLeftPart(UriPartial.Path) : "another place"
        );

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - options.Clock.GetUtcNow() : null);
        return wait is null || wait >= TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static async Task<string> ExplanationAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Headers.TryGetValues("X-Error-Message", out var values))
            return Short(string.Join(' ', values));
        if (
            response.Content.Headers.ContentType?.MediaType != "application/json"
            || response.Content.Headers.ContentLength is not (> 0 and < 65536)
        )
            return "";
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.String
                ? Short(error.GetString()!)
                : "";
        }
        catch (Exception problem) when (problem is JsonException or HttpRequestException or IOException)
        {
            // The status code has said enough.
            return "";
        }
    }

    private static string Short(string text) => PackagePath.Printable(text.Length > LongestExplanation ? text[..LongestExplanation] : text);
}
