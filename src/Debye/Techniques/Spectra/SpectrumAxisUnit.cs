namespace Debye.Techniques.Spectra;

/// <summary>What the axis of a <see cref="MaterialSpectrum"/> counts, with its unit.</summary>
public enum SpectrumAxisUnit
{
    /// <summary>Position in the row, from 0: the source states no axis.</summary>
    Index = 0,

    /// <summary>Channel of a detector without calibration.</summary>
    Channel = 1,

    /// <summary>Energy, keV.</summary>
    KiloElectronVolt = 2,

    /// <summary>Wavenumber or Raman shift, 1/cm.</summary>
    PerCentimetre = 3,

    /// <summary>Wavelength, nm.</summary>
    Nanometre = 4,

    /// <summary>Wavelength, µm.</summary>
    Micrometre = 5,

    /// <summary>Numbers of a unit that the source does not state, or one that is not listed here.</summary>
    Other = 6,
}
