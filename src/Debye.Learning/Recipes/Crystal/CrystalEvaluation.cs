using Debye.Learning.Metrics;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>A crystal of an evaluation.</summary>
/// <param name="Crystal">The crystal.</param>
/// <param name="Target">Truth, in the model's unit.</param>
/// <param name="Answer">The model's answer.</param>
public sealed record CrystalEvaluationRow(CrystalInput Crystal, double Target, CrystalAnswer Answer);

/// <summary>Figures of a model on held-out crystals.</summary>
/// <param name="Rows">Every crystal.</param>
/// <param name="Report">Figures of the model.</param>
/// <param name="Members">Figures of each member alone.</param>
public sealed record CrystalEvaluation(IReadOnlyList<CrystalEvaluationRow> Rows, RegressionReport Report, IReadOnlyList<RegressionReport> Members)
{
    /// <summary>Judges a model on one part of a recipe's data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipePath">The recipe; only its data and seed are used.</param>
    /// <param name="part">"val" or "test".</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <exception cref="DataFormatException">The recipe or a file of the data cannot be read, or the recipe is about another property.</exception>
    public static CrystalEvaluation Of(CrystalModel model, string recipePath, string part, int threads, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(model);
        var recipe = CrystalRecipe.Read(recipePath);
        if (recipe.Data.Property != model.Property || recipe.Data.Unit != model.Unit)
            throw new DataFormatException(recipePath, 0, $"its data hold {recipe.Data.Property} ({recipe.Data.Unit}), the model predicts {model.Property} ({model.Unit})");
        var set = CrystalDataset.Read(recipe.Data, recipePath, model.NewInputBuilder, recipe.Seed, threads, report);
        return Of(model, part switch { "val" => set.Validation, "test" => set.Test, _ => throw new ArgumentException($"expected the part val or test, got '{part}'", nameof(part)) }, threads);
    }

    /// <summary>Judges a model on some crystals.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Two or more.</param>
    /// <param name="threads">Threads.</param>
    public static CrystalEvaluation Of(CrystalModel model, IReadOnlyList<CrystalExample> examples, int threads)
    {
        using var predictor = new CrystalPredictor(model, threads);
        var answers = predictor.Predict([.. examples.Select(example => example.Crystal)]);
        var truth = examples.Select(example => example.Target).ToArray();
        return new CrystalEvaluation(
            [.. examples.Select((example, i) => new CrystalEvaluationRow(example.Crystal, example.Target, answers[i]))],
            RegressionReport.Evaluate([.. answers.Select(answer => answer.Value)], truth),
            [.. model.Members.Select((_, m) => RegressionReport.Evaluate([.. answers.Select(answer => answer.Members[m])], truth))]);
    }
}
