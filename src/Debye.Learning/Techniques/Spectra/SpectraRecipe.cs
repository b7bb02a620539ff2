namespace Debye.Learning.Techniques.Spectra;

/// <summary>How the cross-validation of a recipe is cut.</summary>
public enum SpectraFolds
{
    /// <summary>At random, classes spread evenly.</summary>
    Random = 0,

    /// <summary>Groups that the data name are kept whole.</summary>
    Grouped = 1,

    /// <summary>Spectra that look alike are kept together, as repeats of one sample do; for data that name no groups.</summary>
    Alike = 2,
}

/// <summary>
/// All that decides a model of classes of materials: data, preprocessing, classifiers, the detector of unknown materials.
/// </summary>
public sealed record SpectraRecipe
{
    /// <summary>Technique; "spectra".</summary>
    public string Technique { get; init; } = "spectra";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Data.</summary>
    public SpectraData Data { get; init; } = new();

    /// <summary>Classifiers with their preprocessing; their answers are pooled with weights from cross-validation.</summary>
    public IReadOnlyList<SpectraMemberOptions> Members { get; init; } = [];

    /// <summary>What decides whether a spectrum is one of the known classes; null for a closed set.</summary>
    public SpectraGateOptions? Gate { get; init; }

    /// <summary>
    /// Folds of the cross-validation that fixes weights and calibration, 2…1000; fewer where a class is smaller; 0 for none: equal weights.
    /// </summary>
    public int Folds { get; init; } = 5;

    /// <summary>How this cross-validation is cut.</summary>
    public SpectraFolds FoldKind { get; init; }

    /// <summary>Seed of folds and of everything drawn at random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Licence of the weights, as the data allow it.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is out of its range.</exception>
    public void Validate()
    {
        if (Technique != "spectra")
            throw new ArgumentException($"technique is '{Technique}', expected 'spectra'");
        if (Data is null || Members is null || Members.Any(member => member is null))
            throw new ArgumentException("a part of the recipe is null");
        if (Members.Count == 0)
            throw new ArgumentException("members is empty, expected one or more");
        if (Folds is not (0 or (>= 2 and <= 1000)))
            throw new ArgumentException(Invariant($"folds is {Folds}, expected 2…1000, or 0 for none"));
        Data.Validate();
        foreach (var member in Members)
            member.Validate();
        Gate?.Validate();
        if (Folds == 0 && Gate is { Detector.Input: OpenSet.DetectorInput.Logits, Calibration: GateCalibration.Crossed })
            throw new ArgumentException("gate: a detector that looks at logits needs folds, or the calibration own");
    }

    /// <summary>Reads a recipe; the bases that it names get full paths, data keep those they have.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static SpectraRecipe Read(string path) => RecipeFiles.Read<SpectraRecipe>(path, recipe => recipe.Validate()).Located(path);

    /// <summary>The recipe with the paths of its data relative to another folder.</summary>
    internal SpectraRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Data = Data with
            {
                Spectra = [.. Data.Spectra.Select(path => RecipeFiles.Moved(path, recipePath, folder))],
                Labels = Data.Labels.Length == 0 ? "" : RecipeFiles.Moved(Data.Labels, recipePath, folder),
            },
        };

    /// <summary>The recipe with full paths of its bases.</summary>
    internal SpectraRecipe Located(string recipePath) => WithBases(own => own.Located(recipePath));

    /// <summary>The recipe with other bases.</summary>
    internal SpectraRecipe WithBases(Func<Images.ImageBaseOptions, Images.ImageBaseOptions> change) =>
        this with
        {
            Members = [.. Members.Select(member => member.Base is null ? member : member with { Base = change(member.Base) })],
            Gate = Gate is { Base: { } own } ? Gate with { Base = change(own) } : Gate,
        };
}
