namespace Debye.Learning.Techniques.Crystal;

/// <summary>What a model's members say about a crystal, in the model's unit.</summary>
/// <param name="Value">Weighted mean of the members.</param>
/// <param name="Spread">Weighted root mean square of their distances from it.</param>
/// <param name="Scale">Mean of the errors that members with such a head expect of themselves; 0 where none has one.</param>
/// <param name="Members">Each member's own answer.</param>
public sealed record CrystalEstimate(double Value, double Spread, double Scale, IReadOnlyList<double> Members)
{
    /// <summary>Mean answers of the networks for the model's further properties.</summary>
    public IReadOnlyList<double> More { get; init; } = [];
}
