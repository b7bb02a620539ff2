using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning;
using Debye.Learning.Techniques.Xrd;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary>Identifications as one self-contained page.</summary>
internal static class XrdReport
{
    /// <summary>The page.</summary>
    /// <param name="answers">Identifications with their patterns.</param>
    /// <param name="model">Name of the model package.</param>
    /// <param name="library">Origin of the library's crystals; null where none was used.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(
        IReadOnlyList<(XrdIdentification Answer, Spectrum Pattern)> answers,
        string model,
        string? library,
        string version,
        IReadOnlyList<string> skipped
    )
    {
        var page = new ReportPage("Powder patterns identified", answers.Count, answers.Count == 1 ? "pattern" : "patterns", skipped.Count);
        foreach (var (answer, pattern) in answers)
            Append(page, answer, pattern);
        var source =
            library is null ? "not used"
            : library.Length > 0 ? ReportPage.Text(library)
            : "origin not stated in the file";
        return page.Finish(
            skipped,
            [("Program", $"Debye {ReportPage.Text(version)}"), ("Model", ReportPage.Text(model)), ("Library of known crystals", source)]
        );
    }

    private static void Append(ReportPage page, XrdIdentification answer, Spectrum pattern)
    {
        var best = answer.Candidates[0];
        page.Add(
            Invariant($"<section><h2>{ReportPage.Text(answer.Input)}</h2>\n")
                + Invariant($"<p class=\"answer\">Space group <b>{ReportPage.Text(best.Name)}</b> (No. {best.Label}), ")
                + Invariant($"{best.Probability:0.0 %}</p>\n")
        );
        if (answer.IsUnknown)
            page.Add("<p class=\"unknown\"><b>Unknown.</b> The pattern is like nothing the model knows; the candidates are guesses.</p>\n");
        page.Add(
            XrdFigures
                .Measured("Measured pattern", pattern, answer.WavelengthAngstrom, answer.Phases.IsEmpty ? null : answer.Phases[0])
                .Render()
        );
        page.Add("<div class=\"row\"><div>")
            .Add(
                ReportPage.Bars(
                    "Space group",
                    answer.Candidates.Select(c => new Bar($"{c.Name} ({c.Label})", c.Probability, answer.PredictionSet.Contains(c.Label)))
                )
            );
        page.Add("</div><div>")
            .Add(ReportPage.Bars("Crystal system", answer.CrystalSystem.Select((c, i) => new Bar(c.Label, c.Probability, i == 0))))
            .Add("</div></div>\n");
        page.Add("<h3>Candidates</h3>\n");
        page.AddTable(
            ["Space group", "Number", "Probability"],
            answer.Candidates.Select(c => new[] { c.Name, c.Label, c.Probability.ToString("0.0 %", CultureInfo.InvariantCulture) }),
            1
        );
        page.Add(Invariant($"<p>{answer.Coverage:0.#%} prediction set: {XrdAnswerText.Shortened(answer, ", ")}</p>\n"));
        page.Add("<h3>Extinction group</h3>\n");
        page.AddTable(
            ["Symbol", "Number", "Probability"],
            answer.ExtinctionGroup.Select(c => new[] { c.Name, c.Label, c.Probability.ToString("0.0 %", CultureInfo.InvariantCulture) }),
            1
        );
        if (!answer.Phases.IsEmpty)
        {
            page.Add("<h3>Known crystals that fit</h3>\n");
            page.AddTable(
                ["Formula", "Id", "Space group", "Score", "Fitted scale of lengths"],
                answer.Phases.Select(p =>
                    new[]
                    {
                        p.Entry.Formula,
                        p.Entry.Id,
                        p.Entry.SpaceGroup.ToString(CultureInfo.InvariantCulture),
                        p.Score.ToString("f3", CultureInfo.InvariantCulture),
                        p.LengthScale.ToString("f4", CultureInfo.InvariantCulture),
                    }
                ),
                2
            );
        }

        page.Add(
            Invariant($"<p class=\"faint\">Wavelength {answer.WavelengthAngstrom:0.#####} Å, {pattern.Length} points.</p></section>\n")
        );
    }
}
