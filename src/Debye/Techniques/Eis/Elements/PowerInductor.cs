using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = (s L)^a: what impedance.py 1.7.1 computes as La (its documentation says L s^a).</summary>
internal sealed class PowerInductor()
    : ScalarElement(
        "Lap",
        "fractional inductor, power of the whole",
        "Z = (s L)^a",
        "impedance.py 1.7.1, M. D. Murbach et al., J. Open Source Softw. 5, 2349 (2020), doi 10.21105/joss.02349",
        new ElementParameter("L", "H", 1e-15, 1e9, 1e-9, 1e-3),
        ElementParameter.Exponent("a")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        var impedance = Power(s, parameters[0], parameters[1]);
        derivatives[0] = impedance * (parameters[1] / parameters[0]);
        derivatives[1] = impedance * Logarithm(s, parameters[0]);
        return impedance;
    }
}
