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
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <returns>What came of it; null when the training was stopped before its end.</returns>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    public static EisTrainingResult? Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = EisRecipe.Read(recipePath);
        if (context.Seed is { } other)
            recipe = recipe with { Seed = other };
        Directory.CreateDirectory(folder);
        var set = EisExampleCache.Get(
            folder,
            recipe,
            context.Resume,
            () => EisTrainingSet.Make(recipe, recipePath, context.Threads, context.Say, context.Cancellation)
        );
        context.Say(
            Invariant($"{set.Training.Count:n0} training and {set.Validation.Count:n0} validation ")
                + Invariant($"examples of {set.Training.Features.Columns} features")
        );
        using var scorer =
            recipe.Model == ModelKind.Network ? TrainNetwork(recipe, set, folder, context) : TrainTrees(recipe, set, folder, context);
        if (scorer is null)
            return null;
        var result = EisModelPackage.Save(folder, recipe.Moved(recipePath, folder), scorer, set);
        EisExampleCache.Delete(folder);
        return result;
    }

    private static EisScorer TrainTrees(EisRecipe recipe, EisTrainingSet set, string folder, RunContext context)
    {
        var classes = EisCircuitClass.Names.Length;
        TreeExamples Examples(EisExamples part) => TreeExamples.ForClasses(part.Features, part.Labels, classes);
        TreeModel model;
        if (recipe.Model == ModelKind.Forest)
        {
            model = RandomForest.Train(Examples(set.Training), recipe.Forest with { Seed = recipe.Seed, Threads = context.Threads });
        }
        else
        {
            var options = recipe.Boosting with { Seed = recipe.Seed, Threads = context.Threads };
            var boosting = GradientBoosting.Train(
                Examples(set.Training),
                options,
                options.EarlyStoppingRounds > 0 ? Examples(set.Validation) : null
            );
            context.Say(Invariant($"{boosting.Rounds} rounds"));
            model = boosting;
        }

        return EisScorer.Of(model, context.Threads);
    }

    private static EisScorer? TrainNetwork(EisRecipe recipe, EisTrainingSet set, string folder, RunContext context)
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
        var backend = new CpuBackend(context.Threads);
        var trainer = new Trainer(network, dropout, backend, shape, recipe.Training with { Seed = recipe.Seed });
        context.Say(Invariant($"{network.CountParameters():n0} parameters"));
        var validation = new Batch(set.Validation.Features.Values.ToArray(), set.Validation.Labels);
        var progress = trainer.Run(
            new ShuffledExamples(set.Training.Features, set.Training.Labels, recipe.Seed),
            validation,
            folder,
            1,
            context
        );
        if (context.Cancellation.IsCancellationRequested && progress.Step < recipe.Training.Steps)
        {
            backend.Dispose();
            return null;
        }

        SafeTensors.LoadInto(SafeTensors.Read(Path.Combine(folder, "best.safetensors")), network);
        return EisScorer.Of(network, backend, shape);
    }
}
