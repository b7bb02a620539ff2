namespace Debye.Techniques.Eis;

/// <summary>Impedance spectroscopy: from a spectrum to an equivalent circuit and its parameters.</summary>
public static class EisTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } = new(
        "eis",
        "Impedance spectroscopy",
        "frequency",
        "Hz",
        TechniqueCapabilities.Simulate | TechniqueCapabilities.Fit,
        [
            "J. R. Macdonald, J. Schoonman, A. P. Lehnen, J. Electroanal. Chem. 131, 77 (1982), doi 10.1016/0022-0728(82)87062-9",
            "B. A. Boukamp, Solid State Ionics 20, 31 (1986), doi 10.1016/0167-2738(86)90031-7",
            "M. D. Murbach et al., J. Open Source Softw. 5, 2349 (2020), doi 10.21105/joss.02349",
        ]);
}
