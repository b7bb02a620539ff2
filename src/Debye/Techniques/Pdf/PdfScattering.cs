using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>What an atom weighs in a pair distribution function.</summary>
public static class PdfScattering
{
    /// <summary>Scattering power of a species.</summary>
    /// <param name="species">Element, charge, isotope.</param>
    /// <param name="options">Radiation, treatment of ions, and powers that replace the tables.</param>
    /// <returns>
    /// X-rays: f(Q = 0) of Waasmaier and Kirfel 1995, electrons. Neutrons: real part of the bound coherent length of Sears 1992, fm.
    /// </returns>
    /// <exception cref="ArgumentException">Nothing is tabulated for the species.</exception>
    public static double Power(Species species, PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ScatteringPowers is { } given && given.TryGetValue(species.Symbol, out var power))
            return power;
        if (options.Radiation == PdfRadiation.XRay)
            return XRay(options.UseCharges ? species : species with { Charge = 0 }).At(0);
        return ElementScattering.NeutronLengthFemtometre(species)?.Real
            ?? throw new ArgumentException($"There is no neutron scattering length for {species}.", nameof(species));
    }

    /// <summary>Form factor of a species for x-rays; hydrogen is the free atom, as in other programs of this field.</summary>
    internal static FormFactor XRay(Species species) =>
        species is { AtomicNumber: 1, Charge: 0 } ? FormFactor.FreeHydrogen : FormFactor.Of(species);
}
