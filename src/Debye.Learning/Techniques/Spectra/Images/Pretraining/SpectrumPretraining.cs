using System.Text.Json;
using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Xrd;
using Debye.Learning.Training;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>What came of a pretraining.</summary>
/// <param name="Folder">The package.</param>
/// <param name="Parameters">Weights of the base, without the head that is thrown away.</param>
/// <param name="Features">Feature maps that it gives.</param>
/// <param name="Materials">Materials that it learnt to tell apart, or on which its last layer was fitted.</param>
/// <param name="Progress">Where the training stands; the score is the accuracy on new measurements of them, or on new pairs.</param>
/// <param name="Transfer">How the base does on materials it has never seen.</param>
/// <param name="Control">How the same network does with random weights.</param>
public sealed record SpectrumPretrainingResult(
    string Folder,
    long Parameters,
    int Features,
    int Materials,
    TrainingProgress Progress,
    PretrainingTransfer Transfer,
    PretrainingTransfer Control
);

/// <summary>
/// From a recipe to a base for images of spectra: a network learns which of many made-up materials a spectrum is of, and to draw it again;
/// its heads are then thrown away.
/// </summary>
public static class SpectrumPretraining
{
    // Validation, materials and the test on new materials have streams of their own.
    private const ulong ValidationStream = 0x5EED_0F_7E57;
    private const ulong MaterialStream = 0x3A7E_21A1;
    private const ulong ProjectionStream = 0x9201_EC7;
    private const ulong TransferStream = 0x7_2A45_FE2;

    /// <summary>Trains the base of a recipe; writes checkpoints, log and, at the end, the package into a folder.</summary>
    /// <param name="recipePath">The recipe.</param>
    /// <param name="folder">Receives everything.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <returns>What came of it; null when the training was stopped before its end.</returns>
    /// <exception cref="DataFormatException">The recipe cannot be read, or the checkpoint is not of it.</exception>
    public static SpectrumPretrainingResult? Run(string recipePath, string folder, RunContext context)
    {
        TrainingFolder.Require(folder, context.Resume);
        var recipe = SpectrumPretrainingRecipe.Read(recipePath);
        if (context.Seed is { } other)
            recipe = recipe with { Training = recipe.Training with { Seed = other } };
        var own = recipe.Training.Seed;
        Directory.CreateDirectory(folder);
        var validation = XrdTraining.FixedExamples(Examples(recipe, own ^ ValidationStream), recipe.ValidationCount, context.Threads);
        var dropout = new RandomStream(own + 1000);
        var network = new PretrainingNetwork(recipe, new RandomStream(own), dropout);
        var (ofBase, all) = (network.Base.CountParameters(), network.CountParameters());
        context.Say(
            Invariant($"{recipe.Materials.Count():n0} materials; {ofBase:n0} parameters of the base, {all - ofBase:n0} of the heads")
        );
        context.Say(Invariant($"{recipe.Training.Steps:n0} steps of {recipe.Training.BatchSize}"));
        using var backend = new CpuBackend(context.Threads);
        using var task = new PretrainingTask(recipe, network, Examples(recipe, own), validation, context.Threads, backend);
        var progress = new TrainingLoop(task, dropout, backend, recipe.Training).Run(folder, context);
        if (context.Cancellation.IsCancellationRequested && progress.Step < recipe.Training.Steps)
            return null;
        return Save(recipe, folder, network.Base, progress, context.Threads);
    }

    /// <summary>The base of a recipe with fresh weights: what a trained one is compared with.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="isProjected">Whether the recipe's last linear layer is fitted behind them.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    public static FrozenImageNetwork Untrained(SpectrumPretrainingRecipe recipe, ulong seed, bool isProjected = false, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Validate();
        var network = new ImageNetwork(recipe.Network.ToArchitecture(), new RandomStream(seed), recipe.Image.Padding).Freeze();
        return isProjected ? Project(recipe, network, threads) : network;
    }

    /// <summary>Examples of a recipe; the fixed materials do not depend on the seed of the examples.</summary>
    private static IExampleSource Examples(SpectrumPretrainingRecipe recipe, ulong seed) =>
        recipe.Objective == PretrainingObjective.Materials
            ? new PretrainingSource(
                recipe.Materials.Make(recipe.Training.Seed ^ MaterialStream),
                recipe.Image,
                recipe.OtherFieldShare,
                seed
            )
            : new PairSource(recipe.Materials, recipe.Image, recipe.OtherFieldShare, seed);

    private static FrozenImageNetwork Project(SpectrumPretrainingRecipe recipe, FrozenImageNetwork network, int threads)
    {
        if (recipe.Projection is not { } options)
            return network;
        var materials = recipe.Materials.Make(recipe.Training.Seed ^ ProjectionStream);
        return MaterialProjection.Append(
            network,
            materials,
            new PretrainingSource(materials, recipe.Image, otherFieldShare: 0, recipe.Training.Seed ^ ProjectionStream),
            options,
            recipe.Image,
            threads
        );
    }

    private static SpectrumPretrainingResult Save(
        SpectrumPretrainingRecipe recipe,
        string folder,
        ImageNetwork network,
        TrainingProgress progress,
        int threads
    )
    {
        using var staged = ModelPackage.Stage(folder, "spectra", SpectrumBaseConfig.TaskName);
        var (weights, architecture) = (
            Path.Combine(staged.Folder, WeightFile.Name),
            Path.Combine(staged.Folder, SpectrumBaseConfig.ArchitectureName)
        );
        Project(recipe, network.Freeze(), threads).Save(weights, architecture);
        var stored = FrozenImageNetwork.Load(weights, architecture, recipe.Image.Padding);
        var transfer = PretrainingTransfer.Judge(stored, recipe.Image, recipe.Training.Seed ^ TransferStream, threads);
        var control = PretrainingTransfer.Judge(
            Untrained(recipe, recipe.Training.Seed),
            recipe.Image,
            recipe.Training.Seed ^ TransferStream,
            threads
        );
        var result = new SpectrumPretrainingResult(
            folder,
            stored.CountWeights(),
            stored.FeatureCount,
            recipe.Materials.Count(),
            progress,
            transfer,
            control
        );
        var metrics = new
        {
            validationExamples = recipe.ValidationCount,
            materials = result.Materials,
            accuracy = progress.BestScore,
            steps = progress.Step,
            transfer,
            control,
        };
        File.WriteAllText(Path.Combine(staged.Folder, "metrics.json"), JsonSerializer.Serialize(metrics, RecipeFiles.Json) + "\n");
        File.WriteAllText(Path.Combine(staged.Folder, "recipe.json"), JsonSerializer.Serialize(recipe, RecipeFiles.Json) + "\n");
        File.WriteAllText(Path.Combine(staged.Folder, "README.md"), SpectrumBaseCard.Write(recipe, result));
        new SpectrumBaseConfig { Image = recipe.Image }.Write(staged.Folder);
        staged.Commit();
        return result;
    }
}
