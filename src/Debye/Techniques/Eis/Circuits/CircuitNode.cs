using System.Collections.Immutable;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>A part of a circuit: an element, or parts in series or in parallel.</summary>
public abstract record CircuitNode
{
    private protected CircuitNode() { }

    /// <summary>The part without needless nesting: series in series and groups of one are opened.</summary>
    internal abstract CircuitNode Flatten();

    /// <summary>Text that is the same for parts that differ in the order of series and parallel branches only.</summary>
    internal abstract string CanonicalForm();
}

/// <summary>One element of a circuit.</summary>
/// <param name="Name">Its name in the circuit, such as CPE1.</param>
/// <param name="Element">What it is.</param>
/// <param name="Settings">Values, limits and fixations its text states; empty, or one for each parameter.</param>
public sealed record ElementNode(string Name, Element Element, ImmutableArray<ParameterSetting> Settings) : CircuitNode
{
    internal override CircuitNode Flatten() => this;

    internal override string CanonicalForm() => Element.Symbol;
}

/// <summary>Parts one after the other: impedances add.</summary>
/// <param name="Parts">The parts.</param>
public sealed record SeriesNode(ImmutableArray<CircuitNode> Parts) : CircuitNode
{
    internal override CircuitNode Flatten() => NodeParts.Flatten<SeriesNode>(Parts, node => node.Parts, parts => new SeriesNode(parts));

    internal override string CanonicalForm() => string.Join('-', NodeParts.Canonical(Parts));
}

/// <summary>Parts side by side: admittances add.</summary>
/// <param name="Parts">The parts.</param>
public sealed record ParallelNode(ImmutableArray<CircuitNode> Parts) : CircuitNode
{
    internal override CircuitNode Flatten() => NodeParts.Flatten<ParallelNode>(Parts, node => node.Parts, parts => new ParallelNode(parts));

    internal override string CanonicalForm() => $"p({string.Join(',', NodeParts.Canonical(Parts))})";
}

/// <summary>What series and parallel parts share.</summary>
internal static class NodeParts
{
    public static CircuitNode Flatten<T>(
        ImmutableArray<CircuitNode> parts,
        Func<T, ImmutableArray<CircuitNode>> partsOf,
        Func<ImmutableArray<CircuitNode>, CircuitNode> create
    )
        where T : CircuitNode
    {
        ImmutableArray<CircuitNode> flat =
        [
            .. parts.Select(part => part.Flatten()).SelectMany(part => part is T same ? partsOf(same) : [part]),
        ];
        return flat.Length == 1 ? flat[0] : create(flat);
    }

    public static IEnumerable<string> Canonical(ImmutableArray<CircuitNode> parts) =>
        parts.Select(part => part.CanonicalForm()).Order(StringComparer.Ordinal);
}
