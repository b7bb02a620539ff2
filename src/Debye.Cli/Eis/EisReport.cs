using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Cli.Eis;

/// <summary>Identified impedance spectra as one self-contained page.</summary>
internal static class EisReport
{
    /// <summary>The page.</summary>
    /// <param name="answers">Identifications with their spectra.</param>
    /// <param name="model">Name of the model package.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(
        IReadOnlyList<(EisIdentification Answer, ImpedanceSpectrum Spectrum)> answers,
        string model,
        string version,
        IReadOnlyList<string> skipped
    )
    {
        var page = new ReportPage(
            "Equivalent circuits identified",
            answers.Count,
            answers.Count == 1 ? "spectrum" : "spectra",
            skipped.Count
        );
        foreach (var (answer, spectrum) in answers)
            Append(page, answer, spectrum);
        return page.Finish(skipped, [("Program", $"Debye {ReportPage.Text(version)}"), ("Model", ReportPage.Text(model))]);
    }

    private static void Append(ReportPage page, EisIdentification answer, ImpedanceSpectrum spectrum)
    {
        var (best, fit) = (answer.Candidates[0], answer.Fits[0]);
        page.Add(
            Invariant($"<section><h2>{ReportPage.Text(answer.Input)}</h2>\n")
                + Invariant($"<p class=\"answer\">Circuit <b>{ReportPage.Text(best.Label)}</b>, {best.Probability:0.0 %}</p>\n")
        );
        if (answer.IsUnknown)
            page.Add(
                "<p class=\"unknown\"><b>None of these circuits.</b> The deviations from the best are no noise; the candidates "
                    + "are guesses.</p>\n"
            );
        page.Add(CircuitDiagram.Render(fit.Circuit))
            .Add(EisFigures.Overview("Measured and fitted", spectrum, fit.Circuit.Impedance(spectrum.FrequencyHertz, fit.Values())));
        page.Add(
            ReportPage.Bars(
                "Circuit",
                answer.Candidates.Select(candidate => new Bar(
                    candidate.Label,
                    candidate.Probability,
                    answer.PredictionSet.Contains(candidate.Label)
                ))
            )
        );
        page.Add("<h3>Candidates</h3>\n")
            .AddTable(
                ["Circuit", "String", "Probability", "χ²", "BIC"],
                answer.Candidates.Select(
                    (candidate, i) =>
                        new[]
                        {
                            candidate.Label,
                            candidate.Name,
                            candidate.Probability.ToString("0.0 %", CultureInfo.InvariantCulture),
                            answer.Fits[i].ChiSquared.ToString("g4", CultureInfo.InvariantCulture),
                            answer.Fits[i].Bic?.ToString("f1", CultureInfo.InvariantCulture) ?? "…",
                        }
                ),
                2
            );
        page.Add(
            Invariant($"<p>{answer.Coverage:0.#%} prediction set: ")
                + Invariant($"{ReportPage.Text(string.Join(", ", answer.PredictionSet))}</p>\n<h3>Parameters of the first</h3>\n")
        );
        page.AddTable(["Parameter", "Value", "Unit", "Standard error", "Interval"], fit.Parameters.Select(Cells), 3);
        if (!answer.Explanation.IsEmpty)
            page.Add("<h3>What spoke for and against the first</h3>\n")
                .AddTable(
                    ["Feature", "Value", "Influence on its score"],
                    answer.Explanation.Select(item =>
                        new[]
                        {
                            item.Feature,
                            item.Value.ToString("g4", CultureInfo.InvariantCulture),
                            item.Influence.ToString("+0.00;-0.00", CultureInfo.InvariantCulture),
                        }
                    ),
                    1
                );
        foreach (var note in answer.Notes)
            page.Add($"<p>{ReportPage.Text(note)}</p>\n");
        page.Add(
            Invariant($"<p class=\"faint\">{spectrum.Length} points, ")
                + Invariant($"{spectrum.FrequencyHertz.ToArray().Min():g4}…{spectrum.FrequencyHertz.ToArray().Max():g4} Hz; noise ")
                + Invariant($"{ReportPage.Text(EisIdentificationText.Noise(answer.Noise))}.</p></section>\n")
        );
    }

    private static string[] Cells(FittedParameter parameter) =>
        [
            parameter.Name,
            parameter.Value.ToString("g5", CultureInfo.InvariantCulture),
            parameter.Unit,
            parameter.StandardError?.ToString("g2", CultureInfo.InvariantCulture) ?? "not determined",
            $"{parameter.Lower?.ToString("g4", CultureInfo.InvariantCulture) ?? "…"} to "
                + $"{parameter.Upper?.ToString("g4", CultureInfo.InvariantCulture) ?? "…"}",
        ];
}
