using System.Collections.Immutable;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>Circuit strings to trees, for both notations.</summary>
internal sealed class CircuitParser
{
    private const int MaximumDepth = 64;

    private readonly CircuitScanner _scan;

    private CircuitParser(string text, ElementRegistry registry, bool isBoukamp) =>
        _scan = new CircuitScanner(text, registry, isBoukamp ? CircuitNotations.BoukampAliases : ImmutableDictionary<string, string>.Empty);

    public static CircuitNode Parse(string text, ElementRegistry registry)
    {
        var isBoukamp = !CircuitNotations.HasDashes(text);
        var parser = new CircuitParser(text, registry, isBoukamp);
        var root = isBoukamp ? parser.Group(isSeries: true, 0) : parser.Dashed(0);
        if (parser._scan.Current != '\0')
            throw parser._scan.Problem("expected the end");
        return Numbering.Complete(root.Flatten());
    }

    /// <summary>Parts joined by '-', each an element or p( , ).</summary>
    private SeriesNode Dashed(int depth)
    {
        if (depth > MaximumDepth)
            throw _scan.Problem("nested too deep");
        var parts = ImmutableArray.CreateBuilder<CircuitNode>();
        do
        {
            if (_scan.Take('p'))
            {
                _scan.Expect('(');
                var branches = ImmutableArray.CreateBuilder<CircuitNode>();
                do branches.Add(Dashed(depth + 1));
                while (_scan.Take(','));
                _scan.Expect(')');
                parts.Add(new ParallelNode(branches.ToImmutable()));
            }
            else
            {
                parts.Add(_scan.Element());
            }
        } while (_scan.Take('-'));
        return new SeriesNode(parts.ToImmutable());
    }

    /// <summary>Boukamp's code: round brackets change between series and parallel, square ones always mean series.</summary>
    private CircuitNode Group(bool isSeries, int depth)
    {
        if (depth > MaximumDepth)
            throw _scan.Problem("nested too deep");
        var parts = ImmutableArray.CreateBuilder<CircuitNode>();
        while (_scan.Current is not ('\0' or ')' or ']'))
        {
            if (_scan.Take('('))
                parts.Add(Close(Group(!isSeries, depth + 1), ')'));
            else if (_scan.Take('['))
                parts.Add(Close(Group(isSeries: true, depth + 1), ']'));
            else
                parts.Add(_scan.Element());
        }

        if (parts.Count == 0)
            throw _scan.Problem("expected an element");
        return isSeries ? new SeriesNode(parts.ToImmutable()) : new ParallelNode(parts.ToImmutable());
    }

    private CircuitNode Close(CircuitNode node, char bracket)
    {
        _scan.Expect(bracket);
        return node;
    }

    /// <summary>Gives elements without a number the lowest free one of their symbol, from the left.</summary>
    private sealed class Numbering
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public static CircuitNode Complete(CircuitNode root)
        {
            var numbering = new Numbering();
            numbering.Collect(root);
            return numbering.Name(root);
        }

        private void Collect(CircuitNode node)
        {
            if (node is ElementNode { Name.Length: > 0 } element)
                _taken.Add(element.Name);
            foreach (var part in PartsOf(node))
                Collect(part);
        }

        private CircuitNode Name(CircuitNode node) =>
            node switch
            {
                ElementNode { Name.Length: 0 } element => element with { Name = Free(element.Element.Symbol) },
                SeriesNode series => new SeriesNode([.. series.Parts.Select(Name)]),
                ParallelNode parallel => new ParallelNode([.. parallel.Parts.Select(Name)]),
                _ => node,
            };

        private string Free(string symbol)
        {
            var number = 0;
            while (!_taken.Add(Invariant($"{symbol}{number}")))
                number++;
            return Invariant($"{symbol}{number}");
        }
    }

    internal static ImmutableArray<CircuitNode> PartsOf(CircuitNode node) =>
        node switch
        {
            SeriesNode series => series.Parts,
            ParallelNode parallel => parallel.Parts,
            _ => [],
        };
}
