using Debye.Crystals;

namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>Describes an element by numbers with names.</summary>
/// <remarks>Sources: <see cref="ElementProperties"/>, <see cref="Elements"/>, <see cref="Radii"/>.</remarks>
public static class ElementDescriptors
{
    private static readonly (string Name, Func<int, double> Of)[] s_all =
    [
        ("atomic number", z => z),
        ("electronegativity", Elements.Electronegativity),
        ("group", z => ElementProperties.Of(z).Group),
        ("period", z => ElementProperties.Of(z).Period),
        ("Mendeleev number", z => ElementProperties.Of(z).Mendeleev),
        ("covalent radius", Radii.CovalentAngstrom),
        ("van der Waals radius", Radii.VanDerWaalsAngstrom),
        ("atomic radius", z => ElementProperties.Of(z).AtomicRadiusAngstrom),
        ("ionisation energy", z => ElementProperties.Of(z).IonisationEnergiesEv[0]),
        ("electron affinity", z => ElementProperties.Of(z).ElectronAffinityEv),
        ("melting point", z => ElementProperties.Of(z).MeltingPointKelvin),
        ("molar volume", z => ElementProperties.Of(z).MolarVolumeCm3),
        ("s electrons", z => ElementProperties.Of(z).ValenceElectrons[0]),
        ("p electrons", z => ElementProperties.Of(z).ValenceElectrons[1]),
        ("d electrons", z => ElementProperties.Of(z).ValenceElectrons[2]),
        ("f electrons", z => ElementProperties.Of(z).ValenceElectrons[3]),
        ("valence electrons", z => ElementProperties.Of(z).ValenceElectrons.Sum()),
        ("open d shell", z => ElementProperties.Of(z).ValenceElectrons[2] is > 0 and < 10 ? 1 : 0),
        ("open f shell", z => ElementProperties.Of(z).ValenceElectrons[3] is > 0 and < 14 ? 1 : 0),
        ("s energy", z => ElementProperties.Of(z).OrbitalEnergiesEv[0]),
        ("p energy", z => ElementProperties.Of(z).OrbitalEnergiesEv[1]),
        ("d energy", z => ElementProperties.Of(z).OrbitalEnergiesEv[2]),
        ("highest orbital", z => ElementProperties.Of(z).HighestOrbitalEv),
    ];

    /// <summary>Name of each number.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(s_all, property => property.Name);

    internal static IReadOnlyList<(string Name, Func<int, double> Of)> All => s_all;

    /// <summary>Describes an element.</summary>
    /// <param name="atomicNumber">1…100.</param>
    /// <returns>
    /// One number for each of <see cref="Names"/>; radii in Å, energies in eV, volumes in cm³/mol, temperatures in K; NaN where nothing is
    /// known.
    /// </returns>
    public static double[] Describe(int atomicNumber)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atomicNumber, ElementProperties.Count);
        return Array.ConvertAll(s_all, property => property.Of(atomicNumber));
    }
}
