namespace Debye.Techniques.Eis;

/// <summary>Impedance spectroscopy: from a spectrum to an equivalent circuit and its parameters.</summary>
public static class EisTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } =
        new(
            "eis",
            "Impedance spectroscopy",
            "simulate, fit, search and identify equivalent circuits, validate spectra, relaxation times, train models.",
            "frequency",
            "Hz",
            [
                "J. R. Macdonald, J. Schoonman, A. P. Lehnen, J. Electroanal. Chem. 131, 77 (1982), doi 10.1016/0022-0728(82)87062-9",
                "B. A. Boukamp, Solid State Ionics 20, 31 (1986), doi 10.1016/0167-2738(86)90031-7",
                "T. H. Wan, M. Saccoccio, C. Chen, F. Ciucci, Electrochim. Acta 184, 483 (2015), doi 10.1016/j.electacta.2015.09.097",
                "J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi 10.1149/1945-7111/acd8fb",
                "M. D. Murbach et al., J. Open Source Softw. 5, 2349 (2020), doi 10.21105/joss.02349",
            ]
        );
}
