using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Plots;

namespace Debye.Cli.Crystal;

/// <summary>Figures of an evaluation of crystals.</summary>
internal static class CrystalFigures
{
    /// <summary>The property in words.</summary>
    public static string QuantityOf(CrystalModel model) => model.Property == "bandGap" ? "band gap" : model.Property;

    /// <summary>Predicted over true values.</summary>
    public static string Parity(CrystalModel model, CrystalEvaluation done) =>
        new SvgParity
        {
            Title = model.Name,
            Quantity = QuantityOf(model),
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
                _ => new ValueColors($"{QuantityOf(model)} ({model.Unit})", [.. done.Rows.Select(row => row.Target)]),
            },
        }.Render();

    private static string MostElectronegative(CrystalInput crystal) =>
        Elements.Symbol(
            crystal.Graph.AtomicNumbers.ToArray().MaxBy(number => Elements.Electronegativity(number) is var x && double.IsNaN(x) ? 0 : x)
        );
}
