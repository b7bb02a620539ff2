using Debye.Crystals;
using Debye.Learning.Baselines;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>From a recipe to a model package: networks, each judged on the fold it did not see, retrieval, and the pool of both.</summary>
public static class PdfTraining
{
    /// <summary>Trains the networks of a recipe, fits the pool and writes the package.</summary>
    /// <param name="recipePath">The recipe; files it names are relative to it.</param>
    /// <param name="folder">Receives everything.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <returns>What came of it; null when the training was stopped before its end.</returns>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    public static PdfTrainingResult? Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = PdfRecipe.Read(recipePath);
        if (context.Seed is { } other)
            recipe = recipe with { Seed = other };
        Directory.CreateDirectory(folder);
        var set = PdfTrainingSet.Read(recipe, recipePath, context.Threads, context.Say);
        if (recipe.Classes is { } classes && classes != set.Dataset.Classes.Count)
            throw new DataFormatException(
                recipePath,
                0,
                Invariant($"the network has {classes} classes, the data {set.Dataset.Classes.Count}")
            );
        var networks = new List<Module>();
        using var backend = new CpuBackend(context.Threads);
        for (var fold = 0; fold < recipe.Networks; fold++)
        {
            context.Say(Invariant($"network {fold + 1} of {recipe.Networks}"));
            if (TrainNetwork(recipe, set, fold, Path.Combine(folder, Invariant($"network-{fold}")), backend, context) is not { } network)
                return null;
            networks.Add(network);
        }

        try
        {
            return PdfModelPackage.Save(
                folder,
                recipe.Moved(recipePath, folder),
                set,
                networks,
                backend,
                context.Threads,
                context.Say,
                context.Cancellation
            );
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Module? TrainNetwork(
        PdfRecipe recipe,
        PdfTrainingSet set,
        int fold,
        string folder,
        CpuBackend backend,
        RunContext context
    )
    {
        var seed = recipe.Seed + (ulong)fold;
        var judged = set.RowsOf(fold);
        var validation = new Batch(set.Dataset.Features(judged).Values.ToArray(), set.Dataset.LabelsOf(judged));
        var dropout = new RandomStream(seed + 1000);
        var network = recipe.Build(new RandomStream(seed), dropout);
        context.Say(
            Invariant($"{network.CountParameters():n0} parameters, {recipe.Training.Steps:n0} steps of ")
                + Invariant($"{recipe.Training.BatchSize}; judged on {judged.Length:n0} curves")
        );
        var trainer = new Trainer(
            network,
            dropout,
            backend,
            recipe.InputShape,
            recipe.Training with
            {
                Seed = seed,
                ClassWeights = Weights(recipe, set, fold),
            }
        );
        var progress = trainer.Run(Source(recipe, set, fold, seed), validation, folder, context.Threads, context);
        return context.Cancellation.IsCancellationRequested && progress.Step < recipe.Training.Steps ? null : network;
    }

    private static IExampleSource Source(PdfRecipe recipe, PdfTrainingSet set, int fold, ulong seed)
    {
        var rows = set.RowsWithout(fold);
        if (recipe.Examples.UsesGivenCurves)
            return new ShuffledExamples(set.Dataset.Features(rows), set.Dataset.LabelsOf(rows), seed);
        AsymmetricStructure[] crystals =
        [
            .. Enumerable
                .Range(0, set.Rows.Count)
                .Where(i => set.Folds[i] != fold)
                .Select(i => set.Crystals[i])
                .OfType<AsymmetricStructure>(),
        ];
        return new PdfExampleSource(recipe.Examples, crystals, set.Dataset.Classes, seed);
    }

    /// <summary>N/Nₖ for each class, or nothing.</summary>
    private static float[] Weights(PdfRecipe recipe, PdfTrainingSet set, int fold)
    {
        if (!recipe.BalancedClasses)
            return [];
        var labels = set.Dataset.LabelsOf(set.RowsWithout(fold));
        return
        [
            .. Enumerable
                .Range(0, set.Dataset.Classes.Count)
                .Select(k => (float)labels.Length / Math.Max(1, labels.Count(label => label == k))),
        ];
    }
}
