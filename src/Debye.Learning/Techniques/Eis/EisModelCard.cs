using Debye.Learning.Metrics;
using Debye.Learning.Packages;

namespace Debye.Learning.Techniques.Eis;

/// <summary>README.md of a model package.</summary>
internal static class EisModelCard
{
    public static string Write(EisRecipe recipe, EisTrainingSet set, ClassificationReport figures)
    {
        var origin =
            recipe.Data.Source == EisDataSource.Images
                ? "Nyquist images of the AutoECM set"
                : "spectra simulated from parameter rows recovered for the AutoECM training set";
        var rows = figures.Classes.Select(c => Invariant($"| {c.Label} | {c.Count} | {c.Precision:f3} | {c.Recall:f3} | {c.F1:f3} |"));
        return Invariant(
            $"""
            # Equivalent circuits: {Name(recipe.Model)} on {recipe.Features}

            {recipe.Description}

            **Answers** one of nine equivalent circuits: {string.Join(", ", EisCircuitClass.Names)}.
            A circuit outside this list is answered wrongly or as "unknown".

            **Data.** {set.Training.Count} examples: {origin} (CC BY 4.0, QuantumScape; doi 10.1149/1945-7111/acd8fb).

            **Validation.** {figures.Count} examples from rows or images that no training example comes from: accuracy {figures.Accuracy},
            macro-F1 {figures.MacroF1:f3}, negative log-likelihood {figures.NegativeLogLikelihood:f3}, calibration error
            {figures.CalibrationError:f3}.
            They share the training's distribution; measured spectra will not.

            | circuit | examples | precision | recall | F1 |
            |---|---|---|---|---|
            {string.Join('\n', rows)}

            **Limits.** {Noise(recipe)} Frequencies outside 1.6 mHz…318 kHz and other circuits were never seen.

            **Licence.** MIT, as Debye; the data it was trained on are CC BY 4.0 (attribution above).

            """
        );
    }

    private static string Noise(EisRecipe recipe) =>
        recipe.Data.Simulation.Disturbances is { } ranges
            ? Invariant($"Trained with noise of {ranges.LowestNoise:0.##%} to {ranges.HighestNoise:0.##%} ")
                + Invariant($"({ranges.NoiseFreeShare:0 %} of the spectra without), drift on {ranges.DriftShare:0 %} and outliers ")
                + Invariant($"on {ranges.OutlierShare:0 %} of the noisy ones.")
            : "Trained without noise, drift or outliers.";

    private static string Name(ModelKind kind) =>
        kind switch
        {
            ModelKind.Forest => "random forest",
            ModelKind.Boosting => "gradient boosting",
            _ => "network",
        };
}
