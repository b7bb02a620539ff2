using Debye.Learning.Networks;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// All that decides a base for images of spectra: made-up materials, image, network, training. No measured spectrum is used.
/// </summary>
public sealed record SpectrumPretrainingRecipe
{
    /// <summary>Technique; "spectra".</summary>
    public string Technique { get; init; } = "spectra";

    /// <summary>One sentence on what the recipe is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the network learns.</summary>
    public PretrainingObjective Objective { get; init; } = PretrainingObjective.Pairs;

    /// <summary>
    /// The materials that the network learns to tell apart; of pairs, line instruments and their materials serve the projection only.
    /// </summary>
    public PretrainingMaterials Materials { get; init; } = new();

    /// <summary>The image.</summary>
    public SpectrumImageOptions Image { get; init; } = new() { Size = 112 };

    /// <summary>Share of examples that show the other angular field, 0…1.</summary>
    public double OtherFieldShare { get; init; } = 0.15;

    /// <summary>The network, of as many channels as the image.</summary>
    public MobileNetDescription Network { get; init; } = new();

    /// <summary>Dropout before the head, 0…0.9.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>
    /// Weight of the second task, to draw the spectrum again from the features (mean squared error of the means of its segments, −1…1),
    /// beside the first, to tell its material, 0…1000. It keeps features from forgetting what no trained material needs.
    /// </summary>
    public double RedrawWeight { get; init; } = 10;

    /// <summary>The last linear layer, fitted after the training; null for none.</summary>
    public ProjectionOptions? Projection { get; init; }

    /// <summary>The training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Number of validation examples: new measurements of the same materials; at least 16.</summary>
    public int ValidationCount { get; init; } = 1024;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is outside its range.</exception>
    public void Validate()
    {
        if (Materials is null || Image is null || Network is null || Training?.Schedule is null)
            throw new ArgumentException("a part of the recipe is null");
        Materials.Validate();
        Image.Validate();
        Network.Validate();
        Training.Validate();
        if (Network.InChannels != Image.Channels)
            throw new ArgumentException(Invariant($"network.inChannels is {Network.InChannels}, expected {Image.Channels}"));
        if (!(RedrawWeight >= 0 && RedrawWeight <= 1000))
            throw new ArgumentException(Invariant($"redrawWeight is {RedrawWeight}, expected 0…1000"));
        if (Image.Size > 200)
            throw new ArgumentException(
                Invariant($"image.size is {Image.Size}, expected 16…200: pair distribution functions have 209 points")
            );
        if (!(OtherFieldShare >= 0 && OtherFieldShare <= 1))
            throw new ArgumentException(Invariant($"otherFieldShare is {OtherFieldShare}, expected 0…1"));
        if (Dropout is not (>= 0 and <= 0.9))
            throw new ArgumentException(Invariant($"dropout is {Dropout}, expected 0…0.9"));
        Projection?.Validate();
        if (Projection?.Features > Network.ToArchitecture().FeatureCount)
            throw new ArgumentException(
                Invariant($"projection.features is {Projection.Features}, the network has {Network.ToArchitecture().FeatureCount}")
            );
        if (Objective == PretrainingObjective.Pairs && Training.BatchSize % (2 * PairSource.Group) != 0)
            throw new ArgumentException(
                Invariant($"training.batchSize is {Training.BatchSize}, expected a multiple of {2 * PairSource.Group}")
            );
        if (ValidationCount < 16)
            throw new ArgumentException(Invariant($"validationCount is {ValidationCount}, expected at least 16"));
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static SpectrumPretrainingRecipe Read(string path) =>
        RecipeFiles.Read<SpectrumPretrainingRecipe>(
            path,
            recipe =>
            {
                if (recipe.Technique != "spectra")
                    throw new ArgumentException($"technique is '{recipe.Technique}', expected 'spectra'");
                recipe.Validate();
            }
        );
}
