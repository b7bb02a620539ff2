using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = R/(1 + sτ): resistor and capacitor in parallel, by their time constant.</summary>
internal sealed class VoigtElement()
    : ScalarElement(
        "K",
        "Voigt element",
        "Z = R/(1 + s τ)",
        "B. A. Boukamp, J. Electrochem. Soc. 142, 1885 (1995), doi 10.1149/1.2044210",
        ElementParameter.Resistance("R"),
        ElementParameter.Time("tau")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        derivatives[0] = 1 / (1 + s * parameters[1]);
        var impedance = parameters[0] * derivatives[0];
        derivatives[1] = -impedance * derivatives[0] * s;
        return impedance;
    }
}
