using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R/√(1 + sτ): diffusion with a reaction.</summary>
internal sealed class Gerischer()
    : ScalarElement(
        "G",
        "Gerischer element",
        "Z = R/√(1 + s τ)",
        "H. Gerischer, Z. Phys. Chem. 198, 286 (1951), doi 10.1515/zpch-1951-19824",
        ElementParameter.Resistance("R"),
        ElementParameter.Time("tau")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var v = 1 + s * parameters[1];
        derivatives[0] = 1 / Complex.Sqrt(v);
        var impedance = parameters[0] * derivatives[0];
        derivatives[1] = -0.5 * impedance * s / v;
        return impedance;
    }
}
