using Debye.Learning.Recipes.Spectra;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Cli;

/// <summary>Identified spectra as one self-contained page.</summary>
internal static class SpectraReport
{
    /// <summary>The page.</summary>
    /// <param name="answers">Identifications with their spectra.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(IReadOnlyList<(SpectraIdentification Answer, MaterialSpectrum Spectrum)> answers, SpectraModel model, string version, IReadOnlyList<string> skipped)
    {
        var page = new ReportPage("Spectra identified", answers.Count, answers.Count == 1 ? "spectrum" : "spectra", skipped.Count);
        foreach (var (answer, spectrum) in answers) Append(page, answer, spectrum);
        return page.Finish(skipped, [("Program", $"Debye {ReportPage.Text(version)}"), ("Model", ReportPage.Text(model.Name)), ("Known classes", ReportPage.Text(string.Join(", ", model.Labels)))]);
    }

    private static void Append(ReportPage page, SpectraIdentification answer, MaterialSpectrum spectrum)
    {
        var best = answer.Candidates[0];
        page.Add($"<section><h2>{ReportPage.Text(answer.Input)}</h2>\n<p class=\"answer\"><b>{ReportPage.Text(best.Label)}</b>, {best.Probability:0.0 %}</p>\n");
        if (answer.IsUnknown) page.Add("<p class=\"unknown\"><b>Unknown.</b> The spectrum is less like the training spectra than known materials are; the candidates are guesses.</p>\n");
        page.Add(Figure(spectrum).Render());
        page.Add(ReportPage.Bars("Class", answer.Candidates.Select(c => new Bar(c.Label, c.Probability, answer.PredictionSet.Contains(c.Label)))));
        page.Add("<h3>Candidates</h3>\n").AddTable(["Class", "Probability"], answer.Candidates.Select(c => new[] { c.Label, c.Probability.ToString("0.0 %") }), 1);
        page.Add($"<p>{answer.Coverage:0.#%} prediction set: {ReportPage.Text(string.Join(", ", answer.PredictionSet))}</p>\n");
        if (answer.Detector is not null) page.Add($"<p>{ReportPage.Text(SpectraAnswerText.Verdict(answer))}</p>\n");
        foreach (var note in answer.Notes) page.Add($"<p>{ReportPage.Text(note)}</p>\n");
        page.Add("</section>\n");
    }

    private static SvgPlot Figure(MaterialSpectrum spectrum)
    {
        var (axis, intensity) = (spectrum.Axis.ToArray(), spectrum.Intensity.ToArray());
        // Counts that span many decades are looked at on a logarithmic axis.
        var isWide = Array.TrueForAll(intensity, value => value >= 0) && intensity.Max() > 100 * intensity.Order().ElementAt(intensity.Length / 2);
        if (isWide)
        {
            var least = intensity.Where(value => value > 0).Min();
            intensity = Array.ConvertAll(intensity, value => Math.Max(value, least));
        }

        return new SvgPlot { XLabel = SpectraInputs.AxisName(spectrum.Unit), YLabel = "intensity", IsYLogarithmic = isWide, Series = [new LineSeries("measured", PlotColors.Measured, axis, intensity)] };
    }
}
