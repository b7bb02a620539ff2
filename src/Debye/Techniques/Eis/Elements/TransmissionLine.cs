using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = √(R Zₛ) coth √(R/Zₛ), Zₛ = Rct/(1 + Rct Q s^a): a pore whose walls react (de Levie).</summary>
internal sealed class TransmissionLine()
    : ScalarElement(
        "TLM",
        "transmission line, reacting walls",
        "Z = √(Rion Zs) coth √(Rion/Zs), Zs = Rct/(1 + Rct Q s^a)",
        "J. Bisquert, Phys. Chem. Chem. Phys. 2, 4185 (2000), doi 10.1039/b001708f",
        ElementParameter.Resistance("Rion"),
        ElementParameter.Resistance("Rct"),
        new ElementParameter("Q", "S s^a", 1e-18, 1e9, 1e-9, 1),
        ElementParameter.Exponent("a")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var (resistance, transfer) = (parameters[0], parameters[1]);
        var wall = parameters[2] * Power(s, 1, parameters[3]);
        var m = resistance * (1 / transfer + wall);
        var u = Complex.Sqrt(m);
        var shape = 1 / (u * Complex.Tanh(u));
        var cosecant = Cosecant(u);
        var slope = -0.5 * resistance * (shape + cosecant * cosecant) / m;
        derivatives[0] = shape + slope * m / resistance;
        derivatives[1] = -slope * resistance / (transfer * transfer);
        derivatives[2] = slope * resistance * wall / parameters[2];
        derivatives[3] = slope * resistance * wall * Logarithm(s, 1);
        return resistance * shape;
    }
}
