using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques;

/// <summary>Figures as JSON: keys in camel case, what is not there left out.</summary>
internal static class EvaluationFields
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonNode Of<T>(T figures) => JsonSerializer.SerializeToNode(figures, s_json)!;

    /// <summary>Precision, recall and F1 of each class; null where a class has none.</summary>
    public static JsonArray Classes(ClassificationReport report) =>
        new([
            .. report.Classes.Select(c =>
                (JsonNode)
                    new JsonObject
                    {
                        ["label"] = c.Label,
                        ["count"] = c.Count,
                        ["precision"] = Finite(c.Precision),
                        ["recall"] = Finite(c.Recall),
                        ["f1"] = Finite(c.F1),
                    }
            ),
        ]);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
