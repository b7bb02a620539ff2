using Debye.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>The examples of a recipe: those to learn from, and those that come from other rows.</summary>
/// <param name="Training">Learned from.</param>
/// <param name="Validation">Half of them calibrate, half of them judge.</param>
public sealed record EisTrainingSet(EisExamples Training, EisExamples Validation)
{
    private const ulong ValidationStream = 0x5EED_0F_7E57;

    /// <summary>Makes the examples of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="recipePath">Where it lies.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataFormatException">A file of the recipe cannot be read.</exception>
    public static EisTrainingSet Make(
        EisRecipe recipe,
        string recipePath,
        int threads,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var data = recipe.Data;
        var file = RecipeFiles.Beside(recipePath, data.File);
        if (data.Source == EisDataSource.Images)
            return NyquistImages.Read(file, "train").Split(data.ValidationShare, data.SplitSeed);
        var (training, validation) = new AutoEcmRowSet(AutoEcmFiles.ReadParameters(file)).Split(data.ValidationShare, data.SplitSeed);
        return new EisTrainingSet(
            Draw(training, data.ExamplesPerClass, recipe, recipe.Seed, threads, report, cancellation),
            Draw(validation, data.ValidationPerClass, recipe, data.SplitSeed ^ ValidationStream, threads, report, cancellation)
        );
    }

    private static EisExamples Draw(
        AutoEcmRowSet rows,
        int perClass,
        EisRecipe recipe,
        ulong seed,
        int threads,
        Action<string>? report,
        CancellationToken cancellation
    )
    {
        var labels = rows.Labels;
        return EisExamples.Make(
            perClass * labels.Length,
            () =>
            {
                var simulator = new AutoEcmSimulator(rows, recipe.Data.Simulation);
                return i =>
                {
                    var random = new RandomSource(seed, (ulong)i);
                    return simulator.Draw(labels[i % labels.Length], ref random);
                };
            },
            recipe.Features,
            threads,
            report,
            cancellation
        );
    }
}
