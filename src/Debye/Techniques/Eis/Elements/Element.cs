using System.Collections.Immutable;

namespace Debye.Techniques.Eis.Elements;

/// <summary>A circuit element: its impedance as a function of frequency and parameters, with exact derivatives.</summary>
/// <remarks>
/// Own elements derive from <see cref="ScalarElement"/>, which asks for one frequency at a time, and are made known by
/// <see cref="ElementRegistry.With"/>.
/// </remarks>
public abstract class Element
{
    /// <summary>Creates an element.</summary>
    /// <param name="symbol">Symbol in circuit strings: letters, the first one a capital.</param>
    /// <param name="name">Name for people.</param>
    /// <param name="equation">Its impedance as text, s = jω.</param>
    /// <param name="source">Where the equation comes from.</param>
    /// <param name="parameters">Its parameters in the order of the equation, at least one.</param>
    /// <exception cref="ArgumentException">The symbol is not made of letters, or there is no parameter.</exception>
    protected Element(string symbol, string name, string equation, string source, params ImmutableArray<ElementParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (symbol.Length == 0 || !char.IsAsciiLetterUpper(symbol[0]) || !symbol.All(char.IsAsciiLetter))
            throw new ArgumentException($"Expected a symbol of letters that begins with a capital, got '{symbol}'.", nameof(symbol));
        if (parameters.IsDefaultOrEmpty)
            throw new ArgumentException($"Element {symbol} has no parameter.", nameof(parameters));
        (Symbol, Name, Equation, Source, Parameters) = (symbol, name, equation, source, parameters);
    }

    /// <summary>Symbol in circuit strings.</summary>
    public string Symbol { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Its impedance as text, s = jω.</summary>
    public string Equation { get; }

    /// <summary>Where the equation comes from.</summary>
    public string Source { get; }

    /// <summary>Its parameters in order.</summary>
    public ImmutableArray<ElementParameter> Parameters { get; }

    /// <summary>Impedance at all frequencies of a grid, with derivatives where they are wanted.</summary>
    /// <param name="grid">The frequencies.</param>
    /// <param name="parameters">One value for each parameter.</param>
    /// <param name="output">Receives the impedance, Ω, and ∂Z/∂p; as long as the padded grid.</param>
    /// <remarks>Called from inner loops: no allocation, no checks.</remarks>
    public abstract void Evaluate(FrequencyGrid grid, ReadOnlySpan<double> parameters, ElementOutput output);
}
