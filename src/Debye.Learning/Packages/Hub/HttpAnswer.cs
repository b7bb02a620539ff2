using System.Text.Json;

namespace Debye.Learning.Packages.Hub;

/// <summary>An answer that was read to its end.</summary>
/// <param name="response">The answer; of it only the headers are looked at.</param>
/// <param name="body">Its body.</param>
internal sealed class HttpAnswer(HttpResponseMessage response, byte[] body)
{
    public const int Largest = 64 << 20;

    public byte[] Body { get; } = body;

    /// <summary>A header; null where there is none.</summary>
    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ModelExchangeException">It is none.</exception>
    public JsonElement Json(string what)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            throw new ModelExchangeException($"{what}: the server's answer is no JSON; is the address that of a hub?", problem);
        }
    }
}
