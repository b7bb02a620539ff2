namespace Debye.Learning.Techniques.Spectra;

/// <summary>The model card of a package.</summary>
internal static class SpectraModelCard
{
    public static string Of(SpectraRecipe recipe, SpectraModel model, SpectraTrainingReport report) =>
        Invariant(
            $"""
            # Classes of materials from spectra

            {recipe.Description}

            **Answers** one of {model.Labels.Count} classes from a spectrum ({model.Background.Length} points, {model.Background.Axis[
                0
            ]:g6}…{model.Background.Axis[^1]:g6}, {model.Unit}){(
                model.Gate is null ? "; it takes every spectrum for one of them" : $", or \"unknown\" (detector {model.Gate.Detector.Name})"
            )}.

            **Trained** on {report.Spectra.Values.Sum()} spectra of {string.Join(
                ", ",
                recipe.Data.Spectra.Select(Path.GetFileName)
            )}, seed {recipe.Seed}.

            | class | spectra |
            |---|---|
            {string.Join('\n', report.Spectra.Select(pair => Invariant($"| {pair.Key} | {pair.Value} |")))}

            | member | weight | cross-validation: accuracy |
            |---|---|---|
            {string.Join(
                '\n',
                report.Members.Select(member =>
                    Invariant($"| {member.Classifier} | {member.Weight:f3} | ")
                    + (member.Accuracy is { } own ? Invariant($"{own:f4} |") : " |")
                )
            )}

            **Cross-validation.** {(
                report.Accuracy is { } accuracy
                    ? Invariant($"{report.Split}: accuracy {accuracy:f4}, mean −ln p {report.NegativeLogLikelihood:f4}; ")
                        + "weights and prediction sets were fitted on the same answers."
                    : "None."
            )}
            {string.Join('\n', report.Warnings.Select(warning => $"\n**Mind:** {warning}"))}

            **Limits.** Spectra of the same kind of instrument, and classes like those it was trained on.

            **Licence** of the weights: {(recipe.Licence.Length > 0 ? recipe.Licence : "that of the data")}.
            """
        ) + "\n";
}
