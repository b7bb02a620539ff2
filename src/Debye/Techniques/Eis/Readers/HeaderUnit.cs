namespace Debye.Techniques.Eis.Readers;

/// <summary>Kind of a unit in a column header.</summary>
internal enum Dimension
{
    Unstated,
    Frequency,
    AngularFrequency,
    Impedance,
    Angle,
}

/// <summary>A unit in a column header.</summary>
/// <param name="Dimension">Its kind.</param>
/// <param name="Scale">Factor to Hz, rad/s, Ω or radians.</param>
/// <param name="Text">As written.</param>
/// <param name="PerArea">True for Ω·cm².</param>
internal readonly record struct HeaderUnit(Dimension Dimension, double Scale, string Text, bool PerArea)
{
    private static readonly HeaderUnit None = new(Dimension.Unstated, 1, "", false);

    /// <summary>rad/s.</summary>
    public static HeaderUnit Angular { get; } = new(Dimension.AngularFrequency, 1, "rad/s", false);

    /// <summary>Divides a header such as "Zreal / kOhm", "Freq(Hz)" or "phase_deg" into name and unit.</summary>
    public static (string Name, HeaderUnit Unit) Split(string header)
    {
        if (header.EndsWith(')') || header.EndsWith(']'))
        {
            var open = header.LastIndexOfAny(['(', '[']);
            if (open > 0 && TryParse(header[(open + 1)..^1], out var inner))
                return (header[..open], inner);
        }

        for (var i = 1; i < header.Length; i++)
            if (header[i] is '/' or ',' or ' ' or '_' && TryParse(header[(i + 1)..], out var unit))
                return (header[..i].TrimEnd('/', ',', ' '), unit);
        return (header, None);
    }

    /// <summary>Recognises a unit; prefixes keep their case (mΩ, MΩ).</summary>
    public static bool TryParse(string text, out HeaderUnit unit)
    {
        text = text.Trim(' ', '.', '(', ')', '[', ']');
        unit = None;
        switch (text.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal))
        {
            case "deg" or "degree" or "degrees" or "°":
                unit = new HeaderUnit(Dimension.Angle, Math.PI / 180, text, false);
                return true;
            case "rad" or "radian" or "radians":
                unit = new HeaderUnit(Dimension.Angle, 1, text, false);
                return true;
            case "rad/s" or "rad/sec" or "rads-1" or "rad·s-1" or "rads^-1" or "1/s" or "s-1":
                unit = Angular;
                return true;
        }

        return TryPrefixed(text, "hz", Dimension.Frequency, ref unit) || TryImpedance(text, ref unit);
    }

    private static bool TryImpedance(string text, ref HeaderUnit unit)
    {
        var core = text;
        foreach (var area in (string[])["cm2", "cm²", "cm^2"])
            if (core.EndsWith(area, StringComparison.OrdinalIgnoreCase))
                core = core[..^area.Length].TrimEnd(' ', '*', '·', '.', '×', '-');
        var perArea = core.Length < text.Length;
        foreach (var name in (string[])["ohms", "ohm", "\u03A9", "\u2126"])
        {
            if (!TryPrefixed(core, name, Dimension.Impedance, ref unit))
                continue;
            unit = unit with { Text = text, PerArea = perArea };
            return true;
        }

        return false;
    }

    private static bool TryPrefixed(string text, string name, Dimension dimension, ref HeaderUnit unit)
    {
        if (!text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            return false;
        double? scale = text[..^name.Length] switch
        {
            "" => 1,
            "k" or "K" => 1e3,
            "M" => 1e6,
            "G" => 1e9,
            "m" => 1e-3,
            "µ" or "μ" or "u" => 1e-6,
            _ => null,
        };
        if (scale is null)
            return false;
        unit = new HeaderUnit(dimension, scale.Value, text, false);
        return true;
    }
}
