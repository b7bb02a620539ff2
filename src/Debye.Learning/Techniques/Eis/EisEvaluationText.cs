using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Figures of a model of equivalent circuits as JSON and as text.</summary>
internal static class EisEvaluationText
{
    public static JsonNode Json(IEnumerable<EisEvaluation> evaluations) =>
        EvaluationFields.Of(
            evaluations.Select(e => new
            {
                noise = e.NoiseLevel,
                count = e.Report.Count,
                accuracy = e.Accuracy,
                top2 = e.Report.TopK[2],
                top3 = e.Report.TopK[3],
                macroF1 = e.MacroF1,
                negativeLogLikelihood = e.NegativeLogLikelihood,
                calibrationError = e.CalibrationError,
                predictionSet = e.SetCoverage is null ? null : new { covered = e.SetCoverage, meanSize = e.MeanSetSize },
                classes = EvaluationFields.Classes(e.Report),
                confusion = e.Report.Confusion.Select(entry => new
                {
                    truth = EisCircuitClass.Names[entry.Truth],
                    answer = EisCircuitClass.Names[entry.Answer],
                    count = entry.Count,
                }),
            })
        );

    public static string Plain(IReadOnlyList<EisEvaluation> evaluations)
    {
        var text = new StringBuilder();
        foreach (var e in evaluations)
        {
            if (evaluations.Count > 1)
                text.Append(CultureInfo.InvariantCulture, $"noise {e.NoiseLevel}\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"{"spectra", -24}{e.Report.Count}\n{"accuracy", -24}{e.Accuracy}\n"
                    + $"{"among first two, three", -24}{e.Report.TopK[2].Value:f3}, {e.Report.TopK[3].Value:f3}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"{"macro-F1", -24}{e.MacroF1}\n{"−ln p(truth)", -24}{e.NegativeLogLikelihood}\n"
                    + $"{"calibration error", -24}{e.CalibrationError}\n"
            );
            if (e.SetCoverage is { } covered)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{"prediction sets", -24}{covered} hold the truth, {e.MeanSetSize:f1} circuits on average\n"
                );
            Classes(text, e);
            Confusion(text, e);
            text.Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static void Classes(StringBuilder text, EisEvaluation e)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{"circuit", -24}{"spectra", 8}{"precision", 11}{"recall", 9}{"F1", 9}\n");
        foreach (var c in e.Report.Classes)
            text.Append(CultureInfo.InvariantCulture, $"{c.Label, -24}{c.Count, 8}{c.Precision, 11:f4}{c.Recall, 9:f4}{c.F1, 9:f4}\n");
    }

    private static void Confusion(StringBuilder text, EisEvaluation e)
    {
        text.Append("\ntrue circuit (rows) and answer, both in this order\n");
        for (var truth = 0; truth < EisCircuitClass.Names.Length; truth++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{EisCircuitClass.Names[truth], -24}");
            for (var answer = 0; answer < EisCircuitClass.Names.Length; answer++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{e.Report.Confusion.FirstOrDefault(entry => entry.Truth == truth && entry.Answer == answer).Count, 5}"
                );
            text.Append('\n');
        }
    }
}
