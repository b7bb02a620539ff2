using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>Writes an adapted model as a package.</summary>
internal static class AdaptationModelCard
{
    public static void Save(
        string folder,
        AdaptationRecipe recipe,
        CrystalModel model,
        IReadOnlyList<AdaptationFigure> figures,
        RegressionReport blend,
        IReadOnlyList<AdaptationRow> rows
    )
    {
        CrystalModelPackage.SaveModel(folder, model);
        CrystalModelPackage.Write(folder, "recipe.json", recipe);
        CrystalModelPackage.Write(
            folder,
            "metrics.json",
            new
            {
                crystals = rows.Count,
                blend,
                methods = figures,
            }
        );
        var sources = string.Join(", ", ((string[])[recipe.Data.Targets, .. recipe.MoreTargets]).Select(Path.GetFileName));
        File.WriteAllText(
            Path.Combine(folder, "README.md"),
            Invariant(
                $"""
                # {recipe.Data.Property} of crystals, adapted to measured values

                {recipe.Description}

                **Answers** {recipe.Data.Property} in {recipe.Data.Unit} from an ordered crystal structure, with the error to be expected;
                "unknown" for elements and surroundings it never saw.

                **Trained** on {rows.Count} measured crystals ({sources}), seed {recipe.Seed}, on top of the model in the folder "base",
                whose own answers for these crystals come from members that left their formulas out.

                | method | weight | cross-validation: mean absolute error, {recipe.Data.Unit} |
                |---|---|---|
                {string.Join(
                    '\n',
                    figures.Select(figure => Invariant($"| {figure.Name} | {figure.Weight:f2} | {figure.Report.MeanAbsoluteError:f4} |"))
                )}

                **Cross-validation** over formulas, weights chosen without the rows judged: mean absolute error
                {blend.MeanAbsoluteError:f4} ± {blend.StandardError:f4} {recipe.Data.Unit} on {blend.Count} crystals, R²
                {blend.Determination:f3}.

                **Limits.** Measured values mix optical, direct and indirect gaps and temperatures; the model answers with their middle.
                Partly occupied sites are refused.

                **Licence** of the weights: that of the data; see the sources of {sources} and of the base model.
                """
            ) + "\n"
        );
    }
}
