using Debye.Crystals.Sampling;
using Debye.Learning.Networks;
using Debye.Learning.Training;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>The data part of a recipe; files are relative to it.</summary>
public sealed record PdfRecipeData
{
    /// <summary>Curves: CSV without header, 209 values a line; see <see cref="PdfDataset.Read"/>.</summary>
    public string Curves { get; init; } = "";

    /// <summary>Their labels: CSV with mp_id and space_group.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Which rows are tested on and so never looked at; null to learn from all.</summary>
    public string? Split { get; init; }

    /// <summary>The crystals behind the curves, found by their ids; others in the file are not used.</summary>
    public string Structures { get; init; } = "";

    /// <summary>Checks that every part is there.</summary>
    /// <exception cref="ArgumentException">A file is not named.</exception>
    public void Validate()
    {
        foreach (var (name, value) in ((string, string)[])[("curves", Curves), ("labels", Labels), ("structures", Structures)])
            if (string.IsNullOrEmpty(value))
                throw new ArgumentException($"data.{name} is missing");
    }
}

/// <summary>All that decides a model of space groups from G(r): data, examples, networks, retrieval.</summary>
public sealed record PdfRecipe
{
    /// <summary>Technique; "pdf".</summary>
    public string Technique { get; init; } = "pdf";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Data.</summary>
    public PdfRecipeData Data { get; init; } = new();

    /// <summary>
    /// Parts into which the rows that are not tested on are divided, 2…20; each network learns without one of them and is judged on it.
    /// </summary>
    public int Folds { get; init; } = 6;

    /// <summary>Whether crystals of one anonymous formula and space group stay in one fold, as in a split by prototypes.</summary>
    public bool FoldsByPrototype { get; init; }

    /// <summary>Number of networks, 0…folds.</summary>
    public int Networks { get; init; } = 3;

    /// <summary>Where training curves come from.</summary>
    public PdfExampleOptions Examples { get; init; } = new();

    /// <summary>Each network, a residual one; null for towers.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>Each network, of wide convolutions in towers; null for a residual one.</summary>
    public TowerNetworkDescription? TowerNetwork { get; init; }

    /// <summary>Whether classes count the same in training, each curve weighing N/Nₖ of its class k.</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>Its training; the seed is that of the recipe plus the number of the network.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Whether known curves are looked up, at any stretch, and combined with the networks.</summary>
    public bool UsesLibrary { get; init; } = true;

    /// <summary>Variations of each known crystal in the library, 0…100.</summary>
    public int LibraryVariants { get; init; }

    /// <summary>How they are varied; they need no isotropic strain, because curves are compared at any stretch.</summary>
    public CrystalVariationOptions LibraryVariation { get; init; } =
        new()
        {
            SubstitutionProbability = 0.95,
            PerElementProbability = 0.75,
            IsotropicStrain = 0,
            ShapeStrain = 0.02,
            ShiftProbability = 0.8,
            ShiftAngstrom = 0.2,
        };

    /// <summary>Whether the nearest known crystals are refined with each curve, and how well that goes joins the pool.</summary>
    public bool RefinesCrystals { get; init; } = true;

    /// <summary>Curves of each fold that the pool is fitted to, the first ones; 0 for all.</summary>
    public int PooledCurves { get; init; }

    /// <summary>Seed of folds, weights and examples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is outside its range.</exception>
    public void Validate()
    {
        if (Technique != "pdf")
            throw new ArgumentException($"technique is '{Technique}', expected 'pdf'");
        if (Data is null || Examples is null || Training?.Schedule is null)
            throw new ArgumentException("a part of the recipe is null");
        Data.Validate();
        Examples.Validate();
        Network?.Validate();
        TowerNetwork?.Validate();
        Training.Validate();
        if (Folds is < 2 or > 20)
            throw new ArgumentException(Invariant($"folds is {Folds}, expected 2…20"));
        if (Networks < 0 || Networks > Folds)
            throw new ArgumentException(Invariant($"networks is {Networks}, expected 0…{Folds}"));
        if (LibraryVariants is < 0 or > 100 || LibraryVariation is null)
            throw new ArgumentException(Invariant($"libraryVariants is {LibraryVariants}, expected 0…100, with a libraryVariation"));
        if (PooledCurves < 0)
            throw new ArgumentException(Invariant($"pooledCurves is {PooledCurves}, expected 0 or more"));
        if (Networks == 0 && !UsesLibrary)
            throw new ArgumentException("expected networks, the library or both");
        if (Networks == 0)
            return;
        if (Network is null == TowerNetwork is null)
            throw new ArgumentException("expected either network or towerNetwork");
        var length = TowerNetwork?.Length ?? Network!.Length * Network.Channels;
        if (length != PdfDataset.Points)
            throw new ArgumentException(Invariant($"network: expected {PdfDataset.Points} numbers for an example, got {length}"));
    }

    /// <summary>Classes of the networks; null where there are none.</summary>
    internal int? Classes => TowerNetwork?.Classes ?? Network?.Classes;

    /// <summary>Length and channels of an example as the networks take it.</summary>
    internal int[] InputShape => Network is null ? [PdfDataset.Points, 1] : [Network.Length, Network.Channels];

    /// <summary>A network with fresh weights.</summary>
    internal Module Build(RandomStream initial, RandomStream dropout) =>
        TowerNetwork?.Build(initial, dropout) ?? Network!.Build(initial, dropout);

    /// <summary>The recipe as another folder has to write it: files that it names by relative paths are named from there.</summary>
    internal PdfRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Data = Data with
            {
                Curves = RecipeFiles.Moved(Data.Curves, recipePath, folder),
                Labels = RecipeFiles.Moved(Data.Labels, recipePath, folder),
                Split = RecipeFiles.Moved(Data.Split, recipePath, folder),
                Structures = RecipeFiles.Moved(Data.Structures, recipePath, folder),
            },
        };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static PdfRecipe Read(string path) => RecipeFiles.Read<PdfRecipe>(path, recipe => recipe.Validate());
}
