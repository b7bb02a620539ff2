using System.Numerics;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Elements;

namespace Debye.Tests.Techniques.Eis.Elements;

public sealed class ElementRegistryTests
{
    [Fact]
    public void Elements_All_AreDescribed()
    {
        foreach (var element in ElementRegistry.Default.Elements)
        {
            element.Name.ShouldNotBeNullOrEmpty();
            element.Equation.ShouldStartWith("Z = ");
            element.Source.ShouldNotBeNullOrEmpty();
            foreach (var parameter in element.Parameters)
            {
                parameter.Unit.ShouldNotBeNullOrEmpty();
                parameter.TypicalLow.ShouldBeInRange(parameter.Lower, parameter.Upper);
                parameter.TypicalHigh.ShouldBeInRange(parameter.TypicalLow, parameter.Upper);
                if (parameter.IsLogarithmic)
                    parameter.Lower.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void With_OwnElement_IsParsedAndEvaluated()
    {
        var registry = ElementRegistry.Default.With(new Leak());
        var circuit = Circuit.Parse("R0-Leak1", registry);
        circuit.Parameters.Select(parameter => parameter.Name).ShouldBe(["R0", "Leak1_0", "Leak1_1"]);
        var own = circuit.Impedance([1, 10], [5, 100, 1e-3]);
        var same = Circuit.Parse("R0-p(R1,C1)").Impedance([1, 10], [5, 100, 1e-3]);
        for (var i = 0; i < own.Length; i++)
            Complex.Abs(own[i] - same[i]).ShouldBeLessThan(1e-12);
        Should.Throw<ArgumentException>(() => Circuit.Parse("R0-Leak1"));
        Should.Throw<ArgumentException>(() => registry.With(new Leak()));
    }

    private sealed class Leak()
        : ScalarElement(
            "Leak",
            "leak",
            "Z = R/(1 + s R C)",
            "this test",
            new ElementParameter("R", "Ω", 1e-3, 1e9, 1, 1e6),
            new ElementParameter("C", "F", 1e-15, 1, 1e-9, 1e-3)
        )
    {
        protected override Complex Evaluate(Complex s, ReadOnlySpan<double> parameters, Span<Complex> derivatives)
        {
            var impedance = parameters[0] / (1 + s * parameters[0] * parameters[1]);
            derivatives[0] = impedance * impedance / (parameters[0] * parameters[0]);
            derivatives[1] = -impedance * impedance * s;
            return impedance;
        }
    }
}
