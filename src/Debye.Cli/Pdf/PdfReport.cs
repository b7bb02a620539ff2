using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Pdf;
using Debye.Plots;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary>Identified pair distribution functions as one self-contained page.</summary>
internal static class PdfReport
{
    /// <summary>The page.</summary>
    /// <param name="answers">Identifications.</param>
    /// <param name="model">Name of the model package.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Inputs that could not be used and why, one line each.</param>
    public static string Render(IReadOnlyList<PdfIdentification> answers, string model, string version, IReadOnlyList<string> skipped)
    {
        var page = new ReportPage(
            "Pair distribution functions identified",
            answers.Count,
            answers.Count == 1 ? "curve" : "curves",
            skipped.Count
        );
        foreach (var answer in answers)
            Append(page, answer);
        return page.Finish(skipped, [("Program", $"Debye {ReportPage.Text(version)}"), ("Model", ReportPage.Text(model))]);
    }

    /// <summary>The curve with the known one most like it.</summary>
    public static string Figure(string title, PdfIdentification answer) =>
        PdfFigures
            .Compared(
                title,
                PdfGrid.SpaceGroupNetwork.ToArray(),
                answer.Curve.ToArray(),
                answer.NearestCurve.ToArray(),
                answer.Matches.IsEmpty ? "" : answer.Matches[0].Id
            )
            .Render();

    private static string RefinedFigure(PdfIdentification answer, PdfRefinedCrystal refined) =>
        PdfFigures
            .Compared(
                "Measured curve and the best refinement",
                PdfGrid.SpaceGroupNetwork.ToArray(),
                answer.Curve.ToArray(),
                refined.Curve.ToArray(),
                $"{refined.Id} refined"
            )
            .Render();

    private static void Append(ReportPage page, PdfIdentification answer)
    {
        var best = answer.Candidates[0];
        page.Add(
            Invariant($"<section><h2>{ReportPage.Text(answer.Input)}</h2>\n")
                + Invariant($"<p class=\"answer\">Space group <b>{ReportPage.Text(best.Name)}</b> (No. {best.Label}), ")
                + Invariant($"{best.Probability:0.0 %}</p>\n")
        );
        if (answer.IsUnknown)
            page.Add("<p class=\"unknown\"><b>Unknown.</b> The curve is like nothing the model knows; the candidates are guesses.</p>\n");
        page.Add(Figure("Measured curve and the known one most like it", answer));
        page.Add(
            ReportPage.Bars(
                "Space group",
                answer.Candidates.Select(c => new Bar($"{c.Name} ({c.Label})", c.Probability, answer.PredictionSet.Contains(c.Label)))
            )
        );
        page.Add("<h3>Candidates</h3>\n")
            .AddTable(
                ["Space group", "Number", "Probability"],
                answer.Candidates.Select(c => new[] { c.Name, c.Label, c.Probability.ToString("0.0 %", CultureInfo.InvariantCulture) }),
                1
            );
        page.Add(Invariant($"<p>{answer.Coverage:0.#%} prediction set: {ReportPage.Text(string.Join(", ", answer.PredictionSet))}</p>\n"));
        if (!answer.Matches.IsEmpty)
            page.Add("<h3>Known curves most like it</h3>\n")
                .AddTable(
                    ["Crystal", "Space group", "Correlation", "Lengths over its own"],
                    answer.Matches.Select(m =>
                        new[]
                        {
                            m.Id,
                            Invariant($"{m.SpaceGroup}"),
                            m.Correlation.ToString("f3", CultureInfo.InvariantCulture),
                            m.Stretch.ToString("f2", CultureInfo.InvariantCulture),
                        }
                    ),
                    1
                );
        if (answer.Refined is { } refined)
        {
            page.Add(RefinedFigure(answer, refined));
            page.Add(
                Invariant($"<p>Best refinement of a known crystal: {ReportPage.Text(refined.Id)}, space group ")
                    + Invariant($"{refined.SpaceGroup}, misfit {refined.Misfit:f3} (0 is perfect), ")
                    + Invariant($"{PdfAnswerText.Cell(refined.Crystal.Lattice)}. Elements of the sample may be others.</p>\n")
            );
        }

        foreach (var note in answer.Notes)
            page.Add($"<p>{ReportPage.Text(note)}</p>\n");
        page.Add("</section>\n");
    }
}
