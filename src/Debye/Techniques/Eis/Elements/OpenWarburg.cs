using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = Z₀ coth(u)/u, u = √(sτ): diffusion in a finite space with a blocking end.</summary>
internal sealed class OpenWarburg()
    : ScalarElement(
        "Wo",
        "Warburg element, finite space",
        "Z = Z0 coth(u)/u, u = √(s τ)",
        "D. R. Franceschetti, J. R. Macdonald, J. Electroanal. Chem. 101, 307 (1979), doi 10.1016/S0022-0728(79)80042-X",
        ElementParameter.Resistance("Z0"),
        ElementParameter.Time("tau")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var u = Complex.Sqrt(s * parameters[1]);
        var shape = 1 / (Complex.Tanh(u) * u);
        var cosecant = Cosecant(u);
        derivatives[0] = shape;
        // du/dτ = u/(2τ), d(coth u)/du = -1/sinh² u
        derivatives[1] = -parameters[0] / (2 * parameters[1]) * (shape + cosecant * cosecant);
        return parameters[0] * shape;
    }
}
