using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Validation;

namespace Debye.Tests.Techniques.Eis.Validation;

public sealed class SpectrumCheckTests
{
    private static readonly double[] s_frequency = FrequencyGrid.Logarithmic(1e5, 0.01, 57);

    private static ImpedanceSpectrum Simulate(string circuit, EisOptions? options = null, ulong seed = 1)
    {
        var parsed = Circuit.Parse(circuit);
        return new EisSimulator(parsed, s_frequency).Simulate([.. parsed.Parameters.Select(parameter => parameter.Setting.Value!.Value)], options, seed);
    }

    private static SpectrumFlag[] Flags(ImpedanceSpectrum spectrum) => [.. SpectrumCheck.Find(spectrum, KramersKronig.Test(spectrum))];

    [Theory]
    [InlineData("R{10}-p(R1{100},CPE1{1e-4,0.9})")]
    [InlineData("R{10}-p(R1{100},C1{1e-5})-p(R2{60},CPE2{1e-2,0.8})")]
    [InlineData("R{5}-p(R1{50}-Ws1{20,0.5},CPE1{1e-5,0.85})")]
    public void Find_CleanNoisySpectra_HasHardlyAnything(string circuit)
    {
        var flagged = Enumerable.Range(1, 30).Count(seed => Flags(Simulate(circuit, new EisOptions { NoiseLevel = 0.005 }, (ulong)seed)).Length > 0);
        flagged.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Find_OutlierOfTenPercent_IsThatPoint()
    {
        var clean = Simulate("R{10}-p(R1{100},CPE1{1e-4,0.9})", new EisOptions { NoiseLevel = 0.003 });
        var values = clean.ImpedanceOhm.ToArray();
        values[20] *= 1.1;
        var flag = Flags(new ImpedanceSpectrum(s_frequency, values)).ShouldHaveSingleItem();
        flag.Kind.ShouldBe(SpectrumFlagKind.Outlier);
        flag.FrequencyHertz.ShouldBe(s_frequency[20]);
        flag.Size.ShouldBeInRange(0.05, 0.12);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    public void Find_CellThatDrifts_IsNamed(double drift) =>
        Flags(Drifting(drift)).ShouldContain(flag => flag.Kind == SpectrumFlagKind.Drift);

    [Fact]
    public void Find_InductiveTail_HasTheInductance()
    {
        var flag = Flags(Simulate("L{2e-6}-R{0.1}-p(R1{1},CPE1{0.1,0.9})")).Single(item => item.Kind == SpectrumFlagKind.InductiveTail);
        flag.Size.ShouldBe(2e-6, 2e-7);
        flag.Message.ShouldContain("H");
    }

    [Fact]
    public void Find_InductiveLoopAndBlockingCell_AreNamed()
    {
        Flags(Simulate("R{10}-p(R1{100},C1{1e-5},R2{80}-L2{30})")).ShouldNotContain(flag => flag.Kind == SpectrumFlagKind.CapacitiveTail);
        Flags(Simulate("R{10}-p(R1{100},L1{3000})-p(R2{20},C2{1e-5})")).ShouldContain(flag => flag.Kind == SpectrumFlagKind.InductiveLoop);
        Flags(Simulate("R{10}-C{1e-3}")).ShouldContain(flag => flag.Kind == SpectrumFlagKind.CapacitiveTail);
    }

    [Fact]
    public void Variants_InductiveSpectrumWithoutLimit_PassesSomewhere()
    {
        var blocking = KramersKronigVariants.Test(Simulate("R{10}-p(R1{100},C1{1e-5})-C2{1e-3}"));
        blocking.Single(variant => variant.Name == "impedance").IsValid.ShouldBeTrue();
        blocking.Single(variant => variant.Name == "impedance, no capacitance").IsValid.ShouldBeFalse();
        KramersKronigVariants.Test(Simulate("R{10}-p(R1{100},CPE1{1e-4,0.9})", new EisOptions { NoiseLevel = 0.003 })).ShouldAllBe(variant => variant.IsValid);
    }

    /// <summary>The charge-transfer resistance changes while the sweep goes down in frequency: late points see another cell.</summary>
    private static ImpedanceSpectrum Drifting(double drift)
    {
        var circuit = Circuit.Parse("R0-p(R1,CPE1)");
        var values = new Complex[s_frequency.Length];
        for (var i = 0; i < values.Length; i++)
        {
            // Time grows as the periods that were measured.
            var time = s_frequency[^1] / s_frequency[i];
            values[i] = circuit.Impedance([s_frequency[i]], [10, 100 * (1 + drift * time), 1e-4, 0.9])[0];
        }

        return new ImpedanceSpectrum(s_frequency, values);
    }
}
