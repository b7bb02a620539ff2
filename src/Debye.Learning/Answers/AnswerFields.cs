using System.Text.Json.Nodes;

namespace Debye.Learning.Answers;

/// <summary>The keys that answers of every technique share.</summary>
public static class AnswerFields
{
    /// <summary>Input, model, candidates, prediction set, coverage and whether it is unknown.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="more">Further keys of candidate i; null for none.</param>
    public static JsonObject Of(ClassAnswer answer, Action<int, JsonObject>? more = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var candidates = new JsonArray();
        for (var i = 0; i < answer.Candidates.Length; i++)
        {
            var fields = Of(answer.Candidates[i]);
            more?.Invoke(i, fields);
            candidates.Add(fields);
        }

        return new JsonObject
        {
            ["input"] = answer.Input,
            ["model"] = answer.Model,
            ["candidates"] = candidates,
            ["predictionSet"] = Texts(answer.PredictionSet),
            ["coverage"] = answer.Coverage,
            ["isUnknown"] = answer.IsUnknown,
        };
    }

    /// <summary>Label, name and probability.</summary>
    public static JsonObject Of(Candidate candidate) =>
        new()
        {
            ["label"] = candidate.Label,
            ["name"] = candidate.Name,
            ["probability"] = candidate.Probability,
        };

    /// <summary>An array of objects.</summary>
    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> fields) => new([.. items.Select(fields)]);

    /// <summary>An array of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
