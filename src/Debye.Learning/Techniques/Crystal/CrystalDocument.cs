using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Lays out a predicted property.</summary>
internal static class CrystalDocument
{
    public static AnswerDocument Of(CrystalAnswer answer) =>
        new()
        {
            Input = answer.Input,
            Basis = $"{answer.Formula}, model {answer.Model}",
            Question = Capital(CrystalFigures.QuantityOf(answer.Property)),
            Headline = answer.Value is null ? "none" : Value(answer) + Interval(answer),
            Unknown = answer.Because,
            Parts = Parts(answer),
            Notes = answer.Notes,
            Line = string.Join('\t', answer.Input, answer.Formula, answer.Property, Value(answer) + Interval(answer) + Unknown(answer)),
            Fields = Fields(answer),
        };

    private static ImmutableArray<AnswerPart> Parts(CrystalAnswer answer) =>
        answer.Value is null
            ? []
            :
            [
                new AnswerFigure(() => CrystalFigures.Prediction(answer).Render(), IsMain: true),
                new AnswerTable(
                    "Members of the model",
                    ["Member", $"Answer ({answer.Unit})"],
                    [.. answer.Members.Select((value, i) => ImmutableArray.Create(Invariant($"{i + 1}"), Invariant($"{value:f3}")))],
                    1
                ),
                new AnswerTable(
                    "Further properties",
                    ["Property", "Value"],
                    [.. answer.More.Select(pair => ImmutableArray.Create(pair.Key, Invariant($"{pair.Value:f3}")))],
                    1
                ),
            ];

    private static string Value(CrystalAnswer answer) => answer.Value is { } value ? Invariant($"{value:f3} {answer.Unit}") : "";

    private static string Interval(CrystalAnswer answer) =>
        answer.Interval is var (low, high) ? Invariant($" [{low:f3}, {high:f3}] at {answer.Coverage:0.#%}") : "";

    private static string Unknown(CrystalAnswer answer) =>
        answer.IsUnknown ? $"{(answer.Value is null ? "" : "  ")}unknown: {answer.Because}" : "";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static JsonObject Fields(CrystalAnswer answer)
    {
        var fields = new JsonObject { ["id"] = answer.Input, ["property"] = answer.Property };
        if (answer.Value is { } value)
            fields["value"] = value;
        fields["unit"] = answer.Unit;
        if (answer.Interval is var (low, high))
        {
            fields["interval"] = new JsonArray(low, high);
            fields["coverage"] = answer.Coverage;
        }

        if (answer.ExpectedError is { } error)
            fields["expectedError"] = error;
        fields["isUnknown"] = answer.IsUnknown;
        if (answer.Because is { } because)
            fields["unknownBecause"] = because;
        if (answer.More.Count > 0)
            fields["more"] = new JsonObject([.. answer.More.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        return fields;
    }
}
