using System.Globalization;
using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Relaxation;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Relaxation;

/// <summary>Spectra of pyDRTtools (origin and licence: data/eis/README.md of the shared data); R∞ is 10 Ω in all of them.</summary>
public sealed class RelaxationDataTests
{
    private static ImpedanceSpectrum Read(string name) => EisReader.Read(SharedData.Require($"data/eis/drt/pyDRTtools/{name}"))[0];

    /// <summary>One arc of 50 Ω: the area is the resistance whatever the file's noise, with or without inductance.</summary>
    [Theory]
    [InlineData("1ZARC.csv")]
    [InlineData("zarc_data.txt")]
    [InlineData("negami_data.txt")]
    public void Find_OneArc_HasItsArea(string file)
    {
        var result = RelaxationTimes.Find(Read(file), new RelaxationOptions { Samples = 0 });
        result.ResistanceOhm.ShouldBe(10, 0.7);
        result.PolarisationOhm.ShouldBe(50, 2.5);
        result.Peaks.Max(peak => peak.ResistanceOhm).ShouldBeGreaterThan(35);
    }

    [Fact]
    public void Find_SpectrumWithInductance_FindsIt() =>
        RelaxationTimes.Find(Read("1ZARC.csv"), new RelaxationOptions { Samples = 0 }).InductanceHenry.ShouldBe(5e-6, 5e-7);

    /// <summary>
    /// Another program's answers hold the coefficients of Gaussians at τ = 1 µs…100 s, ten a decade (that follows from their sums: each
    /// counts √π Δ/(2√(ln 2)·0.5), Δ = ln(10)/10, and gives 50, 61, 70, 80, 101, 149, 250 Ω). Areas and the places of the arcs agree;
    /// ripples between the arcs do not, on either side.
    /// </summary>
    [Theory]
    [InlineData("1ZARC.csv", "1ZARC_DRT-RR.csv", 0.1, 50)]
    [InlineData("2ZARC0.csv", "2ZARC_DRT-RR_0.csv", 1e-4, 60)]
    [InlineData("2ZARC1.csv", "2ZARC_DRT-RR_1.csv", 1e-4, 70)]
    [InlineData("2ZARC2.csv", "2ZARC_DRT-RR_2.csv", 1e-4, 80)]
    [InlineData("2ZARC3.csv", "2ZARC_DRT-RR_3.csv", 1e-4, 100)]
    [InlineData("2ZARC4.csv", "2ZARC_DRT-RR_4.csv", 0.1, 150)]
    [InlineData("2ZARC5.csv", "2ZARC_DRT-RR_5.csv", 0.1, 250)]
    public void Find_OtherProgramsSpectra_AgreeInAreaAndPlace(string file, string answer, double tau, double total)
    {
        var result = RelaxationTimes.Find(Read(file), new RelaxationOptions { Samples = 0, Weights = RelaxationWeights.Unit });
        var coefficients = File.ReadAllLines(SharedData.Require($"data/eis/drt/pyDRTtools/results/{answer}"))[1..]
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))
            .ToArray();
        var theirs = coefficients.Sum() * Math.Sqrt(Math.PI) * (Math.Log(10) / 10) / Math.Sqrt(Math.Log(2));
        result.PolarisationOhm.ShouldBe(total, 0.04 * total);
        result.PolarisationOhm.ShouldBe(theirs, 0.04 * theirs);
        // Of two arcs of the same size either may have the higher top.
        var places = result.Peaks.Where(peak => peak.ResistanceOhm > 0.15 * total).Select(peak => Math.Log10(peak.TauSeconds)).ToArray();
        places.ShouldContain(place => Math.Abs(place - Math.Log10(tau)) < 0.1);
        places.ShouldContain(place => Math.Abs(place - (-6 + 0.1 * Array.IndexOf(coefficients, coefficients.Max()))) < 0.1);
    }

    /// <summary>
    /// Integrated forward, gamma_data.csv gives data_1.csv within 0.5 mΩ below 50 Hz, and none of the other spectra: it is a distribution
    /// of that battery.
    /// </summary>
    [Fact]
    public void Find_Battery_HasTheSlowProcessesOfItsDistribution()
    {
        var lines = File.ReadAllLines(SharedData.Require("data/eis/drt/pyDRTtools/gamma_data.csv"))[1..];
        var points = lines
            .Select(line => line.Split(','))
            .Select(cells =>
                (Tau: double.Parse(cells[0], CultureInfo.InvariantCulture), Gamma: double.Parse(cells[1], CultureInfo.InvariantCulture))
            )
            .ToArray();
        var spectrum = Read("data_1.csv");
        Complex Forward(double f) =>
            points
                .Zip(
                    points.Skip(1),
                    (a, b) =>
                        0.5 * (a.Gamma + b.Gamma) * Math.Log(b.Tau / a.Tau) / new Complex(1, 2 * Math.PI * f * Math.Sqrt(a.Tau * b.Tau))
                )
                .Aggregate(Complex.Zero, (a, b) => a + b);
        var slow = Enumerable.Range(0, spectrum.Length).Where(i => spectrum.FrequencyHertz[i] < 50).ToArray();
        var deviations = slow.Select(i => spectrum.ImpedanceOhm[i] - Forward(spectrum.FrequencyHertz[i])).ToArray();
        var offset = deviations.Average(value => value.Real);
        Math.Sqrt(deviations.Average(value => (value - offset).Magnitude * (value - offset).Magnitude)).ShouldBeLessThan(6e-4);
        var result = RelaxationTimes.Find(spectrum, new RelaxationOptions { Samples = 0 });
        result.Peaks.ShouldContain(peak => Math.Abs(Math.Log10(peak.TauSeconds / 0.0815)) < 0.15);
        result
            .ModelOhm.ToArray()
            .Zip(spectrum.ImpedanceOhm.ToArray(), (a, b) => (a - b).Magnitude / b.Magnitude)
            .Average()
            .ShouldBeLessThan(0.01);
    }
}
