using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = Z₀ tanh(u)/u, u = (sτ)^φ: anomalous diffusion through a finite length into a reservoir; φ = ½ is Ws.</summary>
internal sealed class GeneralisedShortWarburg()
    : ScalarElement(
        "Wsp",
        "generalised Warburg element, finite length",
        "Z = Z0 tanh(u)/u, u = (s τ)^φ",
        "J. Bisquert, A. Compte, J. Electroanal. Chem. 499, 112 (2001), doi 10.1016/S0022-0728(00)00497-6",
        ElementParameter.Resistance("Z0"),
        ElementParameter.Time("tau"),
        new ElementParameter("phi", "1", 0.05, 0.95, 0.2, 0.6, IsLogarithmic: false)
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var lnArgument = Complex.Log(s * parameters[1]);
        var u = Complex.Exp(parameters[2] * lnArgument);
        var tanh = HyperbolicTangent(u);
        derivatives[0] = tanh / u;
        // dZ/d(ln u); u depends on τ and φ through φ ln(sτ) alone.
        var perLnU = parameters[0] * (1 - tanh * tanh - derivatives[0]);
        derivatives[1] = perLnU * parameters[2] / parameters[1];
        derivatives[2] = perLnU * lnArgument;
        return parameters[0] * derivatives[0];
    }

    /// <summary>tanh from one exponential of an argument that cannot overflow.</summary>
    private static Complex HyperbolicTangent(Complex u)
    {
        if (u.Real < 0)
            return -HyperbolicTangent(-u);
        if (u.Magnitude < 1e-2)
            return u * (1 - u * u / 3 + 2 * u * u * u * u / 15);
        var e = Complex.Exp(-2 * u);
        return (1 - e) / (1 + e);
    }
}
