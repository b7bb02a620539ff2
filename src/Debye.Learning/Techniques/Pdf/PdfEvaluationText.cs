using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Figures of a model of space groups from G(r) as JSON and as text.</summary>
internal static class PdfEvaluationText
{
    public static JsonNode Json(PdfEvaluation e) =>
        EvaluationFields.Of(
            new
            {
                count = e.Report.Count,
                accuracy = e.Report.Accuracy,
                top2 = e.Report.TopK[2],
                top3 = e.Report.TopK[3],
                macroRecall = e.Report.MacroRecall,
                negativeLogLikelihood = e.Intervals.NegativeLogLikelihood,
                calibrationError = e.Intervals.CalibrationError,
                predictionSet = e.SetCoverage is null ? null : new { covered = e.SetCoverage, meanSize = e.MeanSetSize },
                classes = EvaluationFields.Classes(e.Report),
            }
        );

    public static string Plain(PdfEvaluation e)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"curves", -24}{e.Report.Count}\n{"accuracy", -24}{e.Report.Accuracy}\n{"among first two", -24}{e.Report.TopK[2]}\n"
                + $"{"among first three", -24}{e.Report.TopK[3]}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"macro recall", -24}{e.Report.MacroRecall:f3}\n{"−ln p(truth)", -24}{e.Intervals.NegativeLogLikelihood}\n"
                + $"{"calibration error", -24}{e.Intervals.CalibrationError}\n"
        );
        if (e.SetCoverage is { } covered)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{"prediction sets", -24}{covered} hold the truth, {e.MeanSetSize:f1} space groups on average\n"
            );
        text.Append(CultureInfo.InvariantCulture, $"\n{"space group", -24}{"curves", 8}{"precision", 11}{"recall", 9}{"F1", 9}\n");
        foreach (var c in e.Report.Classes)
            text.Append(CultureInfo.InvariantCulture, $"{c.Label, -24}{c.Count, 8}{c.Precision, 11:f3}{c.Recall, 9:f3}{c.F1, 9:f3}\n");
        return text.ToString().TrimEnd();
    }
}
