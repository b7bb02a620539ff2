using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = Z₀ tanh(u)/u, u = (sτ)^a: finite-length diffusion with a distribution of lengths; a = ½ is Ws.</summary>
internal sealed class GeneralisedShortWarburg() : ScalarElement("Wsg", "Warburg element, finite length, any exponent", "Z = Z0 tanh(u)/u, u = (s τ)^a",
    "J. R. Macdonald (ed.), Impedance Spectroscopy, Wiley (1987); ZView manual: Ws with T, P",
    ElementParameter.Resistance("Z0"), ElementParameter.Time("tau"), new ElementParameter("a", "1", 0.05, 1, 0.25, 0.65, IsLogarithmic: false))
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var u = Power(s, parameters[1], parameters[2]);
        var tanh = u.Real > 20 ? Complex.One : Complex.Tanh(u);
        derivatives[0] = tanh / u;
        var slope = parameters[0] * (1 - tanh * tanh - derivatives[0]);
        derivatives[1] = parameters[2] / parameters[1] * slope;
        derivatives[2] = Logarithm(s, parameters[1]) * slope;
        return parameters[0] * derivatives[0];
    }
}
