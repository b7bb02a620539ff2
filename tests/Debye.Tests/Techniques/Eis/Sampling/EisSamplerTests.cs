using System.Numerics;
using Debye.Numerics;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Sampling;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Eis.Sampling;

public sealed class EisSamplerTests
{
    private static readonly Circuit s_circuit = Circuit.Parse("R0{5}-p(R1{?/10/20},CPE1{1e-5F,?/0.7/0.8})-W1");

    [Fact]
    public void Draw_AnySeed_KeepsLimitsAndValues() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    var (spectrum, parameters) = new EisSampler(s_circuit).Draw(ref random);
                    return parameters[0] == 5
                        && parameters[1] is >= 10 and <= 20
                        && parameters[2] == 1e-5
                        && parameters[3] is >= 0.7 and <= 0.8
                        && spectrum.FrequencyHertz[0] > spectrum.FrequencyHertz[^1];
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    [Fact]
    public void Draw_SameState_SameSpectrum()
    {
        var sampler = new EisSampler(
            s_circuit,
            disturbances: new EisDisturbanceRanges
            {
                DriftShare = 1,
                OutlierShare = 1,
                MainsShare = 1,
                LeadShare = 1,
            }
        );
        var (first, second) = (new RandomSource(8), new RandomSource(8));

        sampler.Draw(ref first).Spectrum.ImpedanceOhm.ToArray().ShouldBe(sampler.Draw(ref second).Spectrum.ImpedanceOhm.ToArray());
    }

    [Fact]
    public void Draw_Disturbances_HaveTheSharesAsked()
    {
        var ranges = new EisDisturbanceRanges { NoiseFreeShare = 0.3, DriftShare = 0.5 };
        var random = new RandomSource(2);
        var drawn = Enumerable.Range(0, 2000).Select(_ => ranges.Draw(ref random)).ToArray();

        drawn.Count(options => options.NoiseLevel == 0).ShouldBeInRange(530, 670);
        drawn
            .Where(options => options.NoiseLevel > 0)
            .ShouldAllBe(options => options.NoiseLevel >= ranges.LowestNoise && options.NoiseLevel <= ranges.HighestNoise);
        drawn.Count(options => options.Drift != 0).ShouldBeInRange(600, 800);
    }

    [Fact]
    public void Simulate_Leads_AddInductanceAndStrayCapacitance()
    {
        var simulator = new EisSimulator(Circuit.Parse("R0"), [1e4]);
        var value = simulator.Simulate([50], new EisOptions { LeadInductanceHenry = 1e-6, StrayCapacitanceFarad = 1e-9 }).ImpedanceOhm[0];
        var s = new Complex(0, 2 * Math.PI * 1e4);

        Complex.Abs(value - 1 / (1 / (50 + s * 1e-6) + s * 1e-9)).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Simulate_Mains_DisturbsOnlyThesePoints()
    {
        double[] frequency = [10, 50, 70, 101, 149, 400];
        var simulator = new EisSimulator(Circuit.Parse("R0"), frequency);
        var values = simulator.Simulate([50], new EisOptions { MainsHertz = 50, MainsSize = 0.1 }).ImpedanceOhm.ToArray();

        values.Select(value => value != 50).ShouldBe([false, true, false, true, true, false]);
    }

    [Fact]
    public void Validate_RangesThatAreNone_AreNamed()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new EisSampler(s_circuit, new FrequencyRanges { LowestHertz = [1e5] }));
        Should
            .Throw<ArgumentOutOfRangeException>(() => new EisSampler(s_circuit, disturbances: new EisDisturbanceRanges { DriftShare = 2 }))
            .Message.ShouldContain("DriftShare");
    }
}
