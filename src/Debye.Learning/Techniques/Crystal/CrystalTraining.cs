using Debye.Learning.Metrics;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>What came of a training.</summary>
/// <param name="Folder">The model package.</param>
/// <param name="TrainingCrystals">Crystals that could be learned from.</param>
/// <param name="Single">Validation figures of each member.</param>
/// <param name="Report">Validation figures of their blend.</param>
public sealed record CrystalTrainingResult(
    string Folder,
    int TrainingCrystals,
    IReadOnlyList<RegressionReport> Single,
    RegressionReport Report
);

/// <summary>From a recipe to a model package. The test part of the data is not looked at.</summary>
public static class CrystalTraining
{
    /// <summary>Trains.</summary>
    /// <param name="recipePath">The recipe; the files that it names are relative to it.</param>
    /// <param name="folder">Receives the package, checkpoints and the log.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <returns>Null when cancelled: checkpoints are there, no package.</returns>
    /// <exception cref="DataFormatException">The recipe or a file of the data cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite.</exception>
    public static CrystalTrainingResult? Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = CrystalRecipe.Read(recipePath);
        recipe = recipe with { Seed = context.Seed ?? recipe.Seed };
        var described = recipe.Members.Any(member => member.NeedsDescriptors);
        var set = CrystalDataset.Read(
            recipe.Data,
            recipePath,
            () => new CrystalInputBuilder(recipe.Graph, described),
            recipe.Seed,
            context.Threads,
            context.Say
        );
        context.Say($"{set.Training.Count} crystals to learn from, {set.Validation.Count} to choose by, {set.Test.Count} not looked at");
        if (
            recipe.IsClassification
            && set.Training.Concat(set.Validation).Concat(set.Test).FirstOrDefault(example => example.Target is not (0 or 1)) is { } odd
        )
            throw new DataFormatException(
                RecipeFiles.Beside(recipePath, recipe.Data.Targets),
                0,
                Invariant($"expected classes 0 and 1, got {odd.Target} for '{odd.Crystal.Graph.Id}'")
            );
        var crossFit = recipe.CrossFit is null
            ? null
            : CrystalTargets.ReadFormulas(RecipeFiles.Beside(recipePath, recipe.CrossFit.Formulas));
        var members = new List<CrystalMember>();
        var kinds = new List<int>();
        for (var k = 0; k < recipe.Members.Count; k++)
        for (var copy = 0; copy < recipe.Members[k].Count; copy++)
        {
            context.Say(
                Invariant($"member {members.Count + 1} of {recipe.Members.Sum(member => member.Count)}: ")
                    + Invariant($"{recipe.Members[k].Kind.ToString().ToLowerInvariant()}")
            );
            var examples = crossFit is null ? set.Training : Without(set.Training, crossFit, recipe, copy);
            var work = new MemberWork(
                recipe,
                recipe.Members[k],
                recipe.Seed + (ulong)members.Count,
                Path.Combine(folder, $"member-{members.Count}"),
                context
            );
            if (Train(work, examples, set.Validation) is not { } member)
                return null;
            members.Add(recipe.CrossFit is null ? member : member with { Fold = copy % recipe.CrossFit.Folds });
            kinds.Add(k);
        }

