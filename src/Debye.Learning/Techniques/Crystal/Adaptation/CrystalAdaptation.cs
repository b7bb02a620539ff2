using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Numerics;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>How a method does on held-out rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its weight in the adapted model; 0 for what is left out, and for controls.</param>
/// <param name="Report">Figures on rows of formulas that it did not learn from.</param>
public sealed record AdaptationFigure(string Name, double Weight, RegressionReport Report);

/// <summary>What came of an adaptation.</summary>
/// <param name="Folder">The adapted model.</param>
/// <param name="Rows">Measured crystals that were chosen by, and all that were learned from.</param>
/// <param name="Methods">Each method by cross-validation.</param>
/// <param name="Blend">Their blend, its weights chosen without the rows that it is judged on.</param>
/// <param name="Test">Figures on the rows that were set apart; null where there are none.</param>
public sealed record AdaptationResult(
    string Folder,
    (int ChosenBy, int LearnedFrom) Rows,
    IReadOnlyList<AdaptationFigure> Methods,
    RegressionReport Blend,
    AdaptationTestResult? Test
);

/// <summary>
/// Adapts a model to measured values. Methods are compared and blended by cross-validation over formulas inside the measured data; the
/// choice is written down; then the adapted model is trained; then, and only once for a folder, the rows set apart are looked at.
/// </summary>
public static class CrystalAdaptation
{
    internal const string ChoiceFile = "choice.json";

    /// <summary>Adapts.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="recipePath">The recipe; the files that it names are relative to it.</param>
    /// <param name="folder">Receives the adapted model.</param>
    /// <param name="openTest">Whether the rows set apart are looked at in the end.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="report">Receives lines of progress and one for each bad row.</param>
    /// <param name="cancellation">Ends the work; nothing is written then.</param>
    /// <exception cref="DataFormatException">The recipe or a file of the data cannot be read, or the test was looked at before.</exception>
    public static AdaptationResult Run(
        CrystalModel model,
        string recipePath,
        string folder,
        bool openTest,
        int threads,
        Action<string> report,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(report);
        var recipe = AdaptationRecipe.Read(recipePath);
        if (recipe.Data.Property != model.Property || recipe.Data.Unit != model.Unit)
            throw new DataFormatException(
                recipePath,
                0,
                $"its data hold {recipe.Data.Property} ({recipe.Data.Unit}), the model predicts {model.Property} ({model.Unit})"
            );
        if (openTest)
            AdaptationTestResult.RequireUnopened(folder, recipe, recipePath);
        var rows = AdaptationData.Read(recipe, recipePath, model, threads, report);
        using var backend = new CpuBackend(threads);
        var trainer = new AdaptationTrainer(model, BaseCrystals(recipe, recipePath, model, threads), backend, threads);
        var judged = rows.Where(row => row.IsChosenBy).ToArray();
        double[] truth = [.. judged.Select(row => row.Example.Target)];
        var predictions = recipe
            .Methods.Select(method => CrossValidate(trainer, model, method, rows, recipe.Seed, threads, report, cancellation))
            .ToArray();
        var candidates = Enumerable.Range(0, predictions.Length).Where(m => recipe.Methods[m].IsCandidate).ToArray();
        var weights = Weights(candidates, predictions, truth, [.. Enumerable.Range(0, truth.Length)]);
        var blend = Nested(candidates, predictions, truth, [.. judged.Select(row => row.Fold)]);
        AdaptationFigure[] figures =
        [
            .. recipe.Methods.Select(
                (method, m) => new AdaptationFigure(method.Name, weights[m], RegressionReport.Evaluate(predictions[m], truth))
            ),
        ];
        var blendReport = RegressionReport.Evaluate(blend, truth);
        Directory.CreateDirectory(folder);
        CrystalModelPackage.Write(
            folder,
            ChoiceFile,
            new
            {
                methods = figures,
                blend = blendReport,
                recipe.Seed,
            }
        );
        var parts = figures.Where(figure => figure.Weight > 0).Select(figure => Invariant($"{figure.Weight:f2} {figure.Name}"));
        report(
            Invariant($"chosen by cross-validation over {truth.Length} crystals: {string.Join(", ", parts)}")
                + Invariant($"; error {blendReport.MeanAbsoluteError:f4} {model.Unit}")
        );
        var trained = recipe
            .Methods.Select((method, m) => TrainAll(trainer, model, method, weights[m], rows, recipe, report, cancellation))
            .ToArray();
        var adapted = Assemble(model, Path.GetFileName(folder), recipe, weights, trained);
        adapted = adapted with { Calibration = AdaptationCalibration.Fit(adapted, model, rows, blend, predictions, weights, threads) };
        AdaptationModelCard.Save(folder, recipe.Moved(recipePath, folder), adapted, figures, blendReport, rows);
        var test =
            openTest && recipe.Test is not null
                ? AdaptationTestResult.Open(folder, recipe, recipePath, model, adapted, trained, threads, report)
                : null;
        ModelPackage.Seal(folder, "crystal", CrystalModelPackage.Task);
        return new AdaptationResult(folder, (truth.Length, rows.Length), figures, blendReport, test);
    }

