using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Search;

/// <summary>A recipe in which some values are left open; candidates are recipes with all of them chosen.</summary>
/// <remarks>
/// Anywhere in the recipe may stand, instead of a value, { "$choose": [a, b, …] }, and for random searches { "$uniform": [low, high] },
/// { "$logUniform": [low, high] } or { "$integer": [low, high] } (both ends included). What is chosen may hold further open values.
/// </remarks>
public sealed class SearchSpace
{
    private const string Choose = "$choose";
    private const string Uniform = "$uniform";
    private const string LogUniform = "$logUniform";
    private const string Whole = "$integer";
    private const int MostCombinations = 100_000;
    private readonly string _template;

    /// <summary>Takes a recipe with open values.</summary>
    /// <param name="template">JSON.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public SearchSpace(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        _template = (Parse(template) as JsonObject ?? throw new JsonException("expected a JSON object")).ToJsonString();
    }

    /// <summary>Every combination of the lists.</summary>
    /// <exception cref="ArgumentException">An open value is no list, a list is empty, or there are more than 100,000
    /// combinations.</exception>
    public IReadOnlyList<string> All()
    {
        var done = new List<string>();
        var open = new Stack<JsonNode>([Parse(_template)!]);
        while (open.TryPop(out var node))
        {
            if (FindOpen(node) is not { } place)
            {
                done.Add(node.ToJsonString());
                if (done.Count > MostCombinations)
                    throw new ArgumentException(Invariant($"the grid has more than {MostCombinations:n0} combinations: search at random"));
                continue;
            }

            var options =
                Options(place, Choose)
                ?? throw new ArgumentException($"a grid searches over lists ({Choose}), found {place.ToJsonString()}");
            // Last first, so that the stack yields them in the order of the list.
            for (var i = options.Count - 1; i >= 0; i--)
            {
                var copy = node.DeepClone();
                Replace(FindOpen(copy)!, options[i]);
                open.Push(copy);
            }
        }

        return done;
    }

    /// <summary>One combination at random.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="number">Number of the candidate: the same gives the same.</param>
    /// <exception cref="ArgumentException">A list is empty or a range is none.</exception>
    public string Draw(ulong seed, int number)
    {
        var random = new RandomSource(seed, (ulong)number);
        var node = Parse(_template)!;
        while (FindOpen(node) is { } place)
            Replace(place, Value(place, ref random));
        return node.ToJsonString();
    }

    private static JsonNode? Parse(string text) =>
        JsonNode.Parse(
            text,
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );

    private static JsonObject? FindOpen(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject own when own.Count == 1 && own.First().Key.StartsWith('$'):
                return own;
            case JsonObject own:
                return own.Select(pair => FindOpen(pair.Value)).FirstOrDefault(found => found is not null);
            case JsonArray list:
                return list.Select(FindOpen).FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    private static void Replace(JsonNode place, JsonNode? value)
    {
        if (place.Parent is null)
            throw new ArgumentException("the recipe itself is open, expected values within it");
        place.ReplaceWith(value?.DeepClone());
    }

    private static JsonArray? Options(JsonObject place, string kind)
    {
        if (!place.TryGetPropertyValue(kind, out var value))
            return null;
        return value is JsonArray { Count: > 0 } list
            ? list
            : throw new ArgumentException($"expected a list that is not empty, found {place.ToJsonString()}");
    }

    private static JsonNode? Value(JsonObject place, ref RandomSource random)
    {
        if (Options(place, Choose) is { } list)
            return list[random.NextInt(list.Count)];
        if (Range(place, Uniform) is { } even)
            return random.NextDouble(even.Low, even.High);
        if (Range(place, LogUniform) is { Low: > 0 } logarithmic)
            return Math.Exp(random.NextDouble(Math.Log(logarithmic.Low), Math.Log(logarithmic.High)));
        if (Range(place, Whole) is { } whole && whole.Low == Math.Floor(whole.Low) && whole.High == Math.Floor(whole.High))
            return (long)whole.Low + random.NextInt((int)(whole.High - whole.Low) + 1);
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"expected {Choose} with a list, {Uniform}, {LogUniform} (above 0) or {Whole} with two numbers, found "
                    + $"{place.ToJsonString()}"
            )
        );
    }

    private static (double Low, double High)? Range(JsonObject place, string kind)
    {
        if (Options(place, kind) is not { } list)
            return null;
        if (
            list.Count == 2
            && list[0] is JsonValue first
            && list[1] is JsonValue second
            && first.TryGetValue<double>(out var low)
            && second.TryGetValue<double>(out var high)
            && high >= low
            && double.IsFinite(high - low)
        )
            return (low, high);
        throw new ArgumentException($"expected two numbers, the lower first, found {place.ToJsonString()}");
    }
}
