namespace Debye.Techniques.Eis.Validation;

/// <summary>What a flag is raised for.</summary>
public enum SpectrumFlagKind
{
    /// <summary>A point far off what its neighbours and the Kramers–Kronig relations let expect.</summary>
    Outlier,

    /// <summary>The impedance changed while it was measured.</summary>
    Drift,

    /// <summary>The imaginary part is above 0 at the highest frequencies: leads or the cell are inductive.</summary>
    InductiveTail,

    /// <summary>The imaginary part is above 0 at the lowest frequencies: an adsorbed species, ageing, or drift.</summary>
    InductiveLoop,
}