        var (model, single, blended) = Blend(recipe, Path.GetFileName(folder), members, kinds, set, context.Threads);
        CrystalModelPackage.Save(folder, recipe.Moved(recipePath, folder), set, model, single, blended);
        return new CrystalTrainingResult(folder, set.Training.Count, single, blended);
    }

    private sealed record MemberWork(CrystalRecipe Recipe, CrystalMemberOptions Options, ulong Seed, string Folder, RunContext Context);

    /// <summary>All but the formulas of the copy's own fold.</summary>
    private static IReadOnlyList<CrystalExample> Without(
        IReadOnlyList<CrystalExample> training,
        HashSet<string> crossFit,
        CrystalRecipe recipe,
        int copy
    )
    {
        var folds = recipe.Folds!;
        return
        [
            .. training.Where(example =>
                !crossFit.Contains(example.Crystal.Formula) || folds.Of(example.Crystal.Formula) != copy % folds.Count
            ),
        ];
    }

    private static CrystalMember? Train(MemberWork work, IReadOnlyList<CrystalExample> training, IReadOnlyList<CrystalExample> validation)
    {
        // Of the training part alone: validation and test have no say in the scale.
        var scale = work.Recipe.IsClassification ? new TargetScale(0, 1) : TargetScale.Of([.. training.Select(example => example.Target)]);
        return work.Options.Kind == CrystalMemberKind.Trees
            ? TrainTrees(work, training, scale)
            : TrainNetwork(work, training, validation, scale);
    }

    private static CrystalMember? TrainNetwork(
        MemberWork work,
        IReadOnlyList<CrystalExample> training,
        IReadOnlyList<CrystalExample> validation,
        TargetScale scale
    )
    {
        using var backend = new CpuBackend(work.Context.Threads);
        var dropout = new RandomStream(work.Seed + 1000);
        var network = work.Options.NewNetwork(work.Seed, dropout);
        if (network is HybridNetwork hybrid)
            hybrid.SetScale([.. training.Select(example => example.Crystal)]);
        var options = work.Options.Training;
        var task = new CrystalTask(network, options, training, validation, scale, work.Recipe.Data.Unit, work.Seed, backend);
        work.Context.Say(Invariant($"{network.CountParameters():n0} parameters, {task.Steps:n0} steps of {options.BatchSize}"));
        var progress = new TrainingLoop(task, dropout, backend, options.ForLoop(task.Steps, task.ValidateEvery)).Run(
            work.Folder,
            work.Context
        );
        if (progress.Step < task.Steps)
            return null;
        network.Eval();
        return new CrystalMember(work.Options.Kind, scale) { Network = network, MoreScales = CrystalTask.MoreScales(training) };
    }

    private static CrystalMember? TrainTrees(MemberWork work, IReadOnlyList<CrystalExample> training, TargetScale scale)
    {
        var file = Path.Combine(work.Folder, TrainingFolder.Trees);
        if (work.Context.Resume && File.Exists(file))
            return new CrystalMember(CrystalMemberKind.Trees, scale) { Trees = TreeModel.Load(file) };
        if (work.Context.Cancellation.IsCancellationRequested)
            return null;
        var table = CrystalFeatures.Table([.. training.Select(example => example.Crystal)], null);
        var trees = GradientBoosting.Train(
            TreeExamples.ForValues(table, [.. training.Select(example => (float)example.Target)]),
            work.Options.Trees with
            {
                Seed = work.Seed,
                Threads = work.Context.Threads,
            }
        );
        Directory.CreateDirectory(work.Folder);
        trees.Save(file);
        return new CrystalMember(CrystalMemberKind.Trees, scale) { Trees = trees };
    }

    private static (CrystalModel Model, IReadOnlyList<RegressionReport> Single, RegressionReport Report) Blend(
        CrystalRecipe recipe,
        string name,
        List<CrystalMember> members,
        List<int> kinds,
        CrystalDataset set,
        int threads
    )
    {
        var model = new CrystalModel(
            name,
            recipe.Data.Property,
            recipe.Data.Unit,
            members,
            [.. members.Select(_ => 1.0 / members.Count)],
            recipe.Graph
        )
        {
            MoreProperties = recipe.Data.MoreTargetColumns,
            CrossFit = recipe.Folds,
        };
        var truth = set.Validation.Select(example => example.Target).ToArray();
        CrystalInput[] crystals = [.. set.Validation.Select(example => example.Crystal)];
        double[][] predictions;
        using (var predictor = new CrystalPredictor(model, threads))
            predictions = [.. members.Select(member => predictor.Predict(member, crystals, []).Values)];
        model = model with { Weights = ConvexBlend.Fit(predictions, kinds, truth) };
        using var blend = new CrystalPredictor(model, threads);
        var answers = blend.Predict(crystals);
        model = model with { Calibration = CrystalCalibration.Fit(blend, set.Training, set.Validation, answers) };
        return (
            model,
            [.. predictions.Select(own => RegressionReport.Evaluate(own, truth))],
            RegressionReport.Evaluate([.. answers.Select(answer => answer.Value)], truth)
        );
    }
}
