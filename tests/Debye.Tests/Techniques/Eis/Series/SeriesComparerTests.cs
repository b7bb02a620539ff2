using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Series;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Eis.Series;

public sealed class SeriesComparerTests
{
    private static readonly double[] s_frequency = FrequencyGrid.Logarithmic(0.01, 1e5, 57);
    private static readonly Circuit s_three = Circuit.Parse("p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)");
    private static readonly Circuit[] s_nested = [Circuit.Parse("p(R1,CPE1)"), Circuit.Parse("p(R1,CPE1)-p(R2,CPE2)"), s_three];

    [Fact]
    public void Compare_ThreeArcsWithoutNoise_FindsThemToTheLastDigits()
    {
        double[] truth = [3, 2e-6, 0.8, 40, 5e-5, 0.9, 700, 2e-3, 0.65];
        var result = new SeriesComparer(s_nested).Compare(Simulated(s_three, truth));

        result.Noise.Level.ShouldBeLessThan(1e-12);
        result.Circuits[1].RelativeDeviation.ShouldBeGreaterThan(1e-4);
        result.Circuits[2].RelativeDeviation.ShouldBeLessThan(1e-11);
        Sorted(result.Circuits[2].Parameters).Zip(Sorted([.. truth])).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1e-6);
    }

    [Theory]
    [InlineData(EisNoise.Proportional, 0.003)]
    [InlineData(EisNoise.Modulus, 0.01)]
    [InlineData(EisNoise.Unit, 0.002)]
    public void Compare_NoisySpectrum_NoiseIsRecognised(EisNoise kind, double level)
    {
        double[] truth = [10, 1e-5, 0.9, 100, 1e-3, 0.8];
        var circuit = s_nested[1];
        var result = new SeriesComparer(s_nested).Compare(Simulated(circuit, truth, kind, level, 5));

        result.Noise.Kind.ShouldBe(kind);
        result.Noise.Level.ShouldBeInRange(0.7 * level, 1.4 * level);
        result.Circuits[1].ReducedChiSquared.ShouldBeInRange(0.6, 1.4);
        result.Circuits[0].Bic.ShouldBeGreaterThan(result.Circuits[1].Bic + 10);
        result.Circuits[2].LogEvidence.ShouldBeLessThan(result.Circuits[1].LogEvidence + 2);
    }

    [Fact]
    public void Compare_RoundedNumbers_SmallestTrueCircuitFitsToRounding()
    {
        var exact = Simulated(s_nested[1], [10, 1e-5, 0.9, 100, 1e-3, 0.8]);
        var rounded = exact
            .ImpedanceOhm.ToArray()
            .Select(value => new Complex(Math.Round(value.Real, 5), Math.Round(value.Imaginary, 5)))
            .ToArray();
        var result = new SeriesComparer(s_nested).Compare(new ImpedanceSpectrum(s_frequency, rounded));

        result.Noise.Level.ShouldBe(0);
        result.Circuits[0].ReducedChiSquared.ShouldBeGreaterThan(100);
        result.Circuits[1].ReducedChiSquared.ShouldBeInRange(0.6, 1.5);
        result.RelativeResolution.ShouldBeInRange(1e-9, 1e-6);
    }

    [Fact]
    public void Compare_LargerCircuit_IsNeverWorse() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    double[] truth =
                    [
                        .. Enumerable
                            .Range(0, 3)
                            .SelectMany(k =>
                                new[] { Draw(0.1, 1e3, ref random), Draw(1e-7, 1e-2, ref random), random.NextDouble(0.55, 0.98) }
                            ),
                    ];
                    var result = new SeriesComparer(s_nested).Compare(Simulated(s_three, truth, EisNoise.Modulus, 0.01, seed));
                    var chi = result.Circuits.Select(circuit => circuit.ReducedChiSquared).ToArray();
                    return chi[0] >= chi[1] * 0.999 && chi[1] >= chi[2] * 0.999;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithQuietOnSuccess(true));

    [Fact]
    public void Compare_ScaledSpectrum_OnlyResistancesScale()
    {
        var spectrum = Simulated(s_nested[1], [10, 1e-5, 0.9, 100, 1e-3, 0.8], EisNoise.Modulus, 0.01, 3);
        var scaled = new ImpedanceSpectrum(s_frequency, [.. spectrum.ImpedanceOhm.ToArray().Select(value => 8 * value)]);
        var (one, eight) = (new SeriesComparer(s_nested).Compare(spectrum), new SeriesComparer(s_nested).Compare(scaled));

        eight.Circuits[1].ReducedChiSquared.ShouldBe(one.Circuits[1].ReducedChiSquared, 1e-4);
        eight.Circuits[1].Parameters[0].ShouldBe(8 * one.Circuits[1].Parameters[0], 0.01 * one.Circuits[1].Parameters[0]);
        eight.Circuits[1].Parameters[2].ShouldBe(one.Circuits[1].Parameters[2], 1e-3);
    }

    [Fact]
    public void Compare_LimitsAndFixedExponents_AreKept()
    {
        var spectrum = Simulated(s_nested[1], [10, 1e-5, 0.9, 100, 1e-3, 0.8]);
        var limited = Circuit.Parse("L0{?/1e-8/1e-6}-R0-p(R1{?/0.1/50},CPE1{?,0.7F})-G1");
        var fitted = new SeriesComparer([limited]).Compare(spectrum).Circuits[0];

        fitted.Parameters[0].ShouldBeInRange(1e-8, 1e-6);
        fitted.Parameters[2].ShouldBeInRange(0.1, 50);
        fitted.Parameters[4].ShouldBe(0.7);
        fitted.Terms.Length.ShouldBe(4);
    }

    [Fact]
    public void Constructor_NestedCircuit_SaysWhatIsPossible() =>
        Should.Throw<ArgumentException>(() => new SeriesComparer([Circuit.Parse("p(R1-W1,C1)")])).Message.ShouldContain("p(R1-W1,C1)");

    private static double Draw(double low, double high, ref RandomSource random) =>
        Math.Exp(random.NextDouble(Math.Log(low), Math.Log(high)));

    private static ImpedanceSpectrum Simulated(
        Circuit circuit,
        double[] parameters,
        EisNoise kind = EisNoise.Modulus,
        double level = 0,
        ulong seed = 1
    ) => new EisSimulator(circuit, s_frequency).Simulate(parameters, new EisOptions { NoiseKind = kind, NoiseLevel = level }, seed);

    /// <summary>Arcs in order of R, so that exchanged ones compare equal.</summary>
    private static IEnumerable<double> Sorted(IReadOnlyList<double> parameters) =>
        parameters.Chunk(3).OrderBy(arc => arc[0]).SelectMany(arc => arc);
}
