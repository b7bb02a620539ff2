using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Debye.Cli.Shell;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Cli.Eis;

/// <summary>A fit as JSON and as text.</summary>
internal static class EisAnswerText
{
    public static string Json(string input, FitResult result, ImmutableArray<string> notes)
    {
        var answer = new JsonObject { ["input"] = input };
        foreach (var (key, value) in Fit(result).ToArray())
            answer[key] = value?.DeepClone();
        answer["notes"] = new JsonArray([.. notes.Select(text => (JsonNode)text)]);
        return JsonText.Line(answer) + "\n";
    }

    /// <summary>A fit without its input.</summary>
    public static JsonObject Fit(FitResult result) =>
        new()
        {
            ["circuit"] = result.Circuit.ToString(CircuitNotation.Dashes, withSettings: false),
            ["status"] = Status(result.Status),
            ["parameters"] = new JsonArray([.. result.Parameters.Select(Json)]),
            ["chiSquared"] = result.ChiSquared,
            ["aicc"] = result.Aicc,
            ["bic"] = result.Bic,
            ["points"] = result.Points,
            ["warnings"] = new JsonArray([.. result.Warnings.Select(text => (JsonNode)text)]),
        };

    public static string Plain(string input, FitResult result)
    {
        var text = new StringBuilder(
            Invariant($"{input}  {result.Circuit.ToString(CircuitNotation.Dashes, withSettings: false)}  ")
                + Invariant($"({Status(result.Status)}, {result.Points} points)\n")
        );
        text.Append(Parameters(result, "    "));
        text.Append(CultureInfo.InvariantCulture, $"  χ² {result.ChiSquared:g6}  AICc {Number(result.Aicc)}  BIC {Number(result.Bic)}\n");
        foreach (var warning in result.Warnings)
            text.Append(CultureInfo.InvariantCulture, $"  {warning}\n");
        return text.Append('\n').ToString();
    }

    /// <summary>The parameters, one a line.</summary>
    public static string Parameters(FitResult result, string indent)
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

    public static JsonObject Json(FittedParameter parameter) =>
        new()
        {
            ["name"] = parameter.Name,
            ["value"] = parameter.Value,
            ["unit"] = parameter.Unit,
            ["standardError"] = parameter.StandardError,
            ["interval"] = new JsonArray(parameter.Lower, parameter.Upper),
        };

    private static string Number(double? value) => value is { } number ? number.ToString("g5", CultureInfo.InvariantCulture) : "…";

    private static string Status(FitStatus status) =>
        status switch
        {
            FitStatus.Converged => "converged",
            FitStatus.IterationLimit => "iterationLimit",
            FitStatus.TooFewPoints => "tooFewPoints",
            _ => "failed",
        };
}
