using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>README.md of a model package.</summary>
internal static class XrdModelCard
{
    public static string Write(XrdRecipe recipe, ClassificationReport report)
    {
        var source = recipe.Structures is { } structures
            ? Invariant($"variations of the crystals in {Path.GetFileName(structures)} ({recipe.StructureShare:0 %} of the examples)")
            : "no known crystals";
        var topFive = report.TopK[5];
        var heldOut = recipe.HeldOutPrototypes > 0 ? Invariant($"; {recipe.HeldOutPrototypes:0 %} of the prototypes were held out") : "";
        return Invariant(
                $"""
                # Space groups from powder patterns: a network

                {recipe.Description}

                **Answers** one of the 230 space groups; crystal system and extinction group follow from it.

                **Trained** on patterns simulated on the fly: {source} and synthetic crystals{heldOut}; seed {recipe.Training.Seed},
                {recipe.Training.Steps} steps of {recipe.Training.BatchSize}.

                **Validation.** {report.Count} simulated patterns that no training example equals: accuracy {report.Accuracy}, among
                the first five {topFive}, negative log-likelihood {report.NegativeLogLikelihood:f3}, calibration error
                {report.CalibrationError:f3}.
                Measured patterns are harder: 'debye xrd evaluate' tells how much.

                **Limits.** Single phases, laboratory or synchrotron patterns of at least 15° within 5…90° 2θ (as at Cu Kα1). Mixtures,
                strong preferred orientation and amorphous samples are beyond it. The combination with a library of known crystals has
                its defaults
                until 'debye xrd calibrate' fits it.

                **Licence** of the weights: that of the crystals they were trained on.
                """
            ) + "\n";
    }
}
