using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Crystal;
using Debye.Plots;

namespace Debye.Cli.Crystal;

/// <summary>An evaluation of a model on crystals as one self-contained page.</summary>
internal static class CrystalReport
{
    private const int Worst = 25;

    /// <summary>The page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="part">Name of the data.</param>
    /// <param name="done">Its evaluation.</param>
    /// <param name="projection">The crystals in the plane; null where the model has no graph network or the crystals are too few.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="skipped">Rows that could not be used and why, one line each.</param>
    public static string Render(
        CrystalModel model,
        string part,
        CrystalEvaluation done,
        CrystalProjection? projection,
        string version,
        IReadOnlyList<string> skipped
    )
    {
        var page = new ReportPage($"{model.Name} on {part}", done.Rows.Count, "crystals", skipped.Count);
        var report = done.Report;
        page.Add(
            Invariant($"<section><h2>{ReportPage.Text(CrystalFigures.QuantityOf(model))}</h2>\n")
                + Invariant($"<p class=\"answer\">Mean absolute error <b>{report.MeanAbsoluteError:f3} ± {report.StandardError:f3} ")
                + Invariant($"{ReportPage.Text(model.Unit)}</b>, root mean square {report.RootMeanSquareError:f3}, R² ")
                + Invariant($"{report.Determination:f3}</p>\n")
        );
        page.Add(CrystalFigures.Parity(model, done));
        if (done.Intervals.Count > 0)
            page.Add("<h3>Intervals</h3>\n")
                .AddTable(
                    ["Asked", "Held", "Mean width"],
                    done.Intervals.Select(interval =>
                        new[]
                        {
                            interval.Asked.ToString("0.#%", CultureInfo.InvariantCulture),
                            interval.Held.ToString(),
                            Invariant($"{interval.MeanWidth:f3} {model.Unit}"),
                        }
                    ),
                    0
                );
        page.Add("<h3>Members</h3>\n")
            .AddTable(
                ["Member", "Weight", "Mean absolute error"],
                model.Members.Select(
                    (member, m) =>
                        new[]
                        {
                            member.Kind.ToString().ToLowerInvariant(),
                            model.Weights[m].ToString("f3", CultureInfo.InvariantCulture),
                            done.Members[m].MeanAbsoluteError.ToString("f3", CultureInfo.InvariantCulture),
                        }
                ),
                1
            );
        if (projection is not null)
            page.Add("<h3>As the first graph network sees them</h3>\n")
                .Add(CrystalFigures.Plane(model, done, projection, "target"))
                .Add(CrystalFigures.Plane(model, done, projection, "error"));
        page.Add("<h3>Farthest off</h3>\n")
            .AddTable(
                ["Crystal", "Formula", "True", "Predicted"],
                done.Rows.OrderByDescending(row => Math.Abs(row.Target - row.Answer.Value))
                    .Take(Worst)
                    .Select(row =>
                        new[]
                        {
                            row.Crystal.Graph.Id,
                            row.Crystal.Formula,
                            row.Target.ToString("f3", CultureInfo.InvariantCulture),
                            row.Answer.Value.ToString("f3", CultureInfo.InvariantCulture),
                        }
                    ),
                2
            );
        page.Add("</section>\n");
        return page.Finish(skipped, [("Program", $"Debye {ReportPage.Text(version)}"), ("Model", ReportPage.Text(model.Name))]);
    }
}
