using Debye.Crystals.Sampling;
using Debye.Learning.Networks;
using Debye.Learning.Training;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>All that decides a space-group model: where examples come from, the network, the training.</summary>
public sealed record XrdRecipe
{
    /// <summary>Technique; "xrd".</summary>
    public string Technique { get; init; } = "xrd";

    /// <summary>One sentence on what the recipe is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>File or folder of known crystals to vary, relative to the recipe; null to learn from synthetic crystals alone.</summary>
    public string? Structures { get; init; }

    /// <summary>File with the ids of crystals that must not be used, one a line, relative to the recipe; null for none.</summary>
    public string? Exclude { get; init; }

    /// <summary>
    /// Share of prototypes (see <see cref="Crystals.Prototype"/>) kept away from training for a test, 0…0.5. Above 0 the
    /// statistics of synthetic crystals are counted anew over the known crystals that remain.
    /// </summary>
    public double HeldOutPrototypes { get; init; }

    /// <summary>
    /// Largest distance, Å, that atoms move to make a known crystal's more symmetric parent (see
    /// <see cref="Crystals.Symmetry.ParentFinder"/>), which then is a known crystal too; 0…0.5, 0 for no parents.
    /// </summary>
    public double ParentToleranceAngstrom { get; init; }

    /// <summary>Model package whose weights the training starts from, relative to the recipe; null for random weights.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Share of examples that vary a known crystal, 0…1; the others are synthetic.</summary>
    public double StructureShare { get; init; } = 0.8;

    /// <summary>Statistics of synthetic crystals, relative to the recipe; null for those that ship with Debye.</summary>
    public string? Statistics { get; init; }

    /// <summary>Power to which the frequency of a space group is raised before drawing, 0 (all equal) … 1 (as found).</summary>
    public double GroupPower { get; init; } = 0.7;

    /// <summary>How known crystals are varied.</summary>
    public CrystalVariationOptions Variation { get; init; } = new();

    /// <summary>Limits of synthetic crystals.</summary>
    public CrystalSamplerOptions Sampler { get; init; } = new() { MaxVolumeAngstrom3 = 5000, MaxAtoms = 400 };

    /// <summary>Imperfections of the patterns.</summary>
    public XrdImperfectionRanges Imperfections { get; init; } = new();

    /// <summary>Probability that the pattern covers only part of 5…90°, 0…1.</summary>
    public double CropProbability { get; init; } = 0.25;

    /// <summary>The network.</summary>
    public NetworkDescription Network { get; init; } = new();

    /// <summary>The training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Number of validation examples, at least 100.</summary>
    public int ValidationCount { get; init; } = 2000;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is outside its range.</exception>
    public void Validate()
    {
        if (Network is null || Training?.Schedule is null || Sampler is null || Variation is null || Imperfections is null)
            throw new ArgumentException("a part of the recipe is null");
        Network.Validate();
        Training.Validate();
        Sampler.Validate();
        foreach (
            var (name, value, high) in new (string, double, double)[]
            {
                ("structureShare", StructureShare, 1),
                ("cropProbability", CropProbability, 1),
                ("groupPower", GroupPower, 1),
                ("heldOutPrototypes", HeldOutPrototypes, 0.5),
                ("parentToleranceAngstrom", ParentToleranceAngstrom, 0.5),
                ("training.schedule.warmUpShare", Training.Schedule.WarmUpShare, 0.9),
            }
        )
            if (!(value >= 0 && value <= high))
                throw new ArgumentException(Invariant($"{name} is {value}, expected 0…{high}"));
        if (ValidationCount < 100)
            throw new ArgumentException(Invariant($"validationCount is {ValidationCount}, expected at least 100"));
    }

    /// <summary>The recipe as another folder has to write it: files that it names by relative paths are named from there.</summary>
    internal XrdRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Structures = RecipeFiles.Moved(Structures, recipePath, folder),
            Exclude = RecipeFiles.Moved(Exclude, recipePath, folder),
            StartFrom = RecipeFiles.Moved(StartFrom, recipePath, folder),
            Statistics = RecipeFiles.Moved(Statistics, recipePath, folder),
        };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static XrdRecipe Read(string path) =>
        RecipeFiles.Read<XrdRecipe>(
            path,
            recipe =>
            {
                if (recipe.Technique != "xrd")
                    throw new ArgumentException($"technique is '{recipe.Technique}', expected 'xrd'");
                recipe.Validate();
            }
        );
}
