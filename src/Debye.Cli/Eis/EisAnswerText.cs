using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Cli.Eis;

/// <summary>A fit as JSON and as text.</summary>
internal static class EisAnswerText
{
    public static string Json(string input, FitResult result, ImmutableArray<string> notes)
    {
        var answer = new JsonObject { ["input"] = input };
        foreach (var (key, value) in EisFields.Of(result).ToArray())
            answer[key] = value?.DeepClone();
        answer["notes"] = new JsonArray([.. notes.Select(text => (JsonNode)text)]);
        return JsonText.Line(answer) + "\n";
    }

    public static string Plain(string input, FitResult result)
    {
        var text = new StringBuilder(
            Invariant($"{input}  {EisFields.Name(result.Circuit)}  ({EisFields.Of(result.Status)}, {result.Points} points)\n")
        );
        text.Append(Parameters(result, "    "));
        text.Append(CultureInfo.InvariantCulture, $"  χ² {result.ChiSquared:g6}  AICc {Number(result.Aicc)}  BIC {Number(result.Bic)}\n");
        foreach (var warning in result.Warnings)
            text.Append(CultureInfo.InvariantCulture, $"  {warning}\n");
        return text.Append('\n').ToString();
    }

    private static string Parameters(FitResult result, string indent)
    {
        var text = new StringBuilder();
        foreach (var parameter in result.Parameters)
        {
            var error =
                parameter.IsFixed ? "fixed"
                : parameter.StandardError is { } value ? Invariant($"± {value:g3}")
                : "not determined";
            var interval = parameter.IsFixed ? "" : $"[{Number(parameter.Lower)}, {Number(parameter.Upper)}]";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{indent}{parameter.Name, -8} {parameter.Value, 14:g6} {parameter.Unit, -9} {error, -16} {interval}\n"
            );
        }

        return text.ToString();
    }

    private static string Number(double? value) => value is { } number ? Invariant($"{number:g5}") : "…";
}
