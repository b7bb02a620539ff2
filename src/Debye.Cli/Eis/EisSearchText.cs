using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Debye.Cli.Shell;
using Debye.Learning.Answers;
using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Search;

namespace Debye.Cli.Eis;

/// <summary>Candidates of a circuit search as JSON and as text.</summary>
internal static class EisSearchText
{
    public static string Json(string input, IEnumerable<CircuitCandidate> candidates, ImmutableArray<string> notes) =>
        JsonText.Line(
            new JsonObject
            {
                ["input"] = input,
                ["candidates"] = EisFields.Of(candidates),
                ["notes"] = AnswerFields.Texts(notes),
            }
        ) + "\n";

    public static string Plain(string input, IEnumerable<CircuitCandidate> candidates)
    {
        var text = new StringBuilder($"{input}\n");
        foreach (var candidate in candidates)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {100 * candidate.Weight, 5:f1} %  {EisFields.Name(candidate.Circuit)}  BIC "
                    + $"{candidate.Bic:f1}  χ² {candidate.Fit.ChiSquared:g4}\n"
            );
            var parameters = candidate.Fit.Parameters.Select(parameter => Invariant($"{parameter.Name} {parameter.Value:g4}"));
            text.Append(CultureInfo.InvariantCulture, $"           {string.Join("  ", parameters)}\n");
            if (!candidate.Equivalents.IsEmpty)
                text.Append(
                    Invariant($"           the same within the data: {string.Join(", ", candidate.Equivalents.Select(EisFields.Name))}\n")
                );
            if (!candidate.Notes.IsEmpty)
                text.Append(CultureInfo.InvariantCulture, $"           {string.Join(" ", candidate.Notes)}\n");
        }

        return text.Append('\n').ToString();
    }
}
