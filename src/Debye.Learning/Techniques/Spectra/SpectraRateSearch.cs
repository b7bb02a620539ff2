using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Learning.Training;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Which learning rates suit the network of a recipe.</summary>
public static class SpectraRateSearch
{
    /// <summary>Trains the network with a rate that grows until the loss runs away.</summary>
    /// <param name="recipePath">Recipe file; the files that it names are relative to it.</param>
    /// <param name="member">Number of the member, from 1; null for the first network.</param>
    /// <param name="options">Range of the rates.</param>
    /// <param name="seed">Seed of weights and order.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="cancellation">Ends the run after the step in progress.</param>
    /// <exception cref="DataFormatException">The recipe has no such network, or a file cannot be read.</exception>
    /// <exception cref="ArgumentException">The spectra do not suffice.</exception>
    public static LearningRateCurve Run(
        string recipePath,
        int? member,
        LearningRateFinderOptions options,
        ulong seed,
        int threads,
        CancellationToken cancellation = default
    )
    {
        var recipe = SpectraRecipe.Read(recipePath);
        var chosen = member is { } number
            ? recipe.Members.ElementAtOrDefault(number - 1)
            : recipe.Members.FirstOrDefault(own => own.Classifier is NetworkClassifierOptions);
        if (chosen?.Classifier is not NetworkClassifierOptions network)
            throw new DataFormatException(
                recipePath,
                0,
                member is null
                    ? "no member is a network"
                    : Invariant($"member {member} is no network; there are {recipe.Members.Count} members")
            );
        var data = SpectraDataset.Load(recipe.Data, recipePath);
        var pipeline = new SpectrumPipeline { Steps = chosen.Preprocessing }.Fit(data.Known);
        var features = SpectraMember.Features(pipeline, SpectraBase.Load(chosen.Base, pipeline.OutputAxis.Length), data.Known, threads);
        return network.FindLearningRate(
            TreeExamples.ForClasses(features, data.LabelsOf(data.Known), data.Classes.Count),
            options,
            new SpectrumTrainingContext(seed, threads, cancellation)
        );
    }
}
