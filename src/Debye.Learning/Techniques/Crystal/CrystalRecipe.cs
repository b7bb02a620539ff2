using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>All that decides a model of a property of crystals: data, graphs, networks, training.</summary>
public sealed record CrystalRecipe
{
    /// <summary>Technique; "crystal".</summary>
    public string Technique { get; init; } = "crystal";

    /// <summary>One sentence on what the recipe is for and where its data come from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Data.</summary>
    public CrystalData Data { get; init; } = new();

    /// <summary>How crystals become graphs.</summary>
    public CrystalOptions Graph { get; init; } = new();

    /// <summary>Networks and trees, whose answers are blended with weights fitted on the validation part.</summary>
    public IReadOnlyList<CrystalMemberOptions> Members { get; init; } = [];

    /// <summary>Formulas of which each member leaves a part out, so that some member has not seen it; null for none.</summary>
    public CrystalCrossFit? CrossFit { get; init; }

    /// <summary>Seed of weights and order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A part is missing or a value is out of its range.</exception>
    public void Validate()
    {
        if (Technique != "crystal")
            throw new ArgumentException($"technique is '{Technique}', expected 'crystal'");
        if (Data is null || Graph is null || Members is null || Members.Any(member => member is null))
            throw new ArgumentException("a part of the recipe is null");
        Data.Validate();
        Graph.Validate();
        if (Members.Count == 0)
            throw new ArgumentException("members is empty, expected one or more");
        foreach (var member in Members)
            member.Validate();
        CrossFit?.Validate();
        foreach (var member in Members)
            CheckOutputs(member);
    }

    /// <summary>Whether it is about two classes.</summary>
    internal bool IsClassification => Data.Property == CrystalModel.ClassProbability;

    /// <summary>How formulas of <see cref="CrossFit"/> are dealt to folds; null without it.</summary>
    internal CrystalFolds? Folds => CrossFit is null ? null : new CrystalFolds(CrossFit.Folds, Seed);

    private void CheckOutputs(CrystalMemberOptions member)
    {
        var (loss, more) = (member.Training.Loss, Data.MoreTargetColumns.Count);
        if (member.Kind == CrystalMemberKind.Trees)
        {
            if (IsClassification)
                throw new ArgumentException("members: trees do not tell classes apart here; expected networks");
            return;
        }

        if (IsClassification != (loss == CrystalLoss.CrossEntropy))
            throw new ArgumentException(
                $"a loss of {loss} does not fit the property {Data.Property}: expected crossEntropy for "
                    + $"{CrystalModel.ClassProbability} and for nothing else"
            );
        if (more > 0 && (loss is CrystalLoss.Laplace or CrystalLoss.CrossEntropy))
            throw new ArgumentException($"data.moreTargetColumns does not go with the loss {loss}");
        var expected = loss is CrystalLoss.Laplace or CrystalLoss.CrossEntropy ? 2 : 1 + more;
        if (member.Network.Outputs != expected)
            throw new ArgumentException(Invariant($"network: outputs is {member.Network.Outputs}, expected {expected}"));
    }

    /// <summary>The recipe as another folder has to write it: files that it names by relative paths are named from there.</summary>
    internal CrystalRecipe Moved(string recipePath, string folder) =>
        this with
        {
            Data = Data.Moved(recipePath, folder),
            CrossFit = CrossFit is null ? null : CrossFit with { Formulas = RecipeFiles.Moved(CrossFit.Formulas, recipePath, folder) },
        };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="DataFormatException">The file is no recipe.</exception>
    public static CrystalRecipe Read(string path) => RecipeFiles.Read<CrystalRecipe>(path, recipe => recipe.Validate());
}

/// <summary>
/// Cross-fitting: member k of a kind does not learn from formulas of fold k (of those that a table names), so that adaptation can use its
/// answers for them.
/// </summary>
public sealed record CrystalCrossFit
{
    /// <summary>CSV with a column "formula"; targets are not read.</summary>
    public string Formulas { get; init; } = "";

    /// <summary>Number of folds, 2…50.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (string.IsNullOrEmpty(Formulas))
            throw new ArgumentException("crossFit.formulas is missing");
        if (Folds is < 2 or > 50)
            throw new ArgumentException(Invariant($"crossFit.folds is {Folds}, expected 2…50"));
    }
}
