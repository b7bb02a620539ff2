using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = √(R Zₛ) coth √(R/Zₛ), Zₛ = 1/(Q s^γ): a pore with blocking walls.</summary>
internal sealed class BlockingTransmissionLine()
    : ScalarElement(
        "TLMQ",
        "transmission line, blocking walls",
        "Z = √(Rion Zs) coth √(Rion/Zs), Zs = 1/(Q s^γ)",
        "J. Landesfeind et al., J. Electrochem. Soc. 163, A1373 (2016), doi 10.1149/2.1141607jes",
        ElementParameter.Resistance("Rion"),
        new ElementParameter("Q", "S s^γ", 1e-18, 1e9, 1e-9, 1),
        ElementParameter.Exponent("gamma")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var resistance = parameters[0];
        var m = resistance * parameters[1] * Power(s, 1, parameters[2]);
        var u = Complex.Sqrt(m);
        // Z = R g(u), g = coth(u)/u; u dg/du = -(g + 1/sinh² u), and d ln u is half of d ln m.
        var shape = 1 / (u * Complex.Tanh(u));
        var cosecant = Cosecant(u);
        var slope = -0.5 * resistance * (shape + cosecant * cosecant);
        derivatives[0] = shape + slope / resistance;
        derivatives[1] = slope / parameters[1];
        derivatives[2] = slope * Logarithm(s, 1);
        return resistance * shape;
    }
}
