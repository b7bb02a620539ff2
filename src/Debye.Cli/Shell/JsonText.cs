using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Debye.Cli.Shell;

/// <summary>Objects as one line of JSON.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions WithNulls = new(Json) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>The same with every key, null where there is nothing to say.</summary>
    public static string WholeLine<T>(T value) => JsonSerializer.Serialize(value, WithNulls);
}
