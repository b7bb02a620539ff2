using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Eis;

/// <summary>From a recipe to a model package.</summary>
public static class EisTraining
{
    /// <summary>Trains the model of a recipe and writes its package.</summary>
    /// <param name="recipePath">The recipe; files it names are relative to it.</param>
    /// <param name="folder">Receives the package, and of a network the checkpoints and the log.</param>
    /// <param name="resume">Go on: with the examples already made, and of a network with the last checkpoint.</param>
    /// <param name="seed">Replaces the recipe's seed; null to keep it.</param>
    /// <param name="threads">Threads, 1 or more; trees do not depend on it.</param>
    /// <param name="clock">Time stamps of the log.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>What came of it; null when the training was stopped before its end.</returns>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    public static EisTrainingResult? Run(
        string recipePath,
        string folder,
        bool resume,
        ulong? seed,
        int threads,
        TimeProvider clock,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var recipe = EisRecipe.Read(recipePath);
        if (seed is { } other)
            recipe = recipe with { Seed = other };
        Directory.CreateDirectory(folder);
        var set = EisExampleCache.Get(folder, recipe, resume, () => EisTrainingSet.Make(recipe, recipePath, threads, report, cancellation));
        report?.Invoke(
            Invariant($"{set.Training.Count:n0} training and {set.Validation.Count:n0} validation examples of ")
                + Invariant($"{set.Training.Features.Columns} features")
        );
        using var scorer =
            recipe.Model == ModelKind.Network
                ? TrainNetwork(recipe, set, folder, resume, threads, clock, report, cancellation)
                : TrainTrees(recipe, set, folder, threads, report);
        if (scorer is null)
            return null;
        var result = EisModelPackage.Save(folder, recipe, scorer, set);
        EisExampleCache.Delete(folder);
        return result;
    }

    private static EisScorer TrainTrees(EisRecipe recipe, EisTrainingSet set, string folder, int threads, Action<string>? report)
    {
        var classes = EisCircuitClass.Names.Length;
        TreeExamples Examples(EisExamples part) => TreeExamples.ForClasses(part.Features, part.Labels, classes);
        TreeModel model;
        if (recipe.Model == ModelKind.Forest)
        {
            model = RandomForest.Train(Examples(set.Training), recipe.Forest with { Seed = recipe.Seed, Threads = threads });
        }
        else
        {
            var options = recipe.Boosting with { Seed = recipe.Seed, Threads = threads };
            var boosting = GradientBoosting.Train(
                Examples(set.Training),
                options,
                options.EarlyStoppingRounds > 0 ? Examples(set.Validation) : null
            );
            report?.Invoke(Invariant($"{boosting.Rounds} rounds"));
            model = boosting;
        }

        model.Save(Path.Combine(folder, EisModelPackage.TreeFile));
        return EisScorer.Of(model, threads);
    }

    private static EisScorer? TrainNetwork(
        EisRecipe recipe,
        EisTrainingSet set,
        string folder,
        bool resume,
        int threads,
        TimeProvider clock,
        Action<string>? report,
        CancellationToken cancellation
    )
    {
        var shape = EisScorer.ShapeOf(recipe.Network, recipe.ImageNetwork);
        if (shape[0] * shape[1] != set.Training.Features.Columns)
            throw new DataFormatException(
                folder,
                0,
                Invariant($"the network takes {shape[0]} × {shape[1]} numbers, but there are {set.Training.Features.Columns} features")
            );
        var dropout = new RandomStream(recipe.Seed + 1);
        var network = EisScorer.Build(recipe.Network, recipe.ImageNetwork, new RandomStream(recipe.Seed), dropout);
        var backend = new CpuBackend(threads);
        var trainer = new Trainer(network, dropout, backend, shape, recipe.Training with { Seed = recipe.Seed });
        report?.Invoke(Invariant($"{network.CountParameters():n0} parameters"));
        var validation = new Batch(set.Validation.Features.Values.ToArray(), set.Validation.Labels);
        var progress = trainer.Run(
            new ShuffledExamples(set.Training.Features, set.Training.Labels, recipe.Seed),
            validation,
            folder,
            resume,
            1,
            clock,
            report,
            cancellation
        );
        if (cancellation.IsCancellationRequested && progress.Step < recipe.Training.Steps)
        {
            backend.Dispose();
            return null;
        }

        SafeTensors.LoadInto(SafeTensors.Read(Path.Combine(folder, "best.safetensors")), network);
        SafeTensors.Write(Path.Combine(folder, WeightFile.Name), SafeTensors.FromModule(network));
        return EisScorer.Of(network, backend, shape);
    }
}
