using Debye.Techniques.Crystal;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>A trained model of a property of crystals with all that is needed to use it.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Property">What it predicts: "bandGap", "formationEnergyPerAtom", "classProbability" (of the second of two classes).</param>
/// <param name="Unit">Unit of the property.</param>
/// <param name="Members">Networks and trees, one or more.</param>
/// <param name="Weights">Weight of each member in the answer; their sum is 1.</param>
/// <param name="Graph">How crystals become graphs for it.</param>
/// <param name="Calibration">What tells how sure an answer is; null where nothing was learned about that.</param>
public sealed record CrystalModel(
    string Name, string Property, string Unit, IReadOnlyList<CrystalMember> Members, IReadOnlyList<double> Weights, CrystalOptions Graph, CrystalCalibration? Calibration = null)
{
    /// <summary>Name of <see cref="Property"/> where two classes are told apart.</summary>
    public const string ClassProbability = "classProbability";

    /// <summary>Whether a member looks at descriptors.</summary>
    public bool NeedsDescriptors => Members.Any(member => member.NeedsDescriptors);

    /// <summary>Makes what the model takes of a crystal.</summary>
    public CrystalInputBuilder NewInputBuilder() => new(Graph, NeedsDescriptors);

    /// <summary>Whether it tells two classes apart.</summary>
    internal bool IsClassifier => Property == ClassProbability;
}
