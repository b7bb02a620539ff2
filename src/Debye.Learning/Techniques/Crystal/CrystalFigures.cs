using Debye.Crystals;
using Debye.Plots;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Figures of an evaluation of crystals.</summary>
public static class CrystalFigures
{
    /// <summary>A property in words.</summary>
    /// <param name="property">Such as "bandGap".</param>
    public static string QuantityOf(string property) => property == "bandGap" ? "band gap" : property;

    /// <summary>One predicted value with its interval, over the answers of the model's members.</summary>
    /// <param name="answer">The answer; it has a value.</param>
    public static SvgPlot Prediction(CrystalAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var value = answer.Value ?? throw new ArgumentException("Expected an answer with a value.", nameof(answer));
        List<PlotSeries> series =
        [
            new PointSeries("members of the model", PlotColors.Calculated, [.. answer.Members], [.. answer.Members.Select(_ => 0.0)]),
        ];
        if (answer.Interval is var (low, high))
            series.Add(new LineSeries(Invariant($"{answer.Coverage:0.#%} interval"), PlotColors.Measured, [low, high], [1.0, 1.0]));
        series.Add(new PointSeries("prediction", PlotColors.Measured, [value], [1.0]));
        return new SvgPlot
        {
            Title = Invariant($"{answer.Input} {answer.Formula}: {value:f3} {answer.Unit}"),
            XLabel = $"{QuantityOf(answer.Property)} ({answer.Unit})",
            YLabel = "",
            XRange = (
                Math.Min(0, answer.Interval?.Low ?? value),
                1.1 * Math.Max(answer.Interval?.High ?? value, answer.Members.DefaultIfEmpty(value).Max()) + 0.1
            ),
            Series = series,
        };
    }

    /// <summary>Predicted over true values.</summary>
    /// <param name="model">The model.</param>
    /// <param name="done">Its evaluation.</param>
    public static string Parity(CrystalModel model, CrystalEvaluation done) =>
        new SvgParity
        {
            Title = model.Name,
            Quantity = QuantityOf(model.Property),
            Unit = model.Unit,
            Truth = [.. done.Rows.Select(row => row.Target)],
            Predicted = [.. done.Rows.Select(row => row.Answer.Value)],
            Titles = [.. done.Rows.Select(row => $"{row.Crystal.Graph.Id} {row.Crystal.Formula}")],
        }.Render();

    /// <summary>The crystals in the plane.</summary>
    /// <param name="model">The model.</param>
    /// <param name="done">Its evaluation.</param>
    /// <param name="projection">Where they lie.</param>
    /// <param name="color">What colours mean: target, predicted, error or element.</param>
    public static string Plane(CrystalModel model, CrystalEvaluation done, CrystalProjection projection, string color) =>
        new SvgScatter
        {
            X = [.. done.Rows.Select((_, i) => projection.Positions[2 * i])],
            Y = [.. done.Rows.Select((_, i) => projection.Positions[(2 * i) + 1])],
            Title = $"{model.Name}: {done.Rows.Count} crystals, {(projection.VarianceShares.Count > 0 ? "principal components" : "t-SNE")}",
            Caption =
                Invariant($"after {projection.Stage} convolutions; trustworthiness {projection.Quality.Value:f3}, continuity ")
                + Invariant($"{projection.Quality.Continuity:f3}"),
            Titles =
            [
                .. done.Rows.Select(row =>
                    Invariant(
                        $"{row.Crystal.Graph.Id} {row.Crystal.Formula}: {row.Target:g4} {model.Unit}, predicted {row.Answer.Value:g4}"
                    )
                ),
            ],
            Colors = color switch
            {
                "element" => new CategoryColors(
                    "most electronegative element",
                    [.. done.Rows.Select(row => MostElectronegative(row.Crystal))]
                ),
                "predicted" => new ValueColors($"predicted ({model.Unit})", [.. done.Rows.Select(row => row.Answer.Value)]),
                "error" => new ValueColors($"error ({model.Unit})", [.. done.Rows.Select(row => Math.Abs(row.Answer.Value - row.Target))]),
                _ => new ValueColors($"{QuantityOf(model.Property)} ({model.Unit})", [.. done.Rows.Select(row => row.Target)]),
            },
        }.Render();

    private static string MostElectronegative(CrystalInput crystal) =>
        Elements.Symbol(
            crystal.Graph.AtomicNumbers.ToArray().MaxBy(number => Elements.Electronegativity(number) is var x && double.IsNaN(x) ? 0 : x)
        );
}
