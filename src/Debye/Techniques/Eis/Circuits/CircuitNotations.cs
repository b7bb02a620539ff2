using System.Collections.Immutable;
using System.Text;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>The two ways of writing a circuit.</summary>
public enum CircuitNotation
{
    /// <summary>R0-p(R1,CPE1): '-' in series, p( , ) in parallel.</summary>
    Dashes,

    /// <summary>R0(R1Q1): juxtaposition; brackets change between series and parallel.</summary>
    Boukamp,
}

/// <summary>Trees to circuit strings, and how to tell the notations apart.</summary>
/// <remarks>
/// Boukamp's code: B. A. Boukamp, Solid State Ionics 20, 31 (1986), doi 10.1016/0167-2738(86)90031-7. There Q is the CPE,
/// O the finite-length and T the finite-space Warburg element (Ws and Wo here); the porous electrode T is written Tp.
/// </remarks>
internal static class CircuitNotations
{
    public static ImmutableDictionary<string, string> BoukampAliases { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Q"] = "CPE",
            ["O"] = "Ws",
            ["T"] = "Wo",
            ["Tp"] = "T",
        }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, string> BoukampSymbols = BoukampAliases.ToImmutableDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    /// <summary>
    /// Whether a string is written with dashes and p( ), settings aside. A single element reads alike in both, but for T.
    /// </summary>
    public static bool HasDashes(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}')
                depth--;
            else if (
                depth == 0
                && (
                    text[i] is '-' or ','
                    || (
                        text[i] == 'p'
                        && text.AsSpan(i + 1).TrimStart().StartsWith("(", StringComparison.Ordinal)
                        && (i == 0 || !char.IsAsciiLetter(text[i - 1]))
                    )
                )
            )
                return true;
        }

        return !text.AsSpan().ContainsAny('(', '[') && text.Count(char.IsAsciiLetterUpper) == 1;
    }

    public static string Write(CircuitNode node, CircuitNotation notation, bool withSettings)
    {
        var text = new StringBuilder();
        if (notation == CircuitNotation.Dashes)
            Dashed(text, node, withSettings);
        else
            Boukamp(text, node, isSeries: true, withSettings);
        return text.ToString();
    }

    private static void Dashed(StringBuilder text, CircuitNode node, bool withSettings)
    {
        if (node is ElementNode element)
        {
            text.Append(element.Name).Append(Settings(element, withSettings));
            return;
        }

        var isSeries = node is SeriesNode;
        if (!isSeries)
            text.Append("p(");
        var parts = CircuitParser.PartsOf(node);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                text.Append(isSeries ? '-' : ',');
            Dashed(text, parts[i], withSettings);
        }

        if (!isSeries)
            text.Append(')');
    }

    private static void Boukamp(StringBuilder text, CircuitNode node, bool isSeries, bool withSettings)
    {
        if (node is ElementNode element)
        {
            var symbol = element.Element.Symbol;
            text.Append(BoukampSymbols.GetValueOrDefault(symbol, symbol))
                .Append(element.Name.AsSpan(symbol.Length))
                .Append(Settings(element, withSettings));
            return;
        }

        var changes = node is SeriesNode != isSeries;
        if (changes)
            text.Append('(');
        foreach (var part in CircuitParser.PartsOf(node))
            Boukamp(text, part, changes ? !isSeries : isSeries, withSettings);
        if (changes)
            text.Append(')');
    }

    private static string Settings(ElementNode element, bool withSettings) =>
        withSettings && element.Settings.Length > 0 ? $"{{{string.Join(',', element.Settings)}}}" : "";
}
