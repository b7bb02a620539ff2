using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Relaxation;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class RelaxationTimesTests
{
    private static readonly RelaxationOptions WithoutDraws = new() { Samples = 0 };

    private static Complex Zarc(Complex s, double resistance, double tau, double exponent) =>
        resistance / (1 + Complex.Pow(s * tau, exponent));

    private static ImpedanceSpectrum Simulate(Func<Complex, Complex> impedance, double noise = 0, ulong seed = 1, int points = 81)
    {
        var random = new RandomSource(seed, 5);
        var frequency = FrequencyGrid.Logarithmic(1e6, 1e-2, points);
        var values = Array.ConvertAll(frequency, f => impedance(new Complex(0, 2 * Math.PI * f)));
        for (var i = 0; i < values.Length; i++)
            values[i] += noise * values[i].Magnitude * new Complex(random.NextNormal(), random.NextNormal());
        return new ImpedanceSpectrum(frequency, values);
    }

    private static double Error(RelaxationResult result, Func<double, double> exact)
    {
        double[] truth = [.. result.TauSeconds.ToArray().Select(exact)];
        return Math.Sqrt(truth.Zip(result.GammaOhm.ToArray(), (a, b) => (a - b) * (a - b)).Sum() / truth.Sum(value => value * value));
    }

    [Fact]
    public void Find_Rc_IsOnePeakOfItsResistance()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + 50 / (1 + 0.1 * s)), WithoutDraws);
        var peak = result.Peaks.ShouldHaveSingleItem();
        peak.ResistanceOhm.ShouldBe(50, 0.3);
        peak.TauSeconds.ShouldBe(0.1, 0.002);
        peak.CapacitanceFarad.ShouldBe(0.002, 1e-4);
        result.ResistanceOhm.ShouldBe(10, 0.02);
        result.InductanceHenry.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Find_Zarc_IsTheAnalyticDistribution()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + Zarc(s, 50, 0.1, 0.8)), WithoutDraws);
        Error(result, tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8)).ShouldBeLessThan(0.03);
        result.PolarisationOhm.ShouldBe(50, 0.25);
        result.Peaks.Sum(peak => peak.ResistanceOhm).ShouldBe(result.PolarisationOhm, 1e-9);
    }

    [Fact]
    public void Find_OverlappingZarcs_AreBothSeen()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + Zarc(s, 50, 0.1, 0.8) + Zarc(s, 50, 0.01, 0.8), 0.002), WithoutDraws);
        var large = result.Peaks.Where(peak => peak.ResistanceOhm > 20).ToArray();
        large.Length.ShouldBe(2);
        large[0].TauSeconds.ShouldBe(0.01, 0.001);
        large[1].TauSeconds.ShouldBe(0.1, 0.01);
        large[0].ResistanceOhm.ShouldBe(50, 4);
        large[1].ResistanceOhm.ShouldBe(50, 4);
    }

    [Fact]
    public void Find_GerischerAndHavriliakNegami_KeepAreaAndTail()
    {
        var gerischer = RelaxationTimes.Find(Simulate(s => 10 + 50 / Complex.Sqrt(1 + 0.1 * s)), WithoutDraws);
        gerischer.PolarisationOhm.ShouldBe(50, 0.5);
        // γ is infinite at τ₀: only the tail can agree point by point.
        var tail = gerischer
            .TauSeconds.ToArray()
            .Select((tau, i) => (Tau: tau, Gamma: gerischer.GammaOhm.Span[i]))
            .Where(point => point.Tau is > 1e-4 and < 1e-2)
            .ToArray();
        tail.Average(point => Math.Abs(point.Gamma / AnalyticRelaxation.Gerischer(point.Tau, 50, 0.1) - 1)).ShouldBeLessThan(0.25);
        var negami = RelaxationTimes.Find(Simulate(s => 10 + 50 / Complex.Pow(1 + Complex.Pow(0.1 * s, 0.8), 0.8)), WithoutDraws);
        Error(negami, tau => AnalyticRelaxation.HavriliakNegami(tau, 50, 0.1, 0.8, 0.8)).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Find_EveryRuleAndBasis_AgreesOnAnEasySpectrum()
    {
        var spectrum = Simulate(s => 10 + Zarc(s, 50, 0.1, 0.8), 0.005);
        foreach (var rule in Enum.GetValues<RelaxationSelection>())
        {
            var result = RelaxationTimes.Find(spectrum, WithoutDraws with { Selection = rule });
            result.Lambda.ShouldBeInRange(1e-7, 1, $"{rule}");
            Error(result, tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8)).ShouldBeLessThan(0.3, $"{rule}");
        }

        foreach (var order in (int[])[1, 2])
            Error(
                    RelaxationTimes.Find(spectrum, WithoutDraws with { Basis = RelaxationBasis.PiecewiseLinear, PenaltyOrder = order }),
                    tau => AnalyticRelaxation.Zarc(tau, 50, 0.1, 0.8)
                )
                .ShouldBeLessThan(0.3);
    }

    [Fact]
    public void Find_Inductance_IsFoundWhereThereIsOne()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + 5e-6 * s + Zarc(s, 50, 0.1, 0.8), 0.005), WithoutDraws);
        result.InductanceHenry.ShouldBe(5e-6, 1e-7);
        // What is faster than the data is R∞ or γ alike; only their sum is told.
        (result.ResistanceOhm + result.PolarisationOhm).ShouldBe(60, 0.6);
        RelaxationTimes
            .Find(Simulate(s => 10 + 5e-6 * s + Zarc(s, 50, 0.1, 0.8), 0.005), WithoutDraws with { Inductance = SeriesElement.Off })
            .InductanceHenry.ShouldBe(0);
    }

    [Fact]
    public void Find_BlockingCell_HasItsCapacitance()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + Zarc(s, 50, 1e-3, 0.8) + 1 / (0.05 * s), 0.002), WithoutDraws);
        result.CapacitanceFarad.ShouldNotBeNull().ShouldBe(0.05, 0.002);
        result.PolarisationOhm.ShouldBe(50, 2.5);
        result.Notes.ShouldContain(note => note.Contains("blocks direct current"));
    }

    [Fact]
    public void Find_InductiveLoopAtLowFrequencies_IsSaid()
    {
        var result = RelaxationTimes.Find(Simulate(s => 10 + Zarc(s, 50, 1e-3, 0.9) - 8 / (1 + s), 0.001), WithoutDraws);
        result.Notes.ShouldContain(note => note.Contains("inductive loop"));
    }

    [Fact]
    public void Find_ScaledSpectrum_ScalesGamma() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<uint>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    var (factor, shift) = (Math.Exp(random.NextDouble(-12, 12)), Math.Exp(random.NextDouble(-5, 5)));
                    var spectrum = Simulate(s => 10 + Zarc(s, 50, 0.1, 0.8), 0.01, seed, 21);
                    var options = WithoutDraws with { PointsPerDecade = 5 };
                    var (plain, other) = (
                        RelaxationTimes.Find(spectrum, options),
                        RelaxationTimes.Find(Changed(spectrum, factor, shift), options)
                    );
                    var scale = plain.GammaOhm.ToArray().Max();
                    var isScaled =
                        plain.GammaOhm.ToArray().Zip(other.GammaOhm.ToArray(), (a, b) => Math.Abs(a - b / factor)).Max() < 1e-4 * scale;
                    return isScaled && Math.Abs(other.TauSeconds.Span[0] * shift / plain.TauSeconds.Span[0] - 1) < 1e-9;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithQuietOnSuccess(true));

    private static ImpedanceSpectrum Changed(ImpedanceSpectrum spectrum, double factor, double shift) =>
        new(
            Array.ConvertAll(spectrum.FrequencyHertz.ToArray(), f => f * shift),
            Array.ConvertAll(spectrum.ImpedanceOhm.ToArray(), z => z * factor)
        );

    [Fact]
    public void Find_Intervals_CoverTheTruthAboutAsOftenAsTheySay()
    {
        var (covered, counted, totals) = (0, 0, 0);
        const int Spectra = 12;
        for (var seed = 1UL; seed <= Spectra; seed++)
        {
            var result = RelaxationTimes.Find(
                Simulate(s => 10 + Zarc(s, 50, 0.1, 0.7), 0.01, seed, 41),
                new RelaxationOptions { Samples = 200 }
            );
            var gamma = result.GammaOhm.ToArray();
            for (var i = 0; i < gamma.Length; i++)
            {
                var exact = AnalyticRelaxation.Zarc(result.TauSeconds.Span[i], 50, 0.1, 0.7);
                if (exact < 0.1 * gamma.Max())
                    continue;
                counted++;
                if (result.GammaLowOhm.Span[i] <= exact && exact <= result.GammaHighOhm.Span[i])
                    covered++;
            }

            var area = result.PolarisationInterval.ShouldNotBeNull();
            area.Low.ShouldBeLessThanOrEqualTo(result.PolarisationOhm);
            area.High.ShouldBeGreaterThanOrEqualTo(result.PolarisationOhm);
            if (area.Low <= 50 && 50 <= area.High)
                totals++;
        }

        ((double)covered / counted).ShouldBeInRange(0.75, 1);
        totals.ShouldBeInRange(9, Spectra);
    }

    [Fact]
    public void Find_SameSeed_GivesTheSameIntervals()
    {
        var spectrum = Simulate(s => 10 + Zarc(s, 50, 0.1, 0.8), 0.01, points: 31);
        foreach (var posterior in Enum.GetValues<RelaxationPosterior>())
        {
            var options = new RelaxationOptions
            {
                Samples = 100,
                Posterior = posterior,
                Lambda = 1e-4,
            };
            var first = RelaxationTimes.Find(spectrum, options);
            first.GammaHighOhm.ToArray().ShouldBe(RelaxationTimes.Find(spectrum, options).GammaHighOhm.ToArray());
            first.GammaLowOhm.ToArray().Zip(first.GammaHighOhm.ToArray()).ShouldAllBe(pair => pair.First <= pair.Second);
        }
    }

    [Fact]
    public void Find_BadInput_IsNamed()
    {
        var few = new ImpedanceSpectrum([1.0, 2], [Complex.One, Complex.One]);
        Should.Throw<ArgumentException>(() => RelaxationTimes.Find(few)).Message.ShouldContain("at least 6 points, got 2");
        var same = new ImpedanceSpectrum([1.0, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6]);
        Should.Throw<ArgumentException>(() => RelaxationTimes.Find(same)).Message.ShouldContain("different frequencies");
        var zero = new ImpedanceSpectrum([1.0, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 0]);
        Should.Throw<ArgumentException>(() => RelaxationTimes.Find(zero)).Message.ShouldContain("6 Hz is 0");
        Should.Throw<ArgumentOutOfRangeException>(() => RelaxationTimes.Find(few, new RelaxationOptions { PenaltyOrder = 3 }));
    }
}
