using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Search;

/// <summary>The rules by which a search rewrites circuits.</summary>
/// <remarks>
/// A circuit is a list in series of single elements and arcs; an arc is a capacitance beside a list that begins with a charge-transfer
/// resistance and may hold a diffusion element and another arc, and beside an inductive branch. Every rule keeps the values that are
/// known. The order of what <see cref="Grow"/> returns does not depend on the placement.
/// </remarks>
internal sealed class CircuitGrammar(ImmutableArray<string> elements)
{
    private readonly string[] _diffusion = [.. elements.Where(symbol => symbol is "W" or "Wo" or "Ws" or "G")];
    private readonly string[] _capacitive = [.. elements.Where(symbol => symbol is "C" or "CPE")];

    /// <summary>The circuits a search begins with.</summary>
    public IEnumerable<CircuitNode> Seeds(Placement place)
    {
        var resistor = CircuitTree.Leaf("R", place);
        yield return resistor;
        foreach (var symbol in _capacitive)
            yield return CircuitTree.Series(resistor, CircuitTree.Leaf(symbol, place));
        foreach (var symbol in _capacitive)
            yield return Arc(symbol, place);
        foreach (var symbol in _capacitive)
            yield return CircuitTree.Series(resistor, Arc(symbol, place));
        foreach (var symbol in _diffusion)
            yield return CircuitTree.Series(resistor, CircuitTree.Leaf(symbol, place));
        if (Has("L"))
            yield return CircuitTree.Series(resistor, CircuitTree.Leaf("L", place));
    }

    /// <summary>Circuits with a new piece or with an element exchanged.</summary>
    public IEnumerable<CircuitNode> Grow(CircuitNode root, Placement place) =>
        Extend(root, isRoot: true, place).Concat(Exchange(root, place));

    /// <summary>Circuits without one of the pieces, or with a piece in another place.</summary>
    public static IEnumerable<CircuitNode> Change(CircuitNode root) => Remove(root).Concat(Move(root));

    private bool Has(string symbol) => elements.Contains(symbol, StringComparer.Ordinal);

    private static CircuitNode Arc(string symbol, Placement place) =>
        CircuitTree.Parallel(CircuitTree.Leaf("R", place), CircuitTree.Leaf(symbol, place));

