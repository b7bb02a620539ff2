using System.Globalization;
using System.Numerics;

namespace Debye.Crystals;

/// <summary>Radii, neutron lengths and anomalous factors of the elements.</summary>
/// <remarks>
/// Sources: radii, Cordero et al., Dalton Trans. 2832 (2008); neutron lengths, Sears, Neutron News 3(3), 26 (1992);
/// f' and f'', Sasaki, KEK Report 88-14 (1989), else Henke et al., At. Data Nucl. Data Tables 54, 181 (1993).
/// </remarks>
public static class ElementScattering
{
    private static readonly Lazy<Dictionary<string, double[]>> Table = new(() =>
        Resources
            .Rows("scattering_elements.tsv")
            .ToDictionary(
                row => row[0],
                row => row[1..].Select(text => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture)).ToArray()
            )
    );

    /// <summary>Covalent radius, Å; null above Cm.</summary>
    public static double? CovalentRadiusAngstrom(Species species) => Value(species, 1);

    /// <summary>Bound coherent neutron scattering length, fm (complex for absorbers); null where none is tabulated.</summary>
    public static Complex? NeutronLengthFemtometre(Species species) =>
        Value(species, 2) is { } real ? new Complex(real, Value(species, 3) ?? 0) : null;

    /// <summary>Anomalous f' + i f'' at Cu Kα1 (1.54059 Å), electrons; null where none is tabulated.</summary>
    public static Complex? AnomalousCopper(Species species) =>
        Value(species, 5) is { } real ? new Complex(real, Value(species, 6) ?? 0) : null;

    /// <summary>Anomalous f' + i f'' at Mo Kα1 (0.7093 Å), electrons; null where none is tabulated.</summary>
    public static Complex? AnomalousMolybdenum(Species species) =>
        Value(species, 7) is { } real ? new Complex(real, Value(species, 8) ?? 0) : null;

    private static double? Value(Species species, int column) =>
        Table.Value.TryGetValue(species.Symbol, out var row) && !double.IsNaN(row[column]) ? row[column] : null;
}
