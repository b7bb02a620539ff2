using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>What is scattered.</summary>
public enum Radiation
{
    /// <summary>X-rays: form factors that fall off with angle.</summary>
    XRay,

    /// <summary>Neutrons: one scattering length for each nucleus.</summary>
    Neutron,
}

/// <summary>
/// The scattering powers of the species of a calculation, looked up once; sites name them by index. One set for each thread.
/// </summary>
public sealed class XrdScatterers
{
    private readonly Dictionary<Species, int> _indices = [];
    private readonly List<Entry> _entries = [];

    /// <summary>Creates an empty set for a kind of radiation.</summary>
    /// <param name="radiation">X-rays or neutrons.</param>
    /// <param name="table">Form-factor table for X-rays.</param>
    /// <param name="useCharges">False treats every ion as its neutral atom.</param>
    /// <param name="anomalousWavelengthAngstrom">Adds f' and f'' at this wavelength; null leaves them out.</param>
    /// <exception cref="ArgumentException">Anomalous factors are asked for away from Cu Kα (1.53…1.55 Å) and Mo Kα (0.705…0.715 Å), where
    /// none are tabulated.</exception>
    public XrdScatterers(
        Radiation radiation = Radiation.XRay,
        FormFactorTable table = FormFactorTable.WaasmaierKirfel1995,
        bool useCharges = true,
        double? anomalousWavelengthAngstrom = null
    )
    {
        (Radiation, Table, UseCharges, AnomalousWavelengthAngstrom) = (radiation, table, useCharges, anomalousWavelengthAngstrom);
        if (anomalousWavelengthAngstrom is { } wavelength && !IsCopper(wavelength) && !IsMolybdenum(wavelength))
            throw new ArgumentException(
                Invariant($"Anomalous factors are tabulated for Cu Kα and Mo Kα only, not for {wavelength:g6} Å."),
                nameof(anomalousWavelengthAngstrom)
            );
    }

    /// <summary>X-rays or neutrons.</summary>
    public Radiation Radiation { get; }

    /// <summary>Form-factor table for X-rays.</summary>
    public FormFactorTable Table { get; }

    /// <summary>Whether ions have form factors of their own.</summary>
    public bool UseCharges { get; }

    /// <summary>Wavelength of the anomalous factors, Å; null when they are left out.</summary>
    public double? AnomalousWavelengthAngstrom { get; }

    /// <summary>Index of a species, looked up on first use.</summary>
    /// <exception cref="ArgumentException">Nothing is tabulated for the species.</exception>
    public int IndexOf(Species species)
    {
        if (_indices.TryGetValue(species, out var index))
            return index;
        _entries.Add(Radiation == Radiation.Neutron ? Neutron(species) : XRay(species));
        return _indices[species] = _entries.Count - 1;
    }

    internal Entry this[int index] => _entries[index];

    private static Entry Neutron(Species species)
    {
        var length =
            ElementScattering.NeutronLengthFemtometre(species)
            ?? throw new ArgumentException($"There is no neutron scattering length for {species}.", nameof(species));
        return new Entry([], [], false, length.Real, length.Imaginary);
    }

    private Entry XRay(Species species)
    {
        var factor = FormFactor.Of(UseCharges ? species : species with { Charge = 0 }, Table);
        var (real, imaginary) = (factor.Constant, 0.0);
        if (AnomalousWavelengthAngstrom is { } wavelength)
        {
            var extra =
                (IsCopper(wavelength) ? ElementScattering.AnomalousCopper(species) : ElementScattering.AnomalousMolybdenum(species))
                ?? throw new ArgumentException($"There are no anomalous factors for {species}.", nameof(species));
            real += extra.Real;
            imaginary = extra.Imaginary;
        }

        return new Entry(factor.Amplitudes.ToArray(), factor.Widths.ToArray(), factor.TimesS2, real, imaginary);
    }

    private static bool IsCopper(double wavelength) => wavelength is > 1.53 and < 1.55;

    private static bool IsMolybdenum(double wavelength) => wavelength is > 0.705 and < 0.715;

    /// <summary>f(s) = Constant + (TimesS2 ? −41.78214 s² : 1) Σ a exp(−b s²) + i Imaginary.</summary>
    internal readonly record struct Entry(double[] Amplitudes, double[] Widths, bool TimesS2, double Constant, double Imaginary);
}

/// <summary>One atom of the asymmetric unit, as the hot loop takes it.</summary>
/// <param name="Scatterer">Index from <see cref="XrdScatterers.IndexOf"/>.</param>
/// <param name="Position">Fractional coordinates of one image.</param>
/// <param name="Occupancy">Share of cells in which it is there, 0…1 (not divided by the site's multiplicity).</param>
/// <param name="UisoAngstrom2">Isotropic mean-square displacement, Å²; ignored when <paramref name="Uij"/> is given.</param>
/// <param name="Uij">Anisotropic displacement, Å².</param>
public readonly record struct XrdSite(
    int Scatterer,
    FractionalPosition Position,
    double Occupancy = 1,
    double UisoAngstrom2 = 0,
    AnisotropicDisplacement? Uij = null
);
