using Debye.Learning.Metrics;
using Debye.Learning.Training;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>What came of a training.</summary>
/// <param name="Folder">The model package.</param>
/// <param name="TrainingCrystals">Crystals learned from.</param>
/// <param name="Single">Validation figures of each network.</param>
/// <param name="Report">Validation figures of their average.</param>
public sealed record CrystalTrainingResult(string Folder, int TrainingCrystals, IReadOnlyList<RegressionReport> Single, RegressionReport Report);

/// <summary>From a recipe to a model package. The test part of the data is not looked at.</summary>
public static class CrystalTraining
{
    /// <summary>Trains.</summary>
    /// <param name="recipePath">The recipe; the files that it names are relative to it.</param>
    /// <param name="folder">Receives the package and the log.</param>
    /// <param name="seed">Replaces the recipe's seed; null to keep it.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="clock">Time stamps of the log.</param>
    /// <param name="report">Receives lines of progress and one for each bad row; null for silence.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <returns>Null when cancelled; nothing but the log is written then.</returns>
    /// <exception cref="DataFormatException">The recipe or a file of the data cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite.</exception>
    public static CrystalTrainingResult? Run(string recipePath, string folder, ulong? seed, int threads, TimeProvider clock, Action<string>? report = null, CancellationToken cancellation = default)
    {
        var recipe = CrystalRecipe.Read(recipePath);
        recipe = recipe with { Seed = seed ?? recipe.Seed };
        var set = CrystalDataset.Read(recipe.Data, recipePath, recipe.Graph, threads, report ?? (_ => { }));
        report?.Invoke($"{set.Training.Count} crystals to learn from, {set.Validation.Count} to choose by, {set.Test.Count} not looked at");
        // Of the training part alone: validation and test have no say in the scale.
        var scale = TargetScale.Of([.. set.Training.Select(example => example.Target)]);
        CgcnnNetwork[] networks = [.. Enumerable.Range(0, recipe.Networks).Select(k => CrystalModelPackage.New(recipe.Network, recipe.Seed + (ulong)k))];
        var model = new CrystalModel(Path.GetFileName(folder), recipe.Data.Property, recipe.Data.Unit, networks, recipe.Graph, scale);
        var (trainer, single) = (new CrystalTrainer(recipe.Training, threads), new List<RegressionReport>());
        for (var k = 0; k < networks.Length; k++)
        {
            report?.Invoke($"network {k + 1} of {networks.Length}, {networks[k].CountParameters():n0} parameters");
            using var log = new RunLog(Path.Combine(folder, $"network-{k}"), clock);
            if (trainer.Train(model, networks[k], set, recipe.Seed + (ulong)k, log, report, cancellation) is not { } judged || cancellation.IsCancellationRequested) return null;
            single.Add(judged);
        }

        using var predictor = new CrystalPredictor(model, threads);
        var validation = CrystalTrainer.Judge(predictor, set.Validation);
        CrystalModelPackage.Save(folder, recipe, set, model, validation);
        return new CrystalTrainingResult(folder, set.Training.Count, single, validation);
    }

    /// <summary>Judges a model on one part of a recipe's data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipePath">The recipe; only its data are used.</param>
    /// <param name="part">"val" or "test".</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives one line for each bad row.</param>
    /// <returns>Figures, and id, truth and prediction of every crystal.</returns>
    /// <exception cref="DataFormatException">The recipe or a file of the data cannot be read, or the recipe is about another property.</exception>
    public static (RegressionReport Report, IReadOnlyList<(string Id, double Target, double Predicted)> Rows) Evaluate(CrystalModel model, string recipePath, string part, int threads, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(model);
        var recipe = CrystalRecipe.Read(recipePath);
        if (recipe.Data.Property != model.Property || recipe.Data.Unit != model.Unit)
            throw new DataFormatException(recipePath, 0, $"its data hold {recipe.Data.Property} ({recipe.Data.Unit}), the model predicts {model.Property} ({model.Unit})");
        var set = CrystalDataset.Read(recipe.Data, recipePath, model.Graph, threads, report);
        var examples = part switch
        {
            "val" => set.Validation,
            "test" => set.Test,
            _ => throw new ArgumentException($"expected the part val or test, got '{part}'", nameof(part)),
        };
        using var predictor = new CrystalPredictor(model, threads);
        var predicted = predictor.Predict([.. examples.Select(example => example.Graph)]);
        return (RegressionReport.Evaluate(predicted, [.. examples.Select(example => example.Target)]), [.. examples.Select((example, i) => (example.Graph.Id, example.Target, predicted[i]))]);
    }
}
