namespace Debye.Learning.OpenSet;

/// <summary>What an open-set classifier says of one sample.</summary>
/// <param name="Class">Index of the most probable class; null for "none of these".</param>
/// <param name="Probabilities">Probabilities of the known classes if it is one of them.</param>
/// <param name="Score">How much like the known classes it is.</param>
/// <param name="Threshold">Score from which it counts as known.</param>
public sealed record OpenSetAnswer(int? Class, ReadOnlyMemory<float> Probabilities, double Score, double Threshold)
{
    /// <summary>Whether it is none of the known classes.</summary>
    public bool IsUnknown => Class is null;
}
