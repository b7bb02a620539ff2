using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Debye.Learning.Answers;

/// <summary>Answers as JSON, one line each.</summary>
public static class AnswerJson
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One answer on one line, without the line's end.</summary>
    public static string Line(AnswerDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Line(document.Fields);
    }

    /// <summary>Any figures on one line, without the line's end.</summary>
    public static string Line(JsonNode fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.ToJsonString(s_json);
    }
}
