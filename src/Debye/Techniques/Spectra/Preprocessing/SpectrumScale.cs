namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>What a spectrum is divided by.</summary>
public enum SpectrumScale
{
    /// <summary>The sum of its values.</summary>
    Area = 0,

    /// <summary>Its largest value.</summary>
    Maximum = 1,

    /// <summary>The square root of the sum of its squares: it becomes a vector of length 1.</summary>
    UnitVector = 2,

    /// <summary>The time during which the detector counted: counts become counts per second.</summary>
    LiveTime = 3,
}
