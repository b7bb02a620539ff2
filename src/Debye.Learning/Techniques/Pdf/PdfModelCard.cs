using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>README.md of a model package.</summary>
internal static class PdfModelCard
{
    public static string Write(PdfRecipe recipe, PdfTrainingSet set, ClassificationReport report, IReadOnlyList<string> labels)
    {
        var rows = report.Classes.Select(c => Invariant($"| {c.Label} | {c.Count} | {c.Precision:f3} | {c.Recall:f3} | {c.F1:f3} |"));
        var parts = (recipe.Networks > 0, recipe.UsesLibrary) switch
        {
            (true, true) => Invariant($"{recipe.Networks} networks and known curves"),
            (true, false) => Invariant($"{recipe.Networks} network(s)"),
            _ => "known curves",
        };
        return Invariant(
                $"""
                # Space groups from pair distribution functions: {parts}

                {recipe.Description}

                **Answers** one of the space groups {string.Join(
                    ", ",
                    labels
                )}. A sample of another one is answered wrongly or as "unknown".

                **Data.** {set.Rows.Count} curves and crystals of the Materials Project (CC BY 4.0), A. Jain et al., APL Materials 1,
                011002 (2013),
                doi 10.1063/1.4812323{(recipe.Data.Split is null ? "" : "; the test part of the split was never looked at")}.

                **Validation.** {report.Count} curves, each judged by what was trained without its fold{(
                    recipe.FoldsByPrototype ? " (folds keep crystals of one anonymous formula and space group together)" : ""
                )}:
                accuracy {report.Accuracy}, among the first two {report.TopK[
                    2
                ]}, negative log-likelihood {report.NegativeLogLikelihood:f3}, calibration error {report.CalibrationError:f3}.
                They are calculated curves; measured ones are harder.

                | space group | curves | precision | recall | F1 |
                |---|---|---|---|---|
                {string.Join('\n', rows)}

                **Limits.** Trained on x-ray G(r) of single crystalline phases, 1.5…30 Å. Mixtures, particles of a few nanometres, neutron
                data and other space groups are beyond it.

                **Licence.** MIT, as Debye; the crystals it was trained on are CC BY 4.0 (attribution above).
                """
            ) + "\n";
    }
}
