using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Evaluations of spectra as JSON and as tables.</summary>
internal static class SpectraEvaluationText
{
    public static JsonNode Json(IReadOnlyList<SpectraEvaluation> results) =>
        EvaluationFields.Of(
            new
            {
                splits = results.Select(result => new
                {
                    split = result.Split,
                    warnings = result.Warnings,
                    trainingSpectra = result.TrainingCount,
                    knownSpectra = result.Known?.Count,
                    accuracy = result.Known?.Accuracy.Value,
                    macroRecall = result.Known?.MacroRecall,
                    negativeLogLikelihood = result.Known?.NegativeLogLikelihood,
                    calibrationError = result.Known?.CalibrationError,
                    knownAccepted = result.KnownAccepted,
                    unknownRefused = result.UnknownRefused,
                    totalSensitivity = result.OpenSet.Sensitivity,
                    totalSpecificity = result.OpenSet.Specificity,
                    totalEfficiency = result.OpenSet.Efficiency,
                    totalAccuracy = result.OpenSet.Accuracy,
                    labels = result.OpenSet.Labels,
                    confusion = result.OpenSet.Confusion.ToArray(),
                    groups = result.Groups.Select(group => new
                    {
                        group = group.Group,
                        label = group.Label,
                        spectra = group.Count,
                        right = group.Right,
                        accepted = group.Accepted,
                    }),
                }),
            }
        );

    public static string Plain(IReadOnlyList<SpectraEvaluation> results)
    {
        var text = new StringBuilder();
        text.AppendLine(results.Count == 1 ? $"Split: {results[0].Split}." : $"{results.Count} splits; the first: {results[0].Split}.");
        foreach (var warning in results.SelectMany(result => result.Warnings).Distinct())
            text.AppendLine(CultureInfo.InvariantCulture, $"Mind: {warning}");
        text.AppendLine("\n| figure | mean | worst split |\n|---|---|---|");
        Line(text, "accuracy, every known spectrum taken for one of the classes", results, result => result.Known?.Accuracy.Value);
        Line(text, "mean recall of the classes", results, result => result.Known?.MacroRecall);
        Line(text, "known accepted", results, result => result.KnownAccepted);
        Line(text, "unknown refused", results, result => result.UnknownRefused);
        Line(text, "total sensitivity (TSNS)", results, result => result.OpenSet.Sensitivity);
        Line(text, "total specificity (TSPS)", results, result => result.OpenSet.Specificity);
        Line(text, "total efficiency (TEFF)", results, result => result.OpenSet.Efficiency);
        Line(text, "accuracy with refusals", results, result => result.OpenSet.Accuracy);
        if (results.Count == 1)
            Classes(text, results[0]);
        Groups(text, results);
        return text.ToString().TrimEnd();
    }

    private static void Line(
        StringBuilder text,
        string name,
        IReadOnlyList<SpectraEvaluation> results,
        Func<SpectraEvaluation, double?> figure
    )
    {
        double[] values = [.. results.Select(figure).OfType<double>()];
        if (values.Length > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {values.Average():f4} | {values.Min():f4} |");
    }

    private static void Classes(StringBuilder text, SpectraEvaluation result)
    {
        if (result.Known is not { } known)
            return;
        text.AppendLine("\n| class | spectra | precision | recall |\n|---|---|---|---|");
        foreach (var own in known.Classes)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {own.Label} | {own.Count} | {own.Precision:f4} | {own.Recall:f4} |");
    }

    /// <summary>Groups with a spectrum that is taken for something else or refused; all where every group was left out once.</summary>
    private static void Groups(StringBuilder text, IReadOnlyList<SpectraEvaluation> results)
    {
        var all = results
            .SelectMany(result => result.Groups)
            .GroupBy(group => (group.Group, group.Label))
            .Select(group => new GroupFigures(
                group.Key.Group,
                group.Key.Label,
                group.Sum(own => own.Count),
                group.Sum(own => own.Right),
                group.Sum(own => own.Accepted)
            ))
            .OrderBy(group => group.Label, StringComparer.Ordinal)
            .ThenBy(group => group.Group, StringComparer.Ordinal)
            .ToArray();
        if (all.Length == 0)
            return;
        // Classes with several groups are those of which whole groups were left out.
        var whole = results[0].Split.StartsWith("grouped", StringComparison.Ordinal)
            ? all.GroupBy(group => group.Label, StringComparer.Ordinal).Where(own => own.Count() > 1).SelectMany(own => own).ToArray()
            : [];
        if (whole.Length > 0)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\nOf groups left out whole: {whole.Sum(group => group.Right)} of {whole.Sum(group => group.Count)} right, "
                    + $"{whole.Sum(group => group.Accepted)} accepted."
            );
        text.AppendLine("\n| group | class | spectra judged | right class | accepted |\n|---|---|---|---|---|");
        foreach (var group in all)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {group.Group} | {group.Label} | {group.Count} | {group.Right} | {group.Accepted} |"
            );
    }
}
