using System.Numerics;
using System.Xml.Linq;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Tests.Techniques.Eis;

public sealed class EisSimulatorTests
{
    private static readonly Circuit s_circuit = Circuit.Parse("R0-p(R1,CPE1)-p(R2,CPE2)");
    private static readonly double[] s_parameters = [10, 50, 1e-5, 0.9, 200, 1e-3, 0.8];

    private static EisSimulator Create(int points = 61) => new(s_circuit, FrequencyGrid.Logarithmic(1e-2, 1e5, points));

    [Fact]
    public void Simulate_NoNoise_IsTheFormula()
    {
        var spectrum = Create().Simulate(s_parameters);
        for (var i = 0; i < spectrum.Length; i++)
        {
            var s = new Complex(0, 2 * Math.PI * spectrum.FrequencyHertz[i]);
            var expected = 10 + 1 / (1.0 / 50 + 1e-5 * Complex.Pow(s, 0.9)) + 1 / (1.0 / 200 + 1e-3 * Complex.Pow(s, 0.8));
            Complex.Abs(spectrum.ImpedanceOhm[i] - expected).ShouldBeLessThan(1e-12 * expected.Magnitude);
        }
    }

    [Fact]
    public void SimulateMany_OneByOne_AreTheSame()
    {
        var simulator = Create();
        double[] second = [1, 5, 1e-4, 0.7, 20, 1e-2, 1];
        var (real, imaginary) = (new double[122], new double[122]);
        simulator.SimulateMany([.. s_parameters, .. second], real, imaginary);
        var one = simulator.Simulate(second);
        for (var i = 0; i < one.Length; i++)
            new Complex(real[61 + i], imaginary[61 + i]).ShouldBe(one.ImpedanceOhm[i]);
        Should.Throw<ArgumentException>(() => simulator.SimulateMany(s_parameters, real, imaginary));
    }

    [Theory]
    [InlineData(EisNoise.Modulus)]
    [InlineData(EisNoise.Proportional)]
    [InlineData(EisNoise.Unit)]
    public void Simulate_Noise_HasTheLevelAndTheSeed(EisNoise kind)
    {
        var simulator = Create(20_000);
        var options = new EisOptions { NoiseLevel = 0.01, NoiseKind = kind };
        var (clean, noisy, again, other) = (
            simulator.Simulate(s_parameters),
            simulator.Simulate(s_parameters, options, 7),
            simulator.Simulate(s_parameters, options, 7),
            simulator.Simulate(s_parameters, options, 8)
        );
        var mean = clean.ImpedanceOhm.ToArray().Average(value => value.Magnitude);
        var sum = 0.0;
        for (var i = 0; i < clean.Length; i++)
        {
            var z = clean.ImpedanceOhm[i];
            var scale = kind switch
            {
                EisNoise.Modulus => z.Magnitude,
                EisNoise.Proportional => Math.Abs(z.Imaginary),
                _ => mean,
            };
            sum += Math.Pow((noisy.ImpedanceOhm[i] - z).Imaginary / scale, 2);
        }

        Math.Sqrt(sum / clean.Length).ShouldBe(0.01, 3e-4);
        again.ImpedanceOhm.SequenceEqual(noisy.ImpedanceOhm).ShouldBeTrue();
        other.ImpedanceOhm.SequenceEqual(noisy.ImpedanceOhm).ShouldBeFalse();
    }

    [Fact]
    public void Simulate_DriftAndOutliers_AreAsAsked()
    {
        var simulator = Create(2001);
        var clean = simulator.Simulate(s_parameters);
        var drifting = simulator.Simulate(s_parameters, new EisOptions { Drift = 0.1 });
        (drifting.ImpedanceOhm[^1] / clean.ImpedanceOhm[^1]).Real.ShouldBe(1.1, 1e-12);
        var spoiled = simulator.Simulate(s_parameters, new EisOptions { OutlierProbability = 0.1 });
        Enumerable.Range(0, 2001).Count(i => spoiled.ImpedanceOhm[i] != clean.ImpedanceOhm[i]).ShouldBeInRange(140, 260);
        Should.Throw<ArgumentOutOfRangeException>(() => simulator.Simulate(s_parameters, new EisOptions { NoiseLevel = -1 }));
    }

    [Fact]
    public void Overview_WithFit_IsSvgWithEqualAxes()
    {
        var spectrum = Create().Simulate(s_parameters, new EisOptions { NoiseLevel = 0.01 });
        var svg = EisFigures.Overview("a < b", spectrum, s_circuit.Impedance(spectrum.FrequencyHertz, s_parameters));
        var root = XDocument.Parse(svg).Root!;
        root.Value.ShouldContain("-Z″ (Ω)");
        root.Value.ShouldContain("deviation (% of |Z|)");
        root.Descendants().Count(element => element.Name.LocalName == "circle").ShouldBe(5 * 61);
    }
}
