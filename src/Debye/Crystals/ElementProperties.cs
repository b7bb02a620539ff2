using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Crystals;

/// <summary>Properties of an element and its free atom, for Z 1…100. NaN where nothing is known.</summary>
/// <remarks>
/// Source: the periodic table of pymatgen (MIT); orbital energies S. Kotochigova et al., Phys. Rev. A 55, 191 (1997),
/// doi 10.1103/PhysRevA.55.191; ionisation energies NIST Atomic Spectra Database. Made by eng/tables/make_element_properties.py.
/// </remarks>
public sealed record ElementProperties
{
    private static readonly Lazy<ElementProperties[]> Table = new(() => [.. Resources.Rows("element_properties.tsv").Select(Parse)]);

    /// <summary>Largest atomic number in the table.</summary>
    public const int Count = 100;

    /// <summary>Group 1…18; lanthanides and actinides count as 3.</summary>
    public required double Group { get; init; }

    /// <summary>Period 1…7.</summary>
    public required double Period { get; init; }

    /// <summary>Mendeleev number: a chemical order of the elements.</summary>
    public required double Mendeleev { get; init; }

    /// <summary>Empirical atomic radius, Å.</summary>
    public required double AtomicRadiusAngstrom { get; init; }

    /// <summary>Melting point of the element, K.</summary>
    public required double MeltingPointKelvin { get; init; }

    /// <summary>Volume of a mole of the element, cm³.</summary>
    public required double MolarVolumeCm3 { get; init; }

    /// <summary>Electron affinity, eV.</summary>
    public required double ElectronAffinityEv { get; init; }

    /// <summary>Electrons in the outer s, p, d and f shells of the atom, filled inner d and f shells of its period included.</summary>
    public required ImmutableArray<double> ValenceElectrons { get; init; }

    /// <summary>Energies of these shells, eV; NaN for empty ones.</summary>
    public required ImmutableArray<double> OrbitalEnergiesEv { get; init; }

    /// <summary>Energies to take away the first electron, the second and so on, eV, up to eight.</summary>
    public required ImmutableArray<double> IonisationEnergiesEv { get; init; }

    /// <summary>Oxidation states that are common; empty for some noble gases.</summary>
    public required ImmutableArray<int> CommonOxidationStates { get; init; }

    /// <summary>All oxidation states that are known.</summary>
    public required ImmutableArray<int> OxidationStates { get; init; }

    /// <summary>Energy of the highest occupied shell, eV.</summary>
    public double HighestOrbitalEv => OrbitalEnergiesEv.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    /// <summary>Properties of an element.</summary>
    /// <param name="atomicNumber">1…100.</param>
    public static ElementProperties Of(int atomicNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atomicNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atomicNumber, Count);
        return Table.Value[atomicNumber - 1];
    }

    private static ElementProperties Parse(string[] fields) =>
        new()
        {
            Group = Number(fields[1]),
            Period = Number(fields[2]),
            Mendeleev = Number(fields[3]),
            AtomicRadiusAngstrom = Number(fields[4]),
            MeltingPointKelvin = Number(fields[5]),
            MolarVolumeCm3 = Number(fields[6]),
            ElectronAffinityEv = Number(fields[7]),
            ValenceElectrons = [.. fields[8..12].Select(Number)],
            OrbitalEnergiesEv = [.. fields[12..16].Select(Number)],
            IonisationEnergiesEv = [.. List(fields[16]).Select(Number)],
            CommonOxidationStates = [.. List(fields[17]).Select(Whole)],
            OxidationStates = [.. List(fields[18]).Select(Whole)],
        };

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);

    private static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static string[] List(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
