using System.Numerics;
using System.Text.Json;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Validation;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Validation;

public sealed class KramersKronigTests
{
    /// <summary>M, µ and residuals of impedance.py 1.7.1 (origin: reference/eis/README.md of the shared data).</summary>
    [Fact]
    public void Test_Reference_Agrees()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("reference/eis/linkk.json")));
        foreach (var entry in document.RootElement.GetProperty("results").EnumerateArray())
        {
            double[] Numbers(string key) => [.. entry.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
            var settings = entry.GetProperty("settings");
            var cutoff = settings.GetProperty("c");
            var options = new KramersKronigOptions
            {
                Cutoff = cutoff.ValueKind == JsonValueKind.Null ? null : cutoff.GetDouble(),
                MaximumElements = settings.GetProperty("max_M").GetInt32(),
                Fit = settings.GetProperty("fit_type").GetString() switch
                {
                    "real" => KramersKronigFit.Real,
                    "imag" => KramersKronigFit.Imaginary,
                    _ => KramersKronigFit.Complex,
                },
                GrowsWhileInvalid = false,
                WithCapacitance = settings.GetProperty("add_cap").GetBoolean(),
            };
            var result = KramersKronig.Test(
                new ImpedanceSpectrum(
                    Numbers("freq_hz"),
                    [.. Numbers("z_re").Zip(Numbers("z_im"), (real, imaginary) => new Complex(real, imaginary))]
                ),
                options
            );
            // With a capacitance and some 28 elements the reference, which inverts normal equations, has lost half its digits.
            var tolerance = options.WithCapacitance ? 2e-5 : 1e-9;
            result.Elements.ShouldBe(entry.GetProperty("M").GetInt32());
            result.Mu.ShouldBe(entry.GetProperty("mu").GetDouble(), tolerance);
            Largest(result.ResidualReal, Numbers("res_real")).ShouldBeLessThan(tolerance);
            Largest(result.ResidualImaginary, Numbers("res_imag")).ShouldBeLessThan(tolerance);
        }
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.003, 0, true)]
    [InlineData(0, 1, false)]
    public void Test_Drift_IsSeen(double noise, double drift, bool expected)
    {
        var simulator = new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)-p(R2,CPE2)"), FrequencyGrid.Logarithmic(1e5, 1e-2, 60));
        var spectrum = simulator.Simulate([10, 50, 1e-5, 0.9, 200, 1e-3, 0.8], new EisOptions { NoiseLevel = noise, Drift = drift });
        KramersKronig.Test(spectrum).IsValid.ShouldBe(expected);
    }

    [Fact]
    public void Test_OnePointOff_IsFlagged()
    {
        var clean = new EisSimulator(Circuit.Parse("R0-p(R1,C1)"), FrequencyGrid.Logarithmic(1e-1, 1e5, 60)).Simulate(
            [10, 50, 1e-5],
            new EisOptions { NoiseLevel = 1e-3 }
        );
        var values = clean.ImpedanceOhm.ToArray();
        values[50] *= 1.2;
        KramersKronig.Test(new ImpedanceSpectrum(clean.FrequencyHertz, values)).FlaggedPoints.ShouldContain(50);
        Should.Throw<ArgumentException>(() => KramersKronig.Test(new ImpedanceSpectrum([1.0], [Complex.One])));
    }

    private static double Largest(ReadOnlyMemory<double> values, double[] expected) =>
        values.ToArray().Zip(expected, (a, b) => Math.Abs(a - b)).Max();
}
