using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Crystals;

/// <summary>How much of each element a substance holds.</summary>
/// <param name="Amounts">Species, each once, in the order of the text, with their amounts, above 0.</param>
public sealed record Composition(ImmutableArray<(Species Species, double Amount)> Amounts)
{
    private const int DeepestNesting = 20;
    private const double LargestAmount = 1e9;

    /// <summary>Sum of all amounts.</summary>
    public double Total => Amounts.Sum(part => part.Amount);

    /// <summary>Reads "Ni", "NaCl", "C 10 H 8", "Zr H2 P2 O8 H2 O", "Ba0.8K0.2(Zn0.85Mn0.15)2As2", "CuSO4·5H2O"; D is deuterium.</summary>
    /// <param name="text">Element symbols with amounts, in round or square brackets where several share one; blanks do not matter.</param>
    /// <exception cref="ArgumentException">The text is empty, names something that is no element, or its brackets or amounts do not
    /// fit.</exception>
    public static Composition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var order = new List<Species>();
        var amounts = new Dictionary<Species, double>();
        foreach (var part in text.Split(['·', '*', '•'], StringSplitOptions.TrimEntries))
        {
            var position = 0;
            var times = Number(part, ref position, text) ?? 1;
            Group(
                part,
                ref position,
                times,
                0,
                text,
                (species, amount) =>
                {
                    if (!amounts.TryAdd(species, amount))
                        amounts[species] += amount;
                    else
                        order.Add(species);
                }
            );
            if (position < part.Length)
                throw Wrong(text, $"')' or ']' without its beginning at '{part[position..]}'");
        }

        if (order.Count == 0)
            throw Wrong(text, "no element");
        return new Composition([.. order.Select(species => (species, amounts[species]))]);
    }

    /// <summary>Symbols with amounts: "Ba0.8 K0.2 As2".</summary>
    public override string ToString() =>
        string.Join(
            " ",
            Amounts.Select(part =>
                part.Amount == 1
                    ? part.Species.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"{part.Species}{part.Amount:0.######}")
            )
        );

    private static void Group(string text, ref int position, double times, int depth, string whole, Action<Species, double> add)
    {
        if (depth > DeepestNesting)
            throw Wrong(whole, "brackets nested too deep");
        while (position < text.Length)
        {
            var letter = text[position];
            if (letter is ' ' or '\t' or ',')
            {
                position++;
            }
            else if (letter is '(' or '[')
            {
                position++;
                Bracket(text, ref position, letter == '(' ? ')' : ']', times, depth, whole, add);
            }
            else if (letter is ')' or ']')
            {
                return;
            }
            else
            {
                var species = Symbol(text, ref position, whole);
                add(species, times * (Number(text, ref position, whole) ?? 1));
            }
        }
    }

    /// <summary>What a bracket holds counts as often as the number behind it says.</summary>
    private static void Bracket(string text, ref int position, char end, double times, int depth, string whole, Action<Species, double> add)
    {
        var inside = new List<(Species Species, double Amount)>();
        Group(text, ref position, 1, depth + 1, whole, (species, amount) => inside.Add((species, amount)));
        if (position == text.Length || text[position] != end)
            throw Wrong(whole, $"expected '{end}'");
        position++;
        var factor = times * (Number(text, ref position, whole) ?? 1);
        foreach (var (species, amount) in inside)
            add(species, factor * amount);
    }

    private static Species Symbol(string text, ref int position, string whole)
    {
        foreach (var length in (ReadOnlySpan<int>)[2, 1])
        {
            if (
                position + length > text.Length
                || !char.IsAsciiLetterUpper(text[position])
                || (length == 2 && !char.IsAsciiLetterLower(text[position + 1]))
            )
                continue;
            if (!Species.TryParse(text.AsSpan(position, length), out var species))
                continue;
            position += length;
            return species;
        }

        throw Wrong(whole, $"no element at '{text[position..]}'");
    }

    private static double? Number(string text, ref int position, string whole)
    {
        var start = position;
        while (start < text.Length && text[start] is ' ' or '\t')
            start++;
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        if (end == start)
            return null;
        if (
            !double.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value is not (> 0 and <= LargestAmount)
        )
            throw Wrong(whole, $"the amount '{text[start..end]}'; expected a number above 0");
        position = end;
        return value;
    }

    private static ArgumentException Wrong(string text, string reason) =>
        new(
            $"The composition '{(text.Length > 60 ? text[..60] + "…" : text)}' cannot be read: "
                + $"{(reason.Length > 120 ? reason[..120] + "…" : reason)}.",
            nameof(text)
        );
}
