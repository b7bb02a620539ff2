using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;
using Debye.Techniques.Eis.Search;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Fits and found circuits as JSON.</summary>
public static class EisFields
{
    /// <summary>A fit: circuit, status, parameters with unit and interval, χ², criteria, warnings.</summary>
    public static JsonObject Of(FitResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new JsonObject
        {
            ["circuit"] = Name(result.Circuit),
            ["status"] = Of(result.Status),
            ["parameters"] = AnswerFields.List(result.Parameters, Of),
            ["chiSquared"] = result.ChiSquared,
            ["aicc"] = result.Aicc,
            ["bic"] = result.Bic,
            ["points"] = result.Points,
            ["warnings"] = AnswerFields.Texts(result.Warnings),
        };
    }

    /// <summary>Circuits that a search found, best first.</summary>
    public static JsonArray Of(IEnumerable<CircuitCandidate> candidates) => AnswerFields.List(candidates, Of);

    /// <summary>A status, such as "converged".</summary>
    public static string Of(FitStatus status) =>
        status switch
        {
            FitStatus.Converged => "converged",
            FitStatus.IterationLimit => "iterationLimit",
            FitStatus.TooFewPoints => "tooFewPoints",
            _ => "failed",
        };

    /// <summary>A circuit as text, without settings.</summary>
    public static string Name(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return circuit.ToString(CircuitNotation.Dashes, withSettings: false);
    }

    private static JsonObject Of(FittedParameter parameter) =>
        new()
        {
            ["name"] = parameter.Name,
            ["value"] = parameter.Value,
            ["unit"] = parameter.Unit,
            ["standardError"] = parameter.StandardError,
            ["interval"] = new JsonArray(parameter.Lower, parameter.Upper),
        };

    private static JsonObject Of(CircuitCandidate candidate) =>
        new()
        {
            ["circuit"] = Name(candidate.Circuit),
            ["bic"] = candidate.Bic,
            ["aicc"] = double.IsFinite(candidate.Aicc) ? candidate.Aicc : null,
            ["score"] = candidate.Score,
            ["weight"] = candidate.Weight,
            ["chiSquared"] = candidate.Fit.ChiSquared,
            ["points"] = candidate.Fit.Points,
            ["parameters"] = AnswerFields.List(candidate.Fit.Parameters, Of),
            ["notes"] = AnswerFields.Texts(candidate.Notes),
            ["equivalents"] = AnswerFields.Texts(candidate.Equivalents.Select(Name)),
        };
}
