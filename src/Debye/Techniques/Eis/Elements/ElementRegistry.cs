using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Debye.Techniques.Eis.Elements;

/// <summary>The elements that circuit strings may name. Immutable: own elements are added to a copy.</summary>
public sealed class ElementRegistry
{
    private readonly ImmutableSortedDictionary<string, Element> _elements;

    private ElementRegistry(ImmutableSortedDictionary<string, Element> elements) => _elements = elements;

    /// <summary>The elements of Debye.</summary>
    public static ElementRegistry Default { get; } =
        new(
            (
                (Element[])
                    [
                        new Resistor(),
                        new Capacitor(),
                        new Inductor(),
                        new FractionalInductor(),
                        new PowerInductor(),
                        new ConstantPhase(),
                        new Warburg(),
                        new OpenWarburg(),
                        new ShortWarburg(),
                        new GeneralisedShortWarburg(),
                        new Gerischer(),
                        new FiniteGerischer(),
                        new VoigtElement(),
                        new ColeCole(),
                        new HavriliakNegami(),
                        new BlockingTransmissionLine(),
                        new TransmissionLine(),
                        new PorousElectrode(),
                    ]
            ).ToImmutableSortedDictionary(element => element.Symbol, element => element, StringComparer.Ordinal)
        );

    /// <summary>All elements, by symbol.</summary>
    public IEnumerable<Element> Elements => _elements.Values;

    /// <summary>The element of a symbol.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Element this[string symbol] =>
        TryGet(symbol, out var element)
            ? element
            : throw new ArgumentException(
                $"Unknown circuit element '{symbol}'; known are {string.Join(" ", _elements.Keys)}.",
                nameof(symbol)
            );

    /// <summary>Finds an element; "Q" is another name of "CPE".</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string symbol, [NotNullWhen(true)] out Element? element) =>
        _elements.TryGetValue(symbol, out element) || (symbol == "Q" && _elements.TryGetValue("CPE", out element));

    /// <summary>A registry that also knows an own element.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="ArgumentException">Its symbol is taken.</exception>
    public ElementRegistry With(Element element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (TryGet(element.Symbol, out _))
            throw new ArgumentException($"The symbol '{element.Symbol}' is taken.", nameof(element));
        return new ElementRegistry(_elements.Add(element.Symbol, element));
    }
}
