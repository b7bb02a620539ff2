namespace Debye.Techniques.Eis.Readers;

/// <summary>What a column of an impedance table holds.</summary>
internal enum Quantity
{
    None,
    Frequency,
    Real,
    Imaginary,
    Magnitude,
    Phase,
}

/// <summary>A recognised column header: quantity, sign and factor to Hz, Ω or radians.</summary>
/// <param name="Quantity">What it holds; <see cref="Quantity.None"/> when not recognised.</param>
/// <param name="Unit">Unit that the header states.</param>
/// <param name="Negative">True for headers such as −Z″ or −phase.</param>
internal readonly record struct HeaderColumn(Quantity Quantity, HeaderUnit Unit, bool Negative)
{
    /// <summary>Names in lower case without blanks, dots and underscores.</summary>
    private static readonly Dictionary<string, Quantity> Names = new(StringComparer.Ordinal);

    static HeaderColumn()
    {
        Add(Quantity.Frequency, "f freq frequency frequencies fre freqhz frequencyhz frequencyhertz f/hz hz ω omega w angularfrequency");
        Add(
            Quantity.Real,
            "z' z'(a) re re(z) rez real real(z) realz zre zreal zr z'real realpart zrealpart realimpedance zprime realohm re(z') z're"
        );
        Add(
            Quantity.Imaginary,
            "z'' z''(b) im im(z) imz imag imag(z) imagz imaginary zim zimag zimg zi imaginarypart zimaginary imaginaryimpedance "
                + "zdoubleprime imaginaryohm im(z'') z''im"
        );
        Add(Quantity.Magnitude, "|z| mod(z) modz zmod modulus magnitude zmag mag abs(z) absz impedance |impedance| z");
        Add(Quantity.Phase, "phase phase(z) phasez zphase zphz phz theta theta(z) θ φ phi phi(z) arg(z) phaseangle angle");
    }

    /// <summary>Recognises the text of a header cell.</summary>
    public static HeaderColumn Parse(string cell)
    {
        if (cell.Length > 60)
            return default;
        var (name, unit) = HeaderUnit.Split(cell.Trim());
        name = name.Trim().ToLowerInvariant();
        if (name.StartsWith("data:", StringComparison.Ordinal))
            name = name[5..].TrimStart();
        var negative = StripSign(ref name);
        var key = Key(name);
        if (!Names.TryGetValue(key, out var quantity))
            return default;
        if (key is "ω" or "omega" or "w" or "angularfrequency" && unit.Dimension == Dimension.Unstated)
            unit = HeaderUnit.Angular;
        return Fits(quantity, unit.Dimension) ? new HeaderColumn(quantity, unit, negative) : default;
    }

    /// <summary>True when a quantity can be stated in a unit of this kind.</summary>
    public static bool Fits(Quantity quantity, Dimension dimension) =>
        dimension == Dimension.Unstated
        || quantity switch
        {
            Quantity.Frequency => dimension is Dimension.Frequency or Dimension.AngularFrequency,
            Quantity.Phase => dimension == Dimension.Angle,
            _ => dimension == Dimension.Impedance,
        };

    private static bool StripSign(ref string name)
    {
        foreach (var mark in (string[])["-", "−", "–", "neg", "minus"])
        {
            if (!name.StartsWith(mark, StringComparison.Ordinal) || name.StartsWith("negative", StringComparison.Ordinal))
                continue;
            name = name[mark.Length..].TrimStart(' ', '_', '.');
            return true;
        }

        return false;
    }

    private static string Key(string name) =>
        name.Replace('′', '\'')
            .Replace('’', '\'')
            .Replace('`', '\'')
            .Replace("″", "''", StringComparison.Ordinal)
            .Replace("\"", "''", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(".", "", StringComparison.Ordinal);

    private static void Add(Quantity quantity, string names)
    {
        foreach (var name in names.Split(' '))
            Names[name] = quantity;
    }
}
