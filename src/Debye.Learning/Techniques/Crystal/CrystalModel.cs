using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A trained model of a property of crystals with all that is needed to use it.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Property">What it predicts: "bandGap", "formationEnergyPerAtom", "classProbability" (of the second of two classes).</param>
/// <param name="Unit">Unit of the property.</param>
/// <param name="Members">Networks and trees, one or more.</param>
/// <param name="Weights">Weight of each member in the answer; their sum is 1.</param>
/// <param name="Graph">How crystals become graphs for it.</param>
/// <param name="Calibration">What tells how sure an answer is; null where nothing was learned about that.</param>
public sealed record CrystalModel(
    string Name,
    string Property,
    string Unit,
    IReadOnlyList<CrystalMember> Members,
    IReadOnlyList<double> Weights,
    CrystalOptions Graph,
    CrystalCalibration? Calibration = null
)
{
    /// <summary>The model that this one was adapted from, for members that ask for its answer; null for none.</summary>
    public CrystalModel? Base { get; init; }

    /// <summary>How formulas were dealt to folds that members left out; null where none did.</summary>
    public CrystalFolds? CrossFit { get; init; }

    /// <summary>Names of the further properties that networks predict.</summary>
    public IReadOnlyList<string> MoreProperties { get; init; } = [];

    /// <summary>Name of <see cref="Property"/> where two classes are told apart.</summary>
    public const string ClassProbability = "classProbability";

    /// <summary>Whether a member looks at descriptors.</summary>
    public bool NeedsDescriptors => Members.Any(member => member.NeedsDescriptors) || Base?.NeedsDescriptors == true;

    /// <summary>Makes what the model takes of a crystal.</summary>
    public CrystalInputBuilder NewInputBuilder() => new(Graph, NeedsDescriptors);

    /// <summary>Whether it tells two classes apart.</summary>
    internal bool IsClassifier => Property == ClassProbability;
}

/// <summary>Folds of formulas.</summary>
/// <param name="Count">Number of folds.</param>
/// <param name="Seed">Deals the formulas.</param>
public sealed record CrystalFolds(int Count, ulong Seed)
{
    /// <summary>Fold of a formula, 0 up to <see cref="Count"/>; the same whatever else is in the data.</summary>
    public int Of(string formula) => CrystalParts.FoldOf(formula, Count, Seed);
}
