using System.Numerics;
using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Elements;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Eis.Elements;

/// <summary>Exact derivatives against eighth-order central differences.</summary>
public sealed class ElementDerivativeTests
{
    private static readonly double[] s_frequency = FrequencyGrid.Logarithmic(1e-2, 1e5, 11);
    private static readonly double[] s_weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];

    public static TheoryData<string> Symbols() => new(ElementRegistry.Default.Elements.Select(element => element.Symbol));

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Element_AnyParameters_DerivativesAreExact(string symbol) => ShouldHaveExactDerivatives(Circuit.Parse(symbol + "0"));

    [Theory]
    [InlineData("R0-p(R1,CPE1)-p(R2,CPE2)")]
    [InlineData("L0-R0-p(R1-p(R2-Ws2,C2),CPE1)")]
    [InlineData("p(R0,p(C1,R1)-L2)-G1")]
    [InlineData("p(R0,CPE0,L0-R1-p(R2,Zarc1-W1))")]
    public void Circuit_AnyParameters_DerivativesAreExact(string text) => ShouldHaveExactDerivatives(Circuit.Parse(text));

    private static Config Exactly => Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true);

    private static void ShouldHaveExactDerivatives(Circuit circuit) =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed => Deviation(circuit, seed).ShouldBeLessThan(2e-8)).Check(Exactly);

    /// <summary>Largest |p ∂Z/∂p - difference| relative to |Z| + |p ∂Z/∂p|.</summary>
    private static double Deviation(Circuit circuit, ulong seed)
    {
        var random = new RandomSource(seed);
        var parameters = circuit.Parameters.Select(parameter => Draw(parameter.Definition, ref random)).ToArray();
        var workspace = new CircuitWorkspace(circuit, new FrequencyGrid(s_frequency));
        circuit.Evaluate(workspace, parameters, withDerivatives: true);
        var worst = 0.0;
        for (var k = 0; k < parameters.Length; k++)
        {
            var difference = Difference(circuit, parameters, k);
            for (var i = 0; i < s_frequency.Length; i++)
            {
                var exact = parameters[k] * new Complex(workspace.DerivativeReal(k)[i], workspace.DerivativeImaginary(k)[i]);
                var scale = new Complex(workspace.Real[i], workspace.Imaginary[i]).Magnitude + exact.Magnitude;
                worst = Math.Max(worst, Complex.Abs(exact - difference[i]) / scale);
            }
        }

        return worst;
    }

    private static double Draw(ElementParameter parameter, ref RandomSource random) =>
        parameter.IsLogarithmic
            ? Math.Exp(random.NextDouble(Math.Log(parameter.TypicalLow), Math.Log(parameter.TypicalHigh)))
            : random.NextDouble(parameter.TypicalLow, parameter.TypicalHigh);

    /// <summary>p ∂Z/∂p numerically.</summary>
    private static Complex[] Difference(Circuit circuit, double[] parameters, int parameter)
    {
        const double Step = 2e-3;
        var sum = new Complex[s_frequency.Length];
        for (var k = 0; k < s_weights.Length; k++)
        {
            foreach (var sign in (int[])[1, -1])
            {
                var moved = parameters.ToArray();
                moved[parameter] *= 1 + sign * (k + 1) * Step;
                var impedance = circuit.Impedance(s_frequency, moved);
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += sign * s_weights[k] / Step * impedance[i];
            }
        }

        return sum;
    }
}
