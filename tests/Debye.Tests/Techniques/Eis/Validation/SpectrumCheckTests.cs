using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Validation;

namespace Debye.Tests.Techniques.Eis.Validation;

public sealed class SpectrumCheckTests
{
    private const string Arc = "R0{10}-p(R1{100},CPE1{1e-4,0.85})";
    private static readonly string[] Circuits =
    [
        Arc,
        "R0{100}-W1{20}",
        "R0{20}-p(R1{100}-W1{20},CPE1{1e-5,0.9})",
        "R0{5}-p(R1{50},CPE1{1e-4,0.9})-p(R2{100},CPE2{1e-2,0.8})",
    ];

    private static ImpedanceSpectrum Simulate(string circuit, double noise, double drift = 0, ulong seed = 1) =>
        new EisSimulator(Circuit.Parse(circuit), FrequencyGrid.Logarithmic(1e5, 1e-2, 61)).Simulate(
            [.. Circuit.Parse(circuit).Parameters.Select(parameter => parameter.Setting.Value!.Value)],
            new EisOptions { NoiseLevel = noise, Drift = drift },
            seed
        );

    [Fact]
    public void Run_OnlyNoise_SeldomFlagged() =>
        Enumerable
            .Range(1, 40)
            .Count(seed => SpectrumCheck.Run(Simulate(Circuits[seed % 4], 0.005, seed: (ulong)seed)).Flags.IsEmpty)
            .ShouldBeGreaterThanOrEqualTo(38);

    [Fact]
    public void Run_OnePointOff_IsFlaggedThere()
    {
        var spectrum = Simulate(Arc, 0.005);
        var values = spectrum.ImpedanceOhm.ToArray();
        values[25] *= 1.1;
        var result = SpectrumCheck.Run(new ImpedanceSpectrum(spectrum.FrequencyHertz, values));
        var flag = result.Flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe(SpectrumFlagKind.Outlier);
        flag.FrequencyHertz.ShouldBe(spectrum.FrequencyHertz[25]);
        Math.Abs(flag.Value).ShouldBeInRange(0.04, 0.12);
    }

    [Fact]
    public void Run_Drift_IsNamed()
    {
        var flag = SpectrumCheck.Run(Simulate(Arc, 0.002, 0.05)).Flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe(SpectrumFlagKind.Drift);
        flag.Value.ShouldBe(0.05, 0.02);
    }

    [Fact]
    public void Run_InductiveTail_GivesTheInductance()
    {
        var flag = SpectrumCheck.Run(Simulate("L0{1e-5}-" + Arc, 0.005)).Flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe(SpectrumFlagKind.InductiveTail);
        flag.Value.ShouldBe(1e-5, 2e-6);
    }

    [Fact]
    public void Run_InductiveLoop_IsNamedFromWhereItBegins()
    {
        var spectrum = Simulate("R0{10}-p(R1{100},C1{1e-4})-p(R2{30},L2{30})", 0.002);
        var flag = SpectrumCheck.Run(spectrum).Flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe(SpectrumFlagKind.InductiveLoop);
        // Im Z = 30 ω/(1 + ω²) - 1 ω/(1 + ω²/10⁴) changes sign at ω = 5.39 s⁻¹; its largest share of |Z| is near ω = 1 s⁻¹.
        flag.FrequencyHertz.ShouldBeInRange(0.6, 0.87);
        flag.Value.ShouldBeInRange(0.1, 0.13);
    }

    [Fact]
    public void Run_AnyScale_SameFlags()
    {
        var spectrum = Simulate(Arc, 0.002, 0.05);
        var scaled = new ImpedanceSpectrum(spectrum.FrequencyHertz, [.. spectrum.ImpedanceOhm.ToArray().Select(value => 1e4 * value)]);
        var (first, second) = (SpectrumCheck.Run(spectrum), SpectrumCheck.Run(scaled));
        second.Flags.Select(flag => flag.Kind).ShouldBe(first.Flags.Select(flag => flag.Kind));
        second.Flags[0].Value.ShouldBe(first.Flags[0].Value, 1e-5);
    }

    [Fact]
    public void Variants_BlockingCapacitor_NeedsCapacitanceOrAdmittance()
    {
        foreach (var variant in KramersKronigVariants.Test(Simulate("R0{10}-C1{1e-3}", 0.005)))
            variant.Passes.ShouldBe(variant.Kind.IsAdmittance || variant.Kind.WithCapacitance, variant.ToString());
    }
}
