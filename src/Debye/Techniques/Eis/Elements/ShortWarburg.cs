using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = Z₀ tanh(u)/u, u = √(sτ): diffusion through a finite length into a reservoir.</summary>
internal sealed class ShortWarburg()
    : ScalarElement(
        "Ws",
        "Warburg element, finite length",
        "Z = Z0 tanh(u)/u, u = √(s τ)",
        "D. R. Franceschetti, J. R. Macdonald, J. Electroanal. Chem. 101, 307 (1979), doi 10.1016/S0022-0728(79)80042-X",
        ElementParameter.Resistance("Z0"),
        ElementParameter.Time("tau")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var u = Complex.Sqrt(s * parameters[1]);
        var tanh = Complex.Tanh(u);
        derivatives[0] = tanh / u;
        derivatives[1] = parameters[0] / (2 * parameters[1]) * (1 - tanh * tanh - derivatives[0]);
        return parameters[0] * derivatives[0];
    }
}
