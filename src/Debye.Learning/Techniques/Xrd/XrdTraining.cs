using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Crystals.Symmetry;
using Debye.Learning.Packages;
using Debye.Learning.Training;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>From a recipe to a trained network.</summary>
public static class XrdTraining
{
    // Validation examples come from a stream of their own, so that no training example can be among them.
    private const ulong ValidationStream = 0x5EED_0F_7E57;

    /// <summary>Trains the network of a recipe; writes checkpoints, log and, at the end, the model package into a folder.</summary>
    /// <param name="recipePath">The recipe; files it names are relative to it.</param>
    /// <param name="folder">Receives everything.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <returns>Where the training stands.</returns>
    public static TrainingProgress Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = XrdRecipe.Read(recipePath);
        if (context.Seed is { } other)
            recipe = recipe with { Training = recipe.Training with { Seed = other } };
        var (statistics, known) = Crystals(recipe, recipePath, context.Threads, context.Say);
        var training = new XrdExampleSource(recipe, statistics, known, recipe.Training.Seed);
        var validation = FixedExamples(
            new XrdExampleSource(recipe, statistics, known, recipe.Training.Seed ^ ValidationStream),
            recipe.ValidationCount,
            context.Threads
        );
        var dropout = new RandomStream(recipe.Training.Seed + 1);
        var network = recipe.Network.Build(new RandomStream(recipe.Training.Seed), dropout);
        if (recipe.StartFrom is { } start)
            WeightFile.LoadInto(RecipeFiles.Beside(recipePath, start), network);
        using var backend = new CpuBackend(context.Threads);
        var trainer = new Trainer(network, dropout, backend, [recipe.Network.Length, recipe.Network.Channels], recipe.Training);
        context.Say(
            Invariant($"{network.CountParameters():n0} parameters, {recipe.Training.Steps:n0} steps of {recipe.Training.BatchSize}")
        );
        var progress = trainer.Run(training, validation, folder, context.Threads, context);
        if (context.Cancellation.IsCancellationRequested && progress.Step < recipe.Training.Steps)
            return progress;
        XrdModelPackage.Save(folder, recipe, recipePath, network, backend, validation, progress);
        return progress;
    }

    /// <summary>Known crystals of a recipe, in the axes of their space group, without those it excludes.</summary>
    public static IReadOnlyList<AsymmetricStructure> KnownCrystals(XrdRecipe recipe, string recipePath, int threads, Action<string>? report)
    {
        if (recipe.Structures is null)
            return [];
        var path = RecipeFiles.Beside(recipePath, recipe.Structures);
        var excluded = recipe.Exclude is null
            ? []
            : File.ReadLines(RecipeFiles.Beside(recipePath, recipe.Exclude)).Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var all = StructureReader.Read(path).ToArray();
        var structures = all.Where(structure => !excluded.Contains(structure.Id)).ToArray();
        if (all.Length - structures.Length < excluded.Count)
            throw new DataFormatException(
                RecipeFiles.Beside(recipePath, recipe.Exclude!),
                0,
                Invariant($"{excluded.Count} ids to exclude, but only {all.Length - structures.Length} structures have one of them")
            );
        var found = new AsymmetricStructure?[2 * structures.Length];
        Parallel.For(
            0,
            structures.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                found[2 * i] = AsymmetricStructure.From(structures[i]);
                if (recipe.ParentToleranceAngstrom > 0 && found[2 * i] is { } own)
                    found[2 * i + 1] = ParentFinder.Undistorted(
                        structures[i],
                        own.Setting.SpaceGroupNumber,
                        recipe.ParentToleranceAngstrom
                    );
            }
        );
        var crystals = found
            .OfType<AsymmetricStructure>()
            .Where(crystal =>
                crystal.Lattice.VolumeAngstrom3 <= recipe.Sampler.MaxVolumeAngstrom3 && crystal.AtomCount <= recipe.Sampler.MaxAtoms
            )
            .ToArray();
        report?.Invoke(
            Invariant(
                $"{crystals.Length:n0} known crystals and parents from {structures.Length:n0} structures ({excluded.Count:n0} ids excluded)"
            )
        );
        return crystals;
    }

    /// <summary>Makes a fixed set of examples in parallel; the same whatever the number of threads.</summary>
    public static Batch FixedExamples(IExampleSource source, int count, int threads)
    {
        var features = new float[count * source.FeatureLength];
        var labels = new int[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            source.CreateMaker,
            (i, _, maker) =>
            {
                labels[i] = maker.Make(i, features.AsSpan(i * source.FeatureLength, source.FeatureLength));
                return maker;
            },
            _ => { }
        );
        return new Batch(features, labels);
    }

    /// <summary>What examples are drawn from: statistics of synthetic crystals and known crystals, without held-out prototypes.</summary>
    public static (CrystalStatistics Statistics, IReadOnlyList<AsymmetricStructure> Known) Crystals(
        XrdRecipe recipe,
        string recipePath,
        int threads,
        Action<string>? report
    )
    {
        var known = KnownCrystals(recipe, recipePath, threads, report);
        if (recipe.HeldOutPrototypes == 0)
            return (
                recipe.Statistics is null
                    ? CrystalStatistics.Bundled
                    : CrystalStatistics.Read(RecipeFiles.Beside(recipePath, recipe.Statistics)),
                known
            );
        var kept = known.Where(crystal => !Prototype.IsHeldOut(Prototype.KeyOf(crystal), recipe.HeldOutPrototypes)).ToArray();
        report?.Invoke(Invariant($"{known.Count - kept.Length:n0} crystals of held-out prototypes left out"));
        var builder = new StatisticsBuilder();
        foreach (var crystal in kept)
            builder.Add(crystal);
        return (builder.Build("counted over the known crystals of the recipe"), kept);
    }
}
