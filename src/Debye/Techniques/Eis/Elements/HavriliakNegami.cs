using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R/(1 + (sτ)^a)^b: an arc that is depressed and skewed.</summary>
internal sealed class HavriliakNegami()
    : ScalarElement(
        "HN",
        "Havriliak–Negami element",
        "Z = R/(1 + (s τ)^a)^b",
        "S. Havriliak, S. Negami, Polymer 8, 161 (1967), doi 10.1016/0032-3861(67)90021-3",
        ElementParameter.Resistance("R"),
        ElementParameter.Time("tau"),
        ElementParameter.Exponent("a"),
        ElementParameter.Exponent("b")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var (resistance, tau, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var u = Power(s, tau, a);
        var ln = Complex.Log(1 + u);
        derivatives[0] = Complex.Exp(-b * ln);
        var impedance = resistance * derivatives[0];
        var slope = -b * impedance * u / (1 + u);
        derivatives[1] = slope * (a / tau);
        derivatives[2] = slope * Logarithm(s, tau);
        derivatives[3] = -impedance * ln;
        return impedance;
    }
}
