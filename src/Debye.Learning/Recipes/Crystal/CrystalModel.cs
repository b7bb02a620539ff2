using Debye.Techniques.Crystal;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>A trained network with all that is needed to use it.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Property">What it predicts: "bandGap", "formationEnergyPerAtom", "classProbability" (of the second of two classes).</param>
/// <param name="Unit">Unit of the property.</param>
/// <param name="Networks">One network or several, whose answers are averaged; of one shape.</param>
/// <param name="Graph">How crystals become graphs for it.</param>
/// <param name="Scale">The scale on which it predicts.</param>
public sealed record CrystalModel(string Name, string Property, string Unit, IReadOnlyList<CgcnnNetwork> Networks, CrystalOptions Graph, TargetScale Scale)
{
    /// <summary>Name of <see cref="Property"/> where two classes are told apart.</summary>
    public const string ClassProbability = "classProbability";
}
