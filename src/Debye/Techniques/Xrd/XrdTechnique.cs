namespace Debye.Techniques.Xrd;

/// <summary>Powder diffraction: from a pattern to ranked space groups.</summary>
public static class XrdTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } =
        new(
            "xrd",
            "Powder diffraction",
            "simulate patterns, identify space groups, train models.",
            "scattering angle 2θ",
            "degree",
            [
                "H. Schopmans, P. Reiser, P. Friederich, Digital Discovery 2, 1414 (2023), doi 10.1039/D3DD00071K",
                "D. Waasmaier, A. Kirfel, Acta Cryst. A 51, 416 (1995), doi 10.1107/S0108767394013292",
                "C. G. Ryan et al., Nucl. Instrum. Methods B 34, 396 (1988), doi 10.1016/0168-583X(88)90063-8",
                "A. Jain et al., APL Materials 1, 011002 (2013), doi 10.1063/1.4812323",
            ]
        );
}
