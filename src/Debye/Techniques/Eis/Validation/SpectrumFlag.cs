namespace Debye.Techniques.Eis.Validation;

/// <summary>What is wrong with, or remarkable about, a measured spectrum.</summary>
public enum SpectrumFlagKind
{
    /// <summary>A single point far off the Kramers–Kronig model.</summary>
    Outlier,

    /// <summary>The cell changed while it was measured: deviations grow towards low frequencies.</summary>
    Drift,

    /// <summary>Z″ above 0 at the highest frequencies: leads, or an inductive cell.</summary>
    InductiveTail,

    /// <summary>Z″ above 0 at the lowest frequencies: adsorption, corrosion, or drift.</summary>
    InductiveLoop,

    /// <summary>Z″ still rises at the lowest frequencies: the cell blocks direct current or was not measured far enough.</summary>
    CapacitiveTail,
}

/// <summary>One finding about a spectrum.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FrequencyHertz">Where, Hz; for tails and drift, the frequency at which it is largest.</param>
/// <param name="Size">How large: a deviation as a share of |Z| (outlier, drift), an inductance in H (inductive tail), Z″ in Ω (others).</param>
/// <param name="Message">One sentence for people.</param>
public readonly record struct SpectrumFlag(SpectrumFlagKind Kind, double FrequencyHertz, double Size, string Message);
