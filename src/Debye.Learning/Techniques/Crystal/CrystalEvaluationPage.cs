using System.Collections.Immutable;
using Debye.Learning.Answers;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>An evaluation of a model on crystals as one self-contained page.</summary>
internal static class CrystalEvaluationPage
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
        var page = new AnswerPage($"{model.Name} on {part}", done.Rows.Count, "crystal", skipped.Count);
        var (report, unit) = (done.Report, AnswerPage.Text(model.Unit));
        var error = Invariant($"<b>{report.MeanAbsoluteError:f3} ± {report.StandardError:f3} {unit}</b>");
        var more = Invariant($"root mean square {report.RootMeanSquareError:f3}, R² {report.Determination:f3}");
        page.Open(CrystalFigures.QuantityOf(model.Property), $"Mean absolute error {error}, {more}");
        page.Add(new AnswerFigure(() => CrystalFigures.Parity(model, done)));
        page.Add(new AnswerTable("Intervals", ["Asked", "Held", "Mean width"], [.. done.Intervals.Select(own => Interval(own, model))], 0));
        page.Add(new AnswerTable("Members", ["Member", "Weight", "Mean absolute error"], [.. Members(model, done)], 1));
        foreach (var color in projection is null ? [] : (string[])["target", "error"])
            page.Add(new AnswerFigure(() => CrystalFigures.Plane(model, done, projection!, color)));
        page.Add(new AnswerTable("Farthest off", ["Crystal", "Formula", "True", "Predicted"], [.. Farthest(done)], 2));
        page.Close();
        return page.Finish(skipped, [("Program", $"Debye {version}"), ("Model", model.Name)]);
    }

    private static ImmutableArray<string> Interval((double Asked, Metrics.Interval Held, double MeanWidth) own, CrystalModel model) =>
        [Invariant($"{own.Asked:0.#%}"), Invariant($"{own.Held}"), Invariant($"{own.MeanWidth:f3} {model.Unit}")];

    private static IEnumerable<ImmutableArray<string>> Members(CrystalModel model, CrystalEvaluation done) =>
        model.Members.Select(
            (member, m) =>
                ImmutableArray.Create(
                    member.Kind.ToString().ToLowerInvariant(),
                    Invariant($"{model.Weights[m]:f3}"),
                    Invariant($"{done.Members[m].MeanAbsoluteError:f3}")
                )
        );

    private static IEnumerable<ImmutableArray<string>> Farthest(CrystalEvaluation done) =>
        done
            .Rows.OrderByDescending(row => Math.Abs(row.Target - row.Answer.Value))
            .Take(Worst)
            .Select(row =>
                ImmutableArray.Create(
                    row.Crystal.Graph.Id,
                    row.Crystal.Formula,
                    Invariant($"{row.Target:f3}"),
                    Invariant($"{row.Answer.Value:f3}")
                )
            );
}
