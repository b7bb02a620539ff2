using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary>An identification as JSON and as text.</summary>
internal static class SpectraAnswerText
{
    public static string Json(SpectraIdentification answer) =>
        JsonText.WholeLine(
            new
            {
                input = answer.Input,
                model = answer.Model,
                candidates = answer.Candidates.Select(c => new { label = c.Label, probability = c.Probability }).ToArray(),
                predictionSet = answer.PredictionSet.ToArray(),
                coverage = answer.Coverage,
                isUnknown = answer.IsUnknown,
                unknownScore = answer.UnknownScore,
                threshold = answer.Threshold,
                detector = answer.Detector,
                notes = answer.Notes.ToArray(),
            }
        ) + "\n";

    public static string Plain(SpectraIdentification answer)
    {
        var text = new StringBuilder($"{answer.Input}  (model {answer.Model})\n");
        if (answer.IsUnknown)
            text.Append("  unknown: less like the training spectra than known materials are; what follows are guesses\n");
        foreach (var candidate in answer.Candidates)
            text.Append(CultureInfo.InvariantCulture, $"    {candidate.Label, -28} {candidate.Probability, 7:0.0 %}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {answer.Coverage:0.#%} prediction set  {string.Join(", ", answer.PredictionSet)}\n");
        if (answer.Detector is not null)
            text.Append(CultureInfo.InvariantCulture, $"  {Verdict(answer)}\n");
        foreach (var note in answer.Notes)
            text.Append(CultureInfo.InvariantCulture, $"  note: {note}\n");
        return text.Append('\n').ToString();
    }

    /// <summary>The detector's verdict with its numbers.</summary>
    public static string Verdict(SpectraIdentification answer) =>
        Invariant($"detector {answer.Detector}: score {answer.UnknownScore:g4}, unknown above {answer.Threshold:g4}");
}
