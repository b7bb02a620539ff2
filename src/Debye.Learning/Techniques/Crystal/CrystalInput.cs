using Debye.Crystals;
using Debye.Techniques.Crystal;
using Debye.Techniques.Crystal.Descriptors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A crystal as models take it.</summary>
/// <param name="Graph">Its graph; carries its name.</param>
/// <param name="Descriptors">Numbers for each of <see cref="CrystalDescriptors.Names"/>; empty where no member of the model asks for
/// them.</param>
/// <param name="Formula">Reduced formula.</param>
public sealed record CrystalInput(CrystalGraph Graph, float[] Descriptors, string Formula);

/// <summary>Makes inputs of crystals. One builder is for one thread.</summary>
/// <param name="options">How crystals become graphs.</param>
/// <param name="withDescriptors">Whether descriptors are calculated.</param>
public sealed class CrystalInputBuilder(CrystalOptions options, bool withDescriptors)
{
    private readonly CrystalGraphBuilder _graphs = new(options);
    private readonly CrystalDescriptors _descriptors = new();

    /// <summary>Makes the input of a crystal.</summary>
    /// <exception cref="ArgumentException">The crystal is not ordered, two sites overlap, or an element is beyond fermium; the message says
    /// which.</exception>
    public CrystalInput Build(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var graph = _graphs.Build(structure);
        var beyond = graph.AtomicNumbers.IndexOfAnyInRange((byte)(CrystalBatch.Elements + 1), byte.MaxValue);
        if (beyond >= 0)
            throw new ArgumentException(
                $"it holds {Elements.Symbol(graph.AtomicNumbers[beyond])}, an element beyond the {CrystalBatch.Elements} known ones"
            );
        return new CrystalInput(graph, withDescriptors ? _descriptors.Describe(structure) : [], structure.Formula);
    }
}
