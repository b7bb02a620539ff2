using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Explanation;
using Debye.Learning.Techniques.Spectra;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary>Identified spectra as one self-contained page.</summary>
internal static class SpectraReport
{
    /// <summary>Versions of a spectrum that its explanation looks at: as many as 'explain' takes.</summary>
    private const int Evaluations = 500;

    /// <summary>The page.</summary>
    /// <param name="answers">Identifications with their spectra.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(
        IReadOnlyList<(SpectraIdentification Answer, MaterialSpectrum Spectrum)> answers,
        SpectraModel model,
        string version,
        IReadOnlyList<string> skipped
    )
    {
        var page = new ReportPage("Spectra identified", answers.Count, answers.Count == 1 ? "spectrum" : "spectra", skipped.Count);
        page.Add(InteractiveSpectrum.Head());
        foreach (var (answer, spectrum) in answers)
            Append(page, model, answer, spectrum);
        return page.Finish(
            skipped,
            [
                ("Program", $"Debye {ReportPage.Text(version)}"),
                ("Model", ReportPage.Text(model.Name)),
                ("Known classes", ReportPage.Text(string.Join(", ", model.Labels))),
            ]
        );
    }

    private static void Append(ReportPage page, SpectraModel model, SpectraIdentification answer, MaterialSpectrum spectrum)
    {
        var best = answer.Candidates[0];
        var headline = answer.IsUnknown
            ? $"<b>Unknown</b> (nearest: {ReportPage.Text(best.Label)})"
            : Invariant($"<b>{ReportPage.Text(best.Label)}</b>, {best.Probability:0.0 %}");
        page.Add($"<section><h2>{ReportPage.Text(answer.Input)}</h2>\n<p class=\"answer\">{headline}</p>\n");
        if (answer.IsUnknown)
            page.Add(
                "<p class=\"unknown\"><b>Unknown.</b> The spectrum is less like the training spectra than known materials are; "
                    + "the candidates are guesses.</p>\n"
            );
        page.Add(Explained(model, answer, spectrum));
        page.Add(
            ReportPage.Bars("Class", answer.Candidates.Select(c => new Bar(c.Label, c.Probability, answer.PredictionSet.Contains(c.Label))))
        );
        page.Add("<h3>Candidates</h3>\n")
            .AddTable(
                ["Class", "Probability"],
                answer.Candidates.Select(c => new[] { c.Label, c.Probability.ToString("0.0 %", CultureInfo.InvariantCulture) }),
                1
            );
        page.Add(Invariant($"<p>{answer.Coverage:0.#%} prediction set: {ReportPage.Text(string.Join(", ", answer.PredictionSet))}</p>\n"));
        if (answer.Detector is not null)
            page.Add($"<p>{ReportPage.Text(SpectraAnswerText.Verdict(answer))}</p>\n");
        foreach (var note in answer.Notes)
            page.Add($"<p>{ReportPage.Text(note)}</p>\n");
        page.Add("</section>\n");
    }

    /// <summary>What speaks for the answer: for the class, or for "unknown".</summary>
    private static string Explained(SpectraModel model, SpectraIdentification answer, MaterialSpectrum spectrum)
    {
        SpectrumExplanation explanation;
        try
        {
            explanation = SpectraExplainer.Explain(
                model,
                spectrum,
                new SpectraExplainOptions { Evaluations = Evaluations, ExplainsGate = answer.IsUnknown }
            );
        }
        catch (ArgumentException problem)
        {
            return $"<p>No figure: {ReportPage.Text(problem.Message.Split(" (Parameter")[0])}</p>\n";
        }

        var heading = answer.IsUnknown ? "what makes it unlike the known classes" : $"what speaks for {explanation.Label}";
        return InteractiveSpectrum.Render(SpectraFigures.Colored(explanation, $"{answer.Input}: {heading} (SHAP)", spectrum.Unit))
            + SpectraFigures.BandTable(explanation);
    }
}
