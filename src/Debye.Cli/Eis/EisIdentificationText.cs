using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Search;
using Debye.Techniques.Eis.Series;

namespace Debye.Cli.Eis;

/// <summary>An identified impedance spectrum as JSON and as text.</summary>
internal static class EisIdentificationText
{
    /// <summary>One line of JSON; circuits of a search appear where there was one.</summary>
    public static string Json(EisIdentification answer, IReadOnlyCollection<CircuitCandidate> found)
    {
        var json = Json(answer);
        if (found.Count > 0)
            json["search"] = EisSearchText.Json(found);
        return JsonText.Line(json) + "\n";
    }

    private static JsonObject Json(EisIdentification answer) =>
        new()
        {
            ["input"] = answer.Input,
            ["model"] = answer.Model,
            ["candidates"] = new JsonArray([
                .. answer.Candidates.Select(
                    (candidate, i) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["label"] = candidate.Label,
                                ["name"] = candidate.Name,
                                ["probability"] = candidate.Probability,
                                ["fit"] = EisAnswerText.Fit(answer.Fits[i]),
                            }
                ),
            ]),
            ["predictionSet"] = new JsonArray([.. answer.PredictionSet.Select(label => (JsonNode)label)]),
            ["coverage"] = answer.Coverage,
            ["isUnknown"] = answer.IsUnknown,
            ["noise"] = new JsonObject { ["kind"] = answer.Noise.Kind.ToString().ToLowerInvariant(), ["level"] = answer.Noise.Level },
            ["misfit"] = answer.Misfit,
            ["explanation"] = new JsonArray([
                .. answer.Explanation.Select(item =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["feature"] = item.Feature,
                            ["value"] = double.IsFinite(item.Value) ? item.Value : null,
                            ["influence"] = item.Influence,
                        }
                ),
            ]),
            ["notes"] = new JsonArray([.. answer.Notes.Select(note => (JsonNode)note)]),
        };

    public static string Plain(EisIdentification answer, IReadOnlyCollection<CircuitCandidate> found)
    {
        var text = new StringBuilder($"{answer.Input}  (noise {Noise(answer.Noise)}, model {answer.Model})\n");
        if (answer.IsUnknown)
            text.Append("  none of these circuits: the deviations from the best are no noise; what follows are guesses\n");
        for (var i = 0; i < answer.Candidates.Length; i++)
        {
            var (candidate, fit) = (answer.Candidates[i], answer.Fits[i]);
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {candidate.Probability, 7:0.0 %}  {candidate.Label, -20}  {candidate.Name}  χ² {fit.ChiSquared:g4}\n"
            );
            if (i > 0)
                continue;
            text.Append(EisAnswerText.Parameters(fit, "      "));
        }

        text.Append(CultureInfo.InvariantCulture, $"  {answer.Coverage:0.#%} prediction set  ")
            .AppendJoin(" ", answer.PredictionSet)
            .Append('\n');
        if (!answer.Explanation.IsEmpty)
            text.Append("  what spoke for the first (for and against)\n");
        foreach (var item in answer.Explanation)
            text.Append(CultureInfo.InvariantCulture, $"    {item.Influence, +7:+0.00;-0.00}  {item.Feature} = {item.Value:g4}\n");
        foreach (var note in answer.Notes)
            text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        if (found.Count > 0)
            text.Append(EisSearchText.Plain("  found without a list", found).TrimEnd()).Append('\n');
        return text.Append('\n').ToString();
    }

    /// <summary>Noise in words.</summary>
    public static string Noise(NoiseEstimate noise) =>
        noise.Level == 0
            ? "below the printed digits"
            : Invariant($"{noise.Level:0.###%} of ")
                + Invariant(
                    $"{noise.Kind switch { EisNoise.Proportional => "each part", EisNoise.Modulus => "|Z|", _ => "the mean |Z|" }}"
                );
}
