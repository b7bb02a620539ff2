using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = A coth(β)/β + B/(β sinh β), β = √(a + s b): a macrohomogeneous porous electrode.</summary>
internal sealed class PorousElectrode()
    : ScalarElement(
        "T",
        "porous electrode, macrohomogeneous",
        "Z = A coth(β)/β + B/(β sinh β), β = √(a + s b)",
        "G. Paasch, K. Micka, P. Gersdorf, Electrochim. Acta 38, 2653 (1993), doi 10.1016/0013-4686(93)85083-B",
        ElementParameter.Resistance("A"),
        ElementParameter.Resistance("B"),
        new ElementParameter("a", "1", 1e-9, 1e9, 1e-2, 1e2),
        ElementParameter.Time("b")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var (first, second) = (parameters[0], parameters[1]);
        var beta = Complex.Sqrt(parameters[2] + s * parameters[3]);
        var coth = 1 / Complex.Tanh(beta);
        var cosecant = Cosecant(beta);
        derivatives[0] = coth / beta;
        derivatives[1] = cosecant / beta;
        var slope = -(first * (derivatives[0] + cosecant * cosecant) + second * cosecant * (1 / beta + coth)) / beta;
        derivatives[2] = slope / (2 * beta);
        derivatives[3] = derivatives[2] * s;
        return first * derivatives[0] + second * derivatives[1];
    }
}
