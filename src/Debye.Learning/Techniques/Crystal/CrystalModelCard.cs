using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>The model card of a package.</summary>
internal static class CrystalModelCard
{
    public static string Of(
        CrystalRecipe recipe,
        CrystalDataset set,
        CrystalModel model,
        IReadOnlyList<RegressionReport> single,
        RegressionReport validation
    ) =>
        Invariant(
            $"""
            # {recipe.Data.Property} of crystals

            {recipe.Description}

            **Answers** {recipe.Data.Property} in {recipe.Data.Unit} from an ordered crystal structure, with the error to be expected;
            "unknown" for elements it never saw.

            **Trained** on {set.Training.Count} crystals of {Path.GetFileName(recipe.Data.Targets)}{Only(
                recipe
            )}, seed {recipe.Seed}; the test part was not looked at.

            | member | weight | validation: mean absolute error, {recipe.Data.Unit} |
            |---|---|---|
            {string.Join(
                '\n',
                model.Members.Select(
                    (member, k) =>
                        $"| {member.Kind.ToString().ToLowerInvariant()} "
                        + Invariant($"| {model.Weights[k]:f3} | {single[k].MeanAbsoluteError:f4} |")
                )
            )}

            **Validation.** {validation.Count} crystals of other formulas: mean absolute error {validation.MeanAbsoluteError:f4} ±
            {validation.StandardError:f4} {recipe.Data.Unit}, R² {validation.Determination:f3}. Weights and intervals were fitted on them.

            **Limits.** Elements, compositions and structures like those it was trained on. Partly occupied sites are refused.

            **Licence** of the weights: that of the data; see the source of {Path.GetFileName(recipe.Data.Targets)}.
            """
        ) + "\n";

    private static string Only(CrystalRecipe recipe) =>
        recipe.Data.OnlyColumn.Length == 0 ? "" : $" with {recipe.Data.OnlyColumn} {string.Join(", ", recipe.Data.Only)}";
}
