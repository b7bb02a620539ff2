using System.Globalization;

namespace Debye.Techniques.Xrd;

/// <summary>Constants of powder diffraction.</summary>
public static class XrdTables
{
    private static readonly Lazy<Dictionary<string, double>> Named = new(() =>
        Resources
            .Rows("wavelengths.tsv")
            .ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>Cu Kα1, Å. Source: pymatgen's table (the value most programs use).</summary>
    public const double CopperKAlpha1Angstrom = 1.54056;

    /// <summary>Cu Kα2, Å.</summary>
    public const double CopperKAlpha2Angstrom = 1.54439;

    /// <summary>Names that <see cref="WavelengthAngstrom"/> knows: "CuKa1", "MoKa", "CoKb1" …</summary>
    public static IReadOnlyCollection<string> WavelengthNames => Named.Value.Keys;

    /// <summary>Wavelength of a named tube line, Å. A Kα without number is the mean of Kα1 and Kα2 weighted 2:1.</summary>
    /// <param name="name">Such as "CuKa1"; case does not matter, "α" may stand for "a".</param>
    /// <exception cref="ArgumentException">No line has this name.</exception>
    public static double WavelengthAngstrom(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name.Replace('α', 'a').Replace('β', 'b').Replace(" ", "").Replace("-", "");
        return Named.Value.TryGetValue(plain, out var value)
            ? value
            : throw new ArgumentException(
                $"No X-ray line is called '{name}'; known are {string.Join(", ", Named.Value.Keys)}.",
                nameof(name)
            );
    }
}
