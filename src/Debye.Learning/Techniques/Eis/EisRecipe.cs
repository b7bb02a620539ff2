using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Training;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Eis;

/// <summary>All that decides a model of equivalent circuits: where examples come from, the features, the model.</summary>
public sealed record EisRecipe
{
    /// <summary>Technique; "eis".</summary>
    public string Technique { get; init; } = "eis";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Kind of model.</summary>
    public ModelKind Model { get; init; } = ModelKind.Boosting;

    /// <summary>Features: one of <see cref="EisFeatures.Identifiers"/>, or <see cref="NyquistImages.Features"/> for images.</summary>
    public string Features { get; init; } = InterpolatedFeatures.Identifier;

    /// <summary>Where examples come from.</summary>
    public EisData Data { get; init; } = new();

    /// <summary>Settings of a forest; its seed and threads are those of the recipe and the command.</summary>
    public RandomForestOptions Forest { get; init; } = new();

    /// <summary>Settings of boosting; likewise.</summary>
    public GradientBoostingOptions Boosting { get; init; } = new();

    /// <summary>A network of signals; its length and channels must multiply to the number of features. Null for none.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>A network of images; null for none.</summary>
    public ImageNetworkDescription? ImageNetwork { get; init; }

    /// <summary>Training of a network; its seed is that of the recipe.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Seed of examples, trees, weights.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is outside its range.</exception>
    public void Validate()
    {
        if (Technique != "eis")
            throw new ArgumentException($"technique is '{Technique}', expected 'eis'");
        if (Data is null || Forest is null || Boosting is null || Training?.Schedule is null)
            throw new ArgumentException("a part of the recipe is null");
        Data.Validate();
        Forest.Validate();
        Boosting.Validate();
        Training.Validate();
        if (Data.Source == EisDataSource.Images != (Features == NyquistImages.Features))
            throw new ArgumentException($"features '{Features}' do not go with the source {Data.Source}");
        if (Data.Source != EisDataSource.Images && !EisFeatures.Identifiers.Contains(Features))
            throw new ArgumentException($"features are '{Features}', expected one of {string.Join(", ", EisFeatures.Identifiers)}");
        if (Model != ModelKind.Network)
            return;
        if (Network is null == ImageNetwork is null)
            throw new ArgumentException("expected either network or imageNetwork");
        Network?.Validate();
        ImageNetwork?.Validate();
    }

    /// <summary>The recipe as another folder has to write it: files that it names by relative paths are named from there.</summary>
    internal EisRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Data = Data with { File = RecipeFiles.Moved(Data.File, recipePath, folder) },
        };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static EisRecipe Read(string path) => RecipeFiles.Read<EisRecipe>(path, recipe => recipe.Validate());
}
