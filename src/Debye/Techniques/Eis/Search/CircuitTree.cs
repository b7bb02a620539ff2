using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Search;

/// <summary>Trees that a search grows: their settings carry start values, their order and names are a matter of structure alone.</summary>
internal static class CircuitTree
{
    private static readonly string[] s_diffusion = ["W", "Wo", "Ws", "G"];

    public static ElementNode Leaf(string symbol, params ReadOnlySpan<double> values)
    {
        var settings = ImmutableArray.CreateBuilder<ParameterSetting>(values.Length);
        foreach (var value in values)
            settings.Add(new ParameterSetting(value));
        return new ElementNode("", ElementRegistry.Default[symbol], settings.ToImmutable());
    }

    public static ElementNode Leaf(string symbol, Placement place) => Leaf(symbol, place.Values(symbol));

    public static CircuitNode Series(params ImmutableArray<CircuitNode> parts) => new SeriesNode(parts).Flatten();

    public static CircuitNode Parallel(params ImmutableArray<CircuitNode> parts) => new ParallelNode(parts).Flatten();

    /// <summary>The parts of a series connection; the node itself where it is none.</summary>
    public static ImmutableArray<CircuitNode> List(CircuitNode node) => node is SeriesNode series ? series.Parts : [node];

    public static string Symbol(CircuitNode node) => node is ElementNode leaf ? leaf.Element.Symbol : "";

    public static bool IsCapacitive(CircuitNode node) => Symbol(node) is "C" or "CPE";

    public static bool IsDiffusion(CircuitNode node) => s_diffusion.Contains(Symbol(node), StringComparer.Ordinal);

    /// <summary>Parts in their usual order, every element with its number.</summary>
    public static CircuitNode Standard(CircuitNode root)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Name(Sort(root.Flatten()));

        CircuitNode Name(CircuitNode node)
        {
            if (node is SeriesNode series)
                return new SeriesNode([.. series.Parts.Select(Name)]);
            if (node is ParallelNode parallel)
                return new ParallelNode([.. parallel.Parts.Select(Name)]);
            var leaf = (ElementNode)node;
            var number = numbers.GetValueOrDefault(leaf.Element.Symbol);
            numbers[leaf.Element.Symbol] = number + 1;
            return leaf with { Name = Invariant($"{leaf.Element.Symbol}{number}") };
        }
    }

    /// <summary>Start values in the order of the elements.</summary>
    public static double[] Values(CircuitNode root)
    {
        var values = new List<double>();
        Collect(root);
        return [.. values];

        void Collect(CircuitNode node)
        {
            foreach (var part in CircuitParser.PartsOf(node))
                Collect(part);
            if (node is ElementNode leaf)
                values.AddRange(leaf.Settings.Select(setting => setting.Value!.Value));
        }
    }

    /// <summary>Whether no list holds two pieces that act as one, and there is something to fit.</summary>
    public static bool IsSensible(CircuitNode node)
    {
        var parts = CircuitParser.PartsOf(node);
        if (parts.IsEmpty)
            return true;
        if (parts.Count(part => Symbol(part) == "R") > 1 || parts.Count(part => Symbol(part) == "L") > 1)
            return false;
        if (parts.Count(IsCapacitive) > 1 || parts.Count(IsDiffusion) > 1)
            return false;
        // A parallel part needs a way for the direct current or a charge, not two capacitors or diffusions beside each other.
        if (node is ParallelNode && parts.All(part => IsCapacitive(part) || Symbol(part) == "L"))
            return false;
        return parts.All(IsSensible);
    }

    private static CircuitNode Sort(CircuitNode node) =>
        node switch
        {
            SeriesNode series => new SeriesNode([
                .. series.Parts.Select(Sort).OrderBy(InSeries).ThenBy(part => part.CanonicalForm(), StringComparer.Ordinal),
            ]),
            ParallelNode parallel => new ParallelNode([
                .. parallel.Parts.Select(Sort).OrderBy(InParallel).ThenBy(part => part.CanonicalForm(), StringComparer.Ordinal),
            ]),
            _ => node,
        };

    private static int InSeries(CircuitNode node) =>
        Symbol(node) switch
        {
            "L" => 0,
            "R" => 1,
            "" => 2,
            _ => 3,
        };

    private static int InParallel(CircuitNode node) =>
        Symbol(node) switch
        {
            "R" => 0,
            "C" or "CPE" => 2,
            _ => 1,
        };
}
