using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Fitting;

public sealed class CircuitFitTests
{
    private static ImpedanceSpectrum Simulate(string circuit, double[] parameters, double noise = 0, ulong seed = 1, int points = 60) =>
        new EisSimulator(Circuit.Parse(circuit), FrequencyGrid.Logarithmic(1e-2, 1e5, points)).Simulate(
            parameters,
            new EisOptions { NoiseLevel = noise },
            seed
        );

    private static FitResult Fit(string circuit, ImpedanceSpectrum spectrum, CircuitFitOptions? options = null) =>
        new CircuitFit(Circuit.Parse(circuit), options).Fit(spectrum);

    [Fact]
    public void Fit_ReferenceSpectra_ReachesEveryOptimumWithoutAGuess()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("reference/eis/fit_bench.json")));
        var fit = new CircuitFit(Circuit.Parse(document.RootElement.GetProperty("circuit").GetString()!));
        foreach (var entry in document.RootElement.GetProperty("spectra").EnumerateArray())
        {
            double[] Numbers(string key) => [.. entry.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
            var spectrum = new ImpedanceSpectrum(
                Numbers("freq_hz"),
                [.. Numbers("z_re").Zip(Numbers("z_im"), (real, imaginary) => new Complex(real, imaginary))]
            );
            var result = fit.Fit(spectrum);
            result.Status.ShouldBe(FitStatus.Converged);
            result.ChiSquared.ShouldBeLessThanOrEqualTo(1.001 * entry.GetProperty("chi2_modulus_optimum").GetDouble());
        }
    }

    [Theory]
    [InlineData("R0", new[] { 12.0 })]
    [InlineData("R0-C1", new[] { 12.0, 1e-4 })]
    [InlineData("R0-p(R1,C1)", new[] { 10, 100, 1e-5 })]
    [InlineData("L0-R0-p(R1,CPE1)", new[] { 1e-6, 10, 100, 1e-5, 0.8 })]
    [InlineData("R0-p(R1,C1)-p(R2,C2)-p(R3,C3)", new[] { 10, 100, 1e-6, 50, 1e-4, 70, 1e-2 })]
    [InlineData("R0-p(CPE1,R1-p(R2,CPE2))", new[] { 10, 30, 1e-5, 0.9, 100, 1e-3, 0.85 })]
    [InlineData("R0-p(R1-W1,C1)", new[] { 10.0, 50, 30, 1e-5 })]
    [InlineData("R0-p(R1-Ws1,CPE1)", new[] { 10.0, 50, 80, 1, 1e-5, 0.9 })]
    [InlineData("R0-Zarc1-G2", new[] { 10.0, 50, 1e-4, 0.8, 100, 0.5 })]
    [InlineData("R0-p(R1,CPE1)-W2", new[] { 5.0, 50, 1e-5, 0.9, 8 })]
    public void Fit_NoiseFree_FindsTheTruth(string circuit, double[] truth)
    {
        var parsed = Circuit.Parse(circuit);
        var spectrum = new EisSimulator(parsed, FrequencyGrid.Logarithmic(1e-2, 1e5, 60)).Simulate(truth);
        var result = Fit(circuit, spectrum);
        result.ChiSquared.ShouldBeLessThan(1e-12, $"{circuit}: {string.Join(' ', result.Values())}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Fit_FourOverlappingNoisyArcs_IsNoWorseThanTheTruth(ulong seed)
    {
        const string Text = "p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)-p(R4,CPE4)";
        var random = new RandomSource(seed);
        double[] truth =
        [
            .. Enumerable
                .Range(0, 4)
                .SelectMany(k =>
                    new[] { Math.Pow(10, random.NextDouble(0, 3)), Math.Pow(10, random.NextDouble(-7, -2)), random.NextDouble(0.55, 0.98) }
                ),
        ];
        var spectrum = Simulate(Text, truth, 0.002, seed);
        var exact = Circuit.Parse(Text).Impedance(spectrum.FrequencyHertz, truth);
        var attainable = exact
            .Select((value, i) => Math.Pow((spectrum.ImpedanceOhm[i] - value).Magnitude / spectrum.ImpedanceOhm[i].Magnitude, 2))
            .Sum();
        Fit(Text, spectrum).ChiSquared.ShouldBeLessThanOrEqualTo(attainable);
    }

    [Fact]
    public void Fit_Noise_ErrorsAndIntervalsCoverTheTruth()
    {
        double[] truth = [10, 100, 1e-5, 0.9];
        var (covered, fits) = (new int[4], 200);
        var ratios = 0.0;
        var fit = new CircuitFit(Circuit.Parse("R0-p(R1,CPE1)"));
        for (var i = 0; i < fits; i++)
        {
            var result = fit.Fit(Simulate("R0-p(R1,CPE1)", truth, 0.01, (ulong)i));
            for (var k = 0; k < 4; k++)
                if (truth[k] >= result.Parameters[k].Lower && truth[k] <= result.Parameters[k].Upper)
                    covered[k]++;
            ratios += Math.Pow((result.Parameters[1].Value - truth[1]) / result.Parameters[1].StandardError!.Value, 2);
        }

        foreach (var count in covered)
            count.ShouldBeInRange(180, 199);
        (ratios / fits).ShouldBeInRange(0.7, 1.35);
    }

    [Fact]
    public void Fit_ProfileIntervals_AgreeWithCovarianceWhereNearlyLinear()
    {
        var spectrum = Simulate("R0-p(R1,CPE1)", [10, 100, 1e-5, 0.9], 0.005);
        var wald = Fit("R0-p(R1,CPE1)", spectrum);
        var profile = Fit("R0-p(R1,CPE1)", spectrum, new CircuitFitOptions { ProfileIntervals = true });
        for (var i = 0; i < 4; i++)
        {
            var width = wald.Parameters[i].Upper!.Value - wald.Parameters[i].Lower!.Value;
            profile.Parameters[i].Lower!.Value.ShouldBe(wald.Parameters[i].Lower!.Value, 0.05 * width);
            profile.Parameters[i].Upper!.Value.ShouldBe(wald.Parameters[i].Upper!.Value, 0.05 * width);
        }
    }

    [Fact]
    public void Fit_FixedTiedAndOrdered_AreKept()
    {
        var spectrum = Simulate("R0-p(R1,CPE1)-p(R2,CPE2)", [10, 50, 1e-5, 0.9, 200, 1e-3, 0.8], 0.002);
        Fit("R0{11F}-p(R1,CPE1)-p(R2,CPE2)", spectrum).Parameters[0].Value.ShouldBe(11);
        var tied = Fit(
            "R0-p(R1,CPE1)-p(R2,CPE2)",
            spectrum,
            new CircuitFitOptions { Constraints = [new("CPE2_1", "CPE1_1", IsEquality: true), new("R2", "R1", IsEquality: true, 2)] }
        );
        tied.Parameters[6].Value.ShouldBe(tied.Parameters[3].Value, 1e-12);
        tied.Parameters[4].Value.ShouldBe(2 * tied.Parameters[1].Value, 1e-9);
        foreach (var isReversed in (bool[])[false, true])
        {
            var ordered = Fit(
                "R0-p(R1,CPE1)-p(R2,CPE2)",
                spectrum,
                new CircuitFitOptions { Constraints = [new(isReversed ? "R1" : "R2", isReversed ? "R2" : "R1", IsEquality: false)] }
            );
            (ordered.Parameters[isReversed ? 1 : 4].Value / ordered.Parameters[isReversed ? 4 : 1].Value).ShouldBe(4, 0.2);
        }
    }

    [Fact]
    public void Fit_Limits_AreKeptAndReported()
    {
        var result = Fit("R0-p(R1{50/1/80},C1)", Simulate("R0-p(R1,C1)", [10, 100, 1e-5], 0.001));
        result.Parameters[1].Value.ShouldBe(80, 1e-6);
        result.Parameters[1].IsAtLimit.ShouldBeTrue();
        result.Warnings.ShouldContain("R1 ended at a limit.");
    }

    [Theory]
    [InlineData(FitWeights.Unit, FitQuantity.Impedance)]
    [InlineData(FitWeights.Proportional, FitQuantity.Impedance)]
    [InlineData(FitWeights.Boukamp, FitQuantity.Impedance)]
    [InlineData(FitWeights.Modulus, FitQuantity.Admittance)]
    public void Fit_AnyWeights_RecoverTheTruth(FitWeights weights, FitQuantity quantity)
    {
        double[] truth = [10, 100, 1e-5, 0.9];
        // Noise of each part by itself: with noise of the modulus, proportional weights of the measured parts are biased.
        var spectrum = new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)"), FrequencyGrid.Logarithmic(1e-2, 1e5, 60)).Simulate(
            truth,
            new EisOptions { NoiseLevel = 1e-3, NoiseKind = EisNoise.Proportional }
        );
        var result = Fit("R0-p(R1,CPE1)", spectrum, new CircuitFitOptions { Weights = weights, Quantity = quantity });
        for (var i = 0; i < 4; i++)
            (result.Parameters[i].Value / truth[i]).ShouldBe(1, 0.02);
    }

    [Theory]
    [InlineData(RobustLoss.Huber)]
    [InlineData(RobustLoss.Cauchy)]
    public void Fit_Outliers_RobustLossHelps(RobustLoss loss)
    {
        double[] truth = [10, 100, 1e-5, 0.9];
        var spectrum = Simulate("R0-p(R1,CPE1)", truth, 0.002);
        var values = spectrum.ImpedanceOhm.ToArray();
        for (var i = 5; i < values.Length; i += 17)
            values[i] *= 1.5;
        var spoiled = new ImpedanceSpectrum(spectrum.FrequencyHertz, values);
        double Error(RobustLoss kind) =>
            Math.Abs(Fit("R0-p(R1,CPE1)", spoiled, new CircuitFitOptions { Loss = kind }).Parameters[1].Value / 100 - 1);
        Error(loss).ShouldBeLessThan(0.01);
        Error(loss).ShouldBeLessThan(0.3 * Error(RobustLoss.None));
    }

    [Theory]
    [InlineData(GlobalSearch.Multistart)]
    [InlineData(GlobalSearch.DifferentialEvolution)]
    public void Fit_GlobalSearch_FindsTheOptimumAndDependsOnTheSeedOnly(GlobalSearch search)
    {
        var spectrum = Simulate("R0-p(R1,C1)-p(R2,C2)", [10, 50, 1e-5, 70, 1e-4], 0.003);
        var options = new CircuitFitOptions { GlobalSearch = search, GlobalEffort = 40 };
        var (first, second) = (Fit("R0-p(R1,C1)-p(R2,C2)", spectrum, options), Fit("R0-p(R1,C1)-p(R2,C2)", spectrum, options));
        first.ChiSquared.ShouldBe(Fit("R0-p(R1,C1)-p(R2,C2)", spectrum).ChiSquared, 1e-9);
        first.Values().ShouldBe(second.Values());
    }

    [Fact]
    public void Fit_TooManyParameters_IsNotIdentifiable()
    {
        var result = Fit("R0-R1-p(R2,C2)", Simulate("R0-p(R1,C1)", [10, 100, 1e-5], 0.001));
        result.Warnings.ShouldContain(text => text.Contains("cannot be told apart", StringComparison.Ordinal));
        Fit("R0-p(R1,CPE1)", Simulate("R0", [10], points: 2)).Status.ShouldBe(FitStatus.TooFewPoints);
    }

    [Fact]
    public void Fit_TwoPoints_IntervalIsThatOfStudentWithThreeDegrees()
    {
        var r = Fit("R0", new ImpedanceSpectrum([1, 10], [new Complex(10, 0.1), new Complex(10.3, -0.1)])).Parameters[0];
        Math.Log(r.Upper!.Value / r.Lower!.Value).ShouldBe(2 * 3.18245 * r.StandardError!.Value / r.Value, 1e-4);
    }

    [Fact]
    public void Fit_OneArc_HasTheLowerBic()
    {
        var spectrum = Simulate("R0-p(R1,C1)", [10, 100, 1e-5], 0.01);
        var (one, two) = (Fit("R0-p(R1,C1)", spectrum), Fit("R0-p(R1,C1)-p(R2,C2)", spectrum));
        one.Bic!.Value.ShouldBeLessThan(two.Bic!.Value);
    }

    [Fact]
    public void FitAll_Threads_DoNotMatter()
    {
        var circuit = Circuit.Parse("R0-p(R1,CPE1)");
        var spectra = Enumerable.Range(0, 20).Select(i => Simulate("R0-p(R1,CPE1)", [10, 100, 1e-5, 0.9], 0.01, (ulong)i)).ToArray();
        var (one, four) = (CircuitFit.FitAll(circuit, spectra, null, 1), CircuitFit.FitAll(circuit, spectra, null, 4));
        for (var i = 0; i < spectra.Length; i++)
            one[i].Values().ShouldBe(four[i].Values());
    }

    [Fact]
    public void Create_BadOptions_AreRefused()
    {
        var circuit = Circuit.Parse("R0-p(R1,CPE1)");
        Should.Throw<ArgumentOutOfRangeException>(() => new CircuitFit(circuit, new CircuitFitOptions { Starts = 0 }));
        Should.Throw<ArgumentException>(() =>
            new CircuitFit(circuit, new CircuitFitOptions { Guess = ImmutableDictionary<string, double>.Empty.Add("R9", 1) })
        );
        Should.Throw<ArgumentException>(() =>
            new CircuitFit(circuit, new CircuitFitOptions { Constraints = [new("R0", "R1", true), new("R1", "R0", true)] })
        );
        Should.Throw<ArgumentException>(() => new CircuitFit(circuit, new CircuitFitOptions { Constraints = [new("R0", "CPE1_1", true)] }));
    }
}