    private IEnumerable<CircuitNode> Extend(CircuitNode node, bool isRoot, Placement place)
    {
        var parts = CircuitTree.List(node);
        foreach (var piece in Pieces(parts, isRoot, place))
            yield return CircuitTree.Series(parts.Add(piece));
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not ParallelNode arc)
                continue;
            foreach (var other in ExtendArc(arc, place))
                yield return CircuitTree.Series(parts.SetItem(i, other));
        }
    }

    private IEnumerable<CircuitNode> ExtendArc(ParallelNode arc, Placement place)
    {
        if (arc.Parts.Any(part => CircuitTree.Symbol(part) == "L"))
            yield break;
        for (var i = 0; i < arc.Parts.Length; i++)
        {
            if (CircuitTree.IsCapacitive(arc.Parts[i]))
                continue;
            foreach (var branch in Extend(arc.Parts[i], isRoot: false, place))
                yield return CircuitTree.Parallel(arc.Parts.SetItem(i, branch));
        }

        if (Has("L") && arc.Parts.Length == 2)
            yield return CircuitTree.Parallel(
                arc.Parts.Add(CircuitTree.Series(CircuitTree.Leaf("R", place), CircuitTree.Leaf("L", place)))
            );
    }

    private IEnumerable<CircuitNode> Pieces(ImmutableArray<CircuitNode> parts, bool isRoot, Placement place)
    {
        bool Lacks(string symbol) => parts.All(part => CircuitTree.Symbol(part) != symbol);
        if (Lacks("R"))
            yield return CircuitTree.Leaf("R", place);
        if (isRoot && Has("L") && Lacks("L"))
            yield return CircuitTree.Leaf("L", place);
        if (
            isRoot
            && Has("L")
            && !parts.Any(part => part is ParallelNode arc && arc.Parts.Any(branch => CircuitTree.Symbol(branch) == "L"))
        )
            yield return Arc("L", place);
        if (isRoot && !parts.Any(CircuitTree.IsCapacitive))
            foreach (var symbol in _capacitive)
                yield return CircuitTree.Leaf(symbol, place);
        if (!parts.Any(CircuitTree.IsDiffusion))
            foreach (var symbol in _diffusion)
                yield return CircuitTree.Leaf(symbol, place);
        if (isRoot || !parts.Any(part => part is ParallelNode))
            foreach (var symbol in _capacitive)
                yield return Arc(symbol, place);
    }

    private IEnumerable<CircuitNode> Exchange(CircuitNode node, Placement place)
    {
        if (node is ElementNode leaf)
        {
            foreach (var other in Others(leaf, place))
                yield return other;
            yield break;
        }

        var parts = CircuitParser.PartsOf(node);
        for (var i = 0; i < parts.Length; i++)
            foreach (var other in Exchange(parts[i], place))
                yield return node is SeriesNode
                    ? CircuitTree.Series(parts.SetItem(i, other))
                    : CircuitTree.Parallel(parts.SetItem(i, other));
    }

    private IEnumerable<CircuitNode> Others(ElementNode leaf, Placement place)
    {
        var symbol = leaf.Element.Symbol;
        var first = leaf.Settings[0].Value!.Value;
        if (symbol == "C" && Has("CPE"))
            yield return CircuitTree.Leaf("CPE", first, 0.97);
        if (symbol == "CPE" && Has("C"))
            yield return CircuitTree.Leaf("C", first * Math.Pow(place.TauSeconds, 1 - leaf.Settings[1].Value!.Value));
        if (symbol == "CPE" && Has("W"))
            yield return CircuitTree.Leaf("W", Math.Pow(place.TauSeconds, leaf.Settings[1].Value!.Value - 0.5) / (first * Math.Sqrt(2)));
        if (!CircuitTree.IsDiffusion(leaf))
            yield break;
        foreach (var other in _diffusion.Where(other => other != symbol))
        {
            // Both are A √2/√ω at high frequencies.
            var slope = symbol == "W" ? first * Math.Sqrt(2) : first / Math.Sqrt(leaf.Settings[1].Value!.Value);
            var tau = symbol == "W" ? place.TauSeconds : leaf.Settings[1].Value!.Value;
            yield return other == "W" ? CircuitTree.Leaf("W", slope / Math.Sqrt(2)) : CircuitTree.Leaf(other, slope * Math.Sqrt(tau), tau);
        }
    }

    private static IEnumerable<CircuitNode> Remove(CircuitNode node)
    {
        var parts = CircuitParser.PartsOf(node);
        for (var i = 0; i < parts.Length; i++)
        {
            CircuitNode Made(ImmutableArray<CircuitNode> rest) =>
                node is SeriesNode ? CircuitTree.Series(rest) : CircuitTree.Parallel(rest);
            yield return Made(parts.RemoveAt(i));
            foreach (var other in Remove(parts[i]))
                yield return Made(parts.SetItem(i, other));
        }
    }

    /// <summary>Pieces of the outermost list into an arc, and pieces of arcs out of them.</summary>
    private static IEnumerable<CircuitNode> Move(CircuitNode root)
    {
        var parts = CircuitTree.List(root);
        for (var j = 0; j < parts.Length; j++)
        {
            if (parts[j] is not ParallelNode arc)
                continue;
            for (var b = 0; b < arc.Parts.Length; b++)
            {
                if (CircuitTree.IsCapacitive(arc.Parts[b]))
                    continue;
                var branch = CircuitTree.List(arc.Parts[b]);
                for (var i = 0; i < parts.Length; i++)
                {
                    if (i == j || CircuitTree.Symbol(parts[i]) is "R" or "L")
                        continue;
                    yield return CircuitTree.Series(
                        parts.SetItem(j, CircuitTree.Parallel(arc.Parts.SetItem(b, CircuitTree.Series(branch.Add(parts[i]))))).RemoveAt(i)
                    );
                }

                for (var k = 0; branch.Length > 1 && k < branch.Length; k++)
                    yield return CircuitTree.Series(
                        parts.SetItem(j, CircuitTree.Parallel(arc.Parts.SetItem(b, CircuitTree.Series(branch.RemoveAt(k))))).Add(branch[k])
                    );
            }
        }
    }
}
