namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>Measured crystals that are set apart: looked at once, after everything is decided.</summary>
public sealed record AdaptationTest
{
    /// <summary>CSV of the same columns as the data.</summary>
    public string Targets { get; init; } = "";

    /// <summary>Column that marks the rows of the headline; empty for none.</summary>
    public string HeadlineColumn { get; init; } = "";

    /// <summary>Value in that column.</summary>
    public string Headline { get; init; } = "";
}

/// <summary>All that decides an adaptation.</summary>
public sealed record AdaptationRecipe
{
    /// <summary>Technique; "crystal".</summary>
    public string Technique { get; init; } = "crystal";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Measured values to adapt to and to choose by.</summary>
    public CrystalData Data { get; init; } = new();

    /// <summary>
    /// More tables of the same columns that are learned from but not chosen by; formulas that <see cref="Data"/> has are left out.
    /// </summary>
    public IReadOnlyList<string> MoreTargets { get; init; } = [];

    /// <summary>Ways to adapt.</summary>
    public IReadOnlyList<AdaptationMethod> Methods { get; init; } = [];

    /// <summary>Trainings of each method for the adapted model, which differ in their seeds, 1…100.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>Data of the base model for alignment; its recipe, or empty.</summary>
    public string BaseRecipe { get; init; } = "";

    /// <summary>Set apart; null for none.</summary>
    public AdaptationTest? Test { get; init; }

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is out of its range.</exception>
    public void Validate()
    {
        if (Technique != "crystal")
            throw new ArgumentException($"technique is '{Technique}', expected 'crystal'");
        if (Data is null || Methods is null || MoreTargets is null || Methods.Any(method => method is null))
            throw new ArgumentException("a part of the recipe is null");
        Data.Validate();
        foreach (var method in Methods)
            method.Validate();
        if (Methods.Select(method => method.Name).Distinct(StringComparer.Ordinal).Count() != Methods.Count)
            throw new ArgumentException("two methods have one name");
        if (!Methods.Any(method => method.IsCandidate))
            throw new ArgumentException("no method is a candidate");
        if (Methods.Any(method => method.Alignment != AdaptationAlignment.None) && string.IsNullOrEmpty(BaseRecipe))
            throw new ArgumentException("alignment needs the recipe of the base model: baseRecipe is missing");
        if (Seeds is < 1 or > 100)
            throw new ArgumentException(Invariant($"seeds is {Seeds}, expected 1…100"));
        if (Test is not null && string.IsNullOrEmpty(Test.Targets))
            throw new ArgumentException("test.targets is missing");
    }

    /// <summary>The recipe as another folder has to write it: files that it names by relative paths are named from there.</summary>
    internal AdaptationRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Data = Data.Moved(recipePath, folder),
            MoreTargets = [.. MoreTargets.Select(file => RecipeFiles.Moved(file, recipePath, folder))],
            BaseRecipe = RecipeFiles.Moved(BaseRecipe, recipePath, folder),
            Test = Test is null ? null : Test with { Targets = RecipeFiles.Moved(Test.Targets, recipePath, folder) },
        };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static AdaptationRecipe Read(string path) => RecipeFiles.Read<AdaptationRecipe>(path, recipe => recipe.Validate());
}
