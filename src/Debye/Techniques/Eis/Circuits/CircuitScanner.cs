using System.Collections.Immutable;
using System.Globalization;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>Reads elements with their numbers and settings off a circuit string.</summary>
internal sealed class CircuitScanner(string text, ElementRegistry registry, IReadOnlyDictionary<string, string> aliases)
{
    private const int MaximumElements = 256;
    private const int MaximumSymbol = 32;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private int _count;

    public int Position { get; private set; }

    public char Current
    {
        get
        {
            while (Position < text.Length && char.IsWhiteSpace(text[Position]))
                Position++;
            return Position < text.Length ? text[Position] : '\0';
        }
    }

    public bool Take(char expected)
    {
        if (Current != expected)
            return false;
        Position++;
        return true;
    }

    public void Expect(char expected)
    {
        if (!Take(expected))
            throw Problem($"expected '{expected}'");
    }

    /// <summary>An element; one without a number is given one when the whole string is known.</summary>
    public ElementNode Element()
    {
        if (!char.IsAsciiLetterUpper(Current))
            throw Problem("expected an element");
        if (++_count > MaximumElements)
            throw Problem($"expected at most {MaximumElements} elements");
        var element = LongestSymbol();
        var start = Position;
        while (Position < text.Length && char.IsAsciiDigit(text[Position]))
            Position++;
        var name = Position > start ? element.Symbol + text[start..Position] : "";
        if (name.Length > 0 && !_names.Add(name))
            throw Problem($"{name} appears twice");
        return new ElementNode(name, element, Take('{') ? Settings(element) : []);
    }

    public ArgumentException Problem(string what) =>
        new(
            Invariant($"Circuit '{text}', character {Position + 1}: {what}, got ")
                + Invariant($"{(Position < text.Length ? $"'{text[Position..Math.Min(text.Length, Position + 6)]}'" : "the end")}."),
            "circuit"
        );

    private Element LongestSymbol()
    {
        var end = Position;
        while (end < text.Length && end - Position < MaximumSymbol && char.IsAsciiLetter(text[end]))
            end++;
        for (var stop = end; stop > Position; stop--)
        {
            var symbol = text[Position..stop];
            if (!registry.TryGet(aliases.GetValueOrDefault(symbol, symbol), out var element))
                continue;
            Position = stop;
            return element;
        }

        throw Problem($"unknown element (known: {string.Join(" ", registry.Elements.Select(known => known.Symbol))})");
    }

    private ImmutableArray<ParameterSetting> Settings(Element element)
    {
        var close = text.IndexOf('}', Position);
        if (close < 0)
            throw Problem("expected '}' after the settings");
        var parts = text[Position..close].Split(',');
        if (parts.Length != element.Parameters.Length)
            throw Problem(
                $"expected {element.Parameters.Length} settings for {element.Symbol} "
                    + $"({string.Join(", ", element.Parameters.Select(parameter => parameter.Name))})"
            );
        ImmutableArray<ParameterSetting> settings = [.. parts.Zip(element.Parameters, Setting)];
        Position = close + 1;
        return settings;
    }

    private ParameterSetting Setting(string part, ElementParameter parameter)
    {
        var pair = part.Trim().Split('=');
        if (pair.Length > 2 || (pair.Length == 2 && pair[0].Trim() != parameter.Name))
            throw Problem($"expected a setting of {parameter.Name}");
        var fields = pair[^1].Split('/');
        if (fields.Length is not (1 or 3))
            throw Problem($"expected VALUE or VALUE/LOWER/UPPER for {parameter.Name}");
        var value = fields[0].Trim();
        var isFixed = value.EndsWith('F');
        var setting = new ParameterSetting(
            Number(isFixed ? value[..^1] : value),
            isFixed,
            fields.Length == 3 ? Number(fields[1]) : null,
            fields.Length == 3 ? Number(fields[2]) : null
        );
        if (isFixed && setting.Value is null)
            throw Problem($"a fixed {parameter.Name} needs a value");
        if ((setting.Lower ?? parameter.Lower) > (setting.Upper ?? parameter.Upper))
            throw Problem($"the limits of {parameter.Name} are in the wrong order");
        if (parameter.IsLogarithmic && (setting.Value <= 0 || setting.Lower <= 0))
            throw Problem($"{parameter.Name} must be above 0");
        return setting;
    }

    private double? Number(string field)
    {
        if (field.Trim() is "" or "?")
            return null;
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Problem($"'{field.Trim()}' is no number");
    }
}