    /// <summary>Answers for each row chosen by, of a training that did not see its fold.</summary>
    private static double[] CrossValidate(
        AdaptationTrainer trainer,
        CrystalModel model,
        AdaptationMethod method,
        AdaptationRow[] rows,
        ulong seed,
        int threads,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var judged = rows.Where(row => row.IsChosenBy).ToArray();
        var answers = new double[judged.Length];
        for (var fold = 0; fold < AdaptationData.FoldsOf(model).Count; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = Enumerable.Range(0, judged.Length).Where(i => judged[i].Fold == fold).ToArray();
            if (at.Length == 0)
                continue;
            var member = trainer.Train(method, [.. rows.Where(row => row.Fold != fold)], fold, seed + (ulong)fold);
            var own = Predict(
                model,
                member,
                [.. at.Select(i => judged[i].Example.Crystal)],
                [.. at.Select(i => judged[i].BaseValue)],
                threads
            );
            for (var k = 0; k < at.Length; k++)
                answers[at[k]] = own[k];
        }

        report(
            Invariant($"{method.Name}: cross-validated error ")
                + Invariant($"{RegressionReport.Evaluate(answers, [.. judged.Select(row => row.Example.Target)]).MeanAbsoluteError:f4}")
                + Invariant($" {model.Unit}")
        );
        return answers;
    }

    /// <summary>Answers of a member whose base values are known; null for the base itself.</summary>
    internal static double[] Predict(
        CrystalModel model,
        CrystalMember? member,
        IReadOnlyList<CrystalInput> crystals,
        IReadOnlyList<double> baseValues,
        int threads
    )
    {
        if (member is null)
            return [.. baseValues];
        using var predictor = new CrystalPredictor(new CrystalModel("", model.Property, model.Unit, [member], [1], model.Graph), threads);
        return predictor.Predict(member, crystals, baseValues).Values;
    }

    /// <summary>Weight of each method, 0 for controls.</summary>
    private static double[] Weights(int[] candidates, double[][] predictions, double[] truth, int[] rows)
    {
        var weights = new double[predictions.Length];
        var fitted = ConvexBlend.Fit(
            [.. candidates.Select(m => Array.ConvertAll(rows, i => predictions[m][i]))],
            [.. Enumerable.Range(0, candidates.Length)],
            Array.ConvertAll(rows, i => truth[i])
        );
        for (var k = 0; k < candidates.Length; k++)
            weights[candidates[k]] = fitted[k];
        return weights;
    }

    /// <summary>The blend of each fold with weights of the other folds.</summary>
    private static double[] Nested(int[] candidates, double[][] predictions, double[] truth, int[] folds)
    {
        var blend = new double[truth.Length];
        foreach (var fold in folds.Distinct())
        {
            var weights = Weights(candidates, predictions, truth, [.. Enumerable.Range(0, truth.Length).Where(i => folds[i] != fold)]);
            for (var i = 0; i < blend.Length; i++)
                if (folds[i] == fold)
                    blend[i] = predictions.Select((own, m) => weights[m] * own[i]).Sum();
        }

        return blend;
    }

    /// <summary>A method on all rows, once for each seed; what draws nothing at random, once.</summary>
    private static CrystalMember?[] TrainAll(
        AdaptationTrainer trainer,
        CrystalModel model,
        AdaptationMethod method,
        double weight,
        AdaptationRow[] rows,
        AdaptationRecipe recipe,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        // A method that is neither used nor reported on is not trained.
        if (weight == 0 && recipe.Test is null)
            return [];
        var isRandom = method.Kind is AdaptationKind.Network or AdaptationKind.Forest or AdaptationKind.Boosting;
        var folds = AdaptationData.FoldsOf(model).Count;
        var members = new CrystalMember?[isRandom ? recipe.Seeds : 1];
        for (var s = 0; s < members.Length; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            members[s] = trainer.Train(method, rows, s % folds, recipe.Seed + 100 + (ulong)s);
        }

        report($"{method.Name}: trained {members.Length} times on {rows.Length} crystals");
        return members;
    }

    private static CrystalModel Assemble(
        CrystalModel model,
        string name,
        AdaptationRecipe recipe,
        double[] weights,
        CrystalMember?[][] trained
    )
    {
        var (members, shares) = (new List<CrystalMember>(), new List<double>());
        for (var m = 0; m < trained.Length; m++)
            foreach (var member in trained[m])
            {
                if (weights[m] == 0)
                    continue;
                // The base model itself is the line of slope one over its answer.
                members.Add(member ?? new CrystalMember(CrystalMemberKind.Line, new TargetScale(0, 1)) { Line = (0, 1), IsOnBase = true });
                shares.Add(weights[m] / trained[m].Length);
            }

        return new CrystalModel(name, recipe.Data.Property, recipe.Data.Unit, members, shares, model.Graph) { Base = model };
    }

    /// <summary>Two thousand crystals of the base model's training part, for alignment.</summary>
    private static IReadOnlyList<CrystalInput> BaseCrystals(AdaptationRecipe recipe, string recipePath, CrystalModel model, int threads)
    {
        const int enough = 2000;
        if (!recipe.Methods.Any(method => method.Alignment != AdaptationAlignment.None))
            return [];
        var path = RecipeFiles.Beside(recipePath, recipe.BaseRecipe);
        var source = CrystalRecipe.Read(path);
        var random = new RandomSource(recipe.Seed);
        var chosen = CrystalTargets
            .Read(RecipeFiles.Beside(path, source.Data.Targets), source.Data, _ => { })
            .Select(row => (row.Id, Key: random.NextDouble()))
            .OrderBy(row => row.Key)
            .Take(enough)
            .Select(row => row.Id)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. CrystalDataset
                .ReadRows(source.Data, path, chosen.Contains, model.NewInputBuilder, threads, _ => { })
                .Select(example => example.Crystal),
        ];
    }
}
