using System.Numerics;
using System.Text.Json;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Elements;

/// <summary>Parity with impedance.py 1.7.1 (numbers and origin: reference/eis/README.md of the shared data).</summary>
public sealed class ElementReferenceTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Elements_Reference_Agree()
    {
        foreach (var reference in Load("elements"))
        {
            var symbol = reference.GetProperty("element").GetString()!;
            // Its La is (L s)^a, here the variant Lap.
            Excess(symbol == "La" ? "Lap" : symbol, reference).ShouldBeLessThan(1, symbol);
        }
    }

    [Fact]
    public void Circuits_Reference_Agree()
    {
        foreach (var reference in Load("circuits"))
        {
            var circuit = reference.GetProperty("circuit").GetString()!;
            Excess(circuit, reference).ShouldBeLessThan(1, circuit);
        }
    }

    private static JsonElement[] Load(string key)
    {
        using var file = File.OpenRead(SharedData.Require("reference/eis/elements.json"));
        return [.. JsonDocument.Parse(file).RootElement.GetProperty(key).EnumerateArray()];
    }

    /// <summary>Largest relative error over the tolerance.</summary>
    private static double Excess(string text, JsonElement reference)
    {
        var excess = 0.0;
        double[] Numbers(string key) => [.. reference.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
        var (frequency, parameters, real, imaginary) = (Numbers("freq_hz"), Numbers("params"), Numbers("z_re"), Numbers("z_im"));
        var impedance = Circuit.Parse(text).Impedance(frequency, parameters);
        for (var i = 0; i < frequency.Length; i++)
        {
            var expected = new Complex(real[i], imaginary[i]);
            var error = Complex.Abs(impedance[i] - expected) / Complex.Abs(expected);
            // T: impedance.py takes sinh β for 1e10 from |Re β| = 100 on, where B/(β sinh β) really vanishes.
            var isGuarded = text == "T" && Complex.Sqrt(new Complex(parameters[2], 2 * Math.PI * frequency[i] * parameters[3])).Real >= 100;
            if (!(error < double.PositiveInfinity))
                return double.PositiveInfinity;
            excess = Math.Max(excess, error / (isGuarded ? 1e-10 : Tolerance));
        }

        return excess;
    }
}
