using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R/(v tanh(φv)), v = √(1 + sτ): Gerischer's element in a layer of finite thickness.</summary>
internal sealed class FiniteGerischer()
    : ScalarElement(
        "Gs",
        "Gerischer element, finite length",
        "Z = R/(v tanh(phi v)), v = √(1 + s τ)",
        "B. A. Boukamp, H. J. M. Bouwmeester, Solid State Ionics 157, 29 (2003), doi 10.1016/S0167-2738(02)00185-6",
        ElementParameter.Resistance("R"),
        ElementParameter.Time("tau"),
        new ElementParameter("phi", "1", 1e-6, 1e6, 0.1, 10)
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var (resistance, tau, phi) = (parameters[0], parameters[1], parameters[2]);
        var v = Complex.Sqrt(1 + s * tau);
        var shape = 1 / (v * Complex.Tanh(phi * v));
        var cosecant = Cosecant(phi * v);
        derivatives[0] = shape;
        derivatives[1] = -resistance * (shape + phi * cosecant * cosecant) * s / (2 * v * v);
        derivatives[2] = -resistance * cosecant * cosecant;
        return resistance * shape;
    }
}
