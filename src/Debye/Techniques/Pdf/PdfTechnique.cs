namespace Debye.Techniques.Pdf;

/// <summary>Pair distribution functions: from a crystal to G(r), from raw intensity to G(r), from G(r) to a space group.</summary>
public static class PdfTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } =
        new(
            "pdf",
            "Pair distribution function",
            "simulate G(r), reduce raw data, identify space groups, train models.",
            "distance r",
            "Å",
            [
                "C. L. Farrow et al., J. Phys.: Condens. Matter 19, 335219 (2007), doi 10.1088/0953-8984/19/33/335219",
                "P. Juhás et al., Acta Cryst. A 71, 562 (2015), doi 10.1107/S2053273315014473",
                "I.-K. Jeong et al., Phys. Rev. B 67, 104301 (2003), doi 10.1103/PhysRevB.67.104301",
                "C.-H. Liu, Y. Tao, D. Hsu, Q. Du, S. J. L. Billinge, Acta Cryst. A 75, 633 (2019), doi 10.1107/S2053273319005606",
                "D. Waasmaier, A. Kirfel, Acta Cryst. A 51, 416 (1995), doi 10.1107/S0108767394013292",
            ]
        );
}
