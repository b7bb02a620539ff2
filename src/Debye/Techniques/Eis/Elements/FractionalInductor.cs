using System.Numerics;

namespace Debye.Techniques.Eis.Elements;

/// <summary>Z = L s^a: an inductor whose losses spread over frequency.</summary>
internal sealed class FractionalInductor()
    : ScalarElement(
        "La",
        "fractional inductor",
        "Z = L s^a",
        "M. A. Danzer, Batteries 5, 53 (2019), doi 10.3390/batteries5030053",
        new ElementParameter("L", "H s^(a-1)", 1e-15, 1e9, 1e-9, 1e-3),
        ElementParameter.Exponent("a")
    )
{
    protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
    {
        derivatives[0] = Power(s, 1, parameters[1]);
        var impedance = parameters[0] * derivatives[0];
        derivatives[1] = impedance * Logarithm(s, 1);
        return impedance;
    }
}
