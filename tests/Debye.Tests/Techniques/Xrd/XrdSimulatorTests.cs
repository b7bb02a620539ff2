using System.Numerics;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Numerics;
using Debye.Techniques.Xrd;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Xrd;

public sealed class XrdSimulatorTests
{
    private static readonly Structure Halite = new()
    {
        Id = "NaCl",
        Lattice = Lattice.Cubic(5.6402),
        Sites = [.. Sites(new Species(11, 1), 0), .. Sites(new Species(17, -1), 0.5)],
        KnownOperations = SpaceGroups.Default(225).Operations,
    };

    [Fact]
    public void Peaks_Halite_BraggsLawAbsencesAndMultiplicities()
    {
        var pattern = new XrdSimulator().Peaks(Halite);
        var peaks = pattern.Peaks.ToArray();
        peaks.Select(p => p.Hkl).Take(5).ShouldBe([new(1, 1, 1), new(2, 0, 0), new(2, 2, 0), new(3, 1, 1), new(2, 2, 2)]);
        peaks.Select(p => p.Multiplicity).Take(5).ShouldBe([8, 6, 12, 24, 8]);
        foreach (var peak in peaks)
        {
            var d = 5.6402 / Math.Sqrt(peak.Hkl.H * peak.Hkl.H + peak.Hkl.K * peak.Hkl.K + peak.Hkl.L * peak.Hkl.L);
            peak.DAngstrom.ShouldBe(d, 1e-12);
            (2 * peak.DAngstrom * Math.Sin(peak.TwoThetaDegrees * Math.PI / 360)).ShouldBe(1.54056, 1e-12);
            (Math.Abs(peak.Hkl.H % 2) == Math.Abs(peak.Hkl.K % 2) && Math.Abs(peak.Hkl.K % 2) == Math.Abs(peak.Hkl.L % 2)).ShouldBeTrue();
        }

        peaks.MaxBy(p => p.Intensity).Hkl.ShouldBe(new Hkl(2, 0, 0));
    }

    [Fact]
    public void Peaks_CubicCoincidence_OnePeakTwoFamilies()
    {
        var simulator = new XrdSimulator(new XrdOptions { WavelengthAngstrom = 0.7093, MaximumTwoThetaDegrees = 60 });
        var pattern = simulator.Peaks(Halite);
        var peak = pattern.Peaks.ToArray().Single(p => Math.Abs(p.DAngstrom - 5.6402 / Math.Sqrt(27)) < 1e-9);
        pattern.FamiliesOf(peak).ToArray().Select(f => f.Hkl).ShouldBe([new(5, 1, 1), new(3, 3, 3)], ignoreOrder: true);
        peak.Multiplicity.ShouldBe(32);
        pattern.FamiliesOf(peak).ToArray().Sum(f => f.Intensity).ShouldBe(peak.Intensity, 1e-9);
    }

    [Fact]
    public void Reflections_EveryGroup_SymmetryChangesNothing()
    {
        var simulator = new XrdSimulator(new XrdOptions { MaximumTwoThetaDegrees = 60, MinimumTwoThetaDegrees = 10 });
        for (var group = 1; group <= 230; group++)
        {
            var random = new RandomSource(3, (ulong)group);
            var crystal = PlainDiffraction.RandomCrystal(SpaceGroups.Default(group), ref random);
            var with = simulator.Peaks(crystal);
            var without = simulator.Peaks(crystal, []);
            with.Peaks.Length.ShouldBe(without.Peaks.Length, crystal.Id);
            with.Scale.ShouldBe(without.Scale, 1e-9 * with.Scale, crystal.Id);
            for (var i = 0; i < with.Peaks.Length; i++)
            {
                with.Peaks.Span[i].TwoThetaDegrees.ShouldBe(without.Peaks.Span[i].TwoThetaDegrees, 1e-6);
                with.Peaks.Span[i].Intensity.ShouldBe(without.Peaks.Span[i].Intensity, 1e-7, crystal.Id);
            }
        }
    }

    [Theory]
    [InlineData(Radiation.XRay, false)]
    [InlineData(Radiation.XRay, true)]
    [InlineData(Radiation.Neutron, false)]
    public void Reflections_AgreeWithThePlainSum(Radiation radiation, bool anomalous)
    {
        var simulator = new XrdSimulator(
            new XrdOptions
            {
                Radiation = radiation,
                AnomalousDispersion = anomalous,
                MaximumTwoThetaDegrees = 50,
            }
        );
        foreach (var group in (int[])[1, 4, 19, 33, 62, 88, 148, 152, 186, 198, 216, 225, 227])
        {
            var random = new RandomSource(5, (ulong)group);
            var crystal = PlainDiffraction.RandomCrystal(SpaceGroups.Default(group), ref random);
            var reflections = simulator.Reflections(crystal, crystal.KnownOperations);
            var largest = reflections.StructureFactorSquared.ToArray().Max();
            for (var i = 0; i < reflections.Count; i++)
            {
                var plain = PlainDiffraction.StructureFactorSquared(crystal, reflections.Hkl(i), Scattering);
                reflections.StructureFactorSquared[i].ShouldBe(plain, 1e-9 * largest, $"{crystal.Id} {reflections.Hkl(i)}");
            }
        }

        Complex Scattering(Site site, double s)
        {
            if (radiation == Radiation.Neutron)
                return ElementScattering.NeutronLengthFemtometre(site.Species)!.Value;
            return FormFactor.Of(site.Species).At(s) + (anomalous ? ElementScattering.AnomalousCopper(site.Species)!.Value : 0);
        }
    }

    [Theory]
    [InlineData(14)]
    [InlineData(62)]
    [InlineData(186)]
    [InlineData(167)]
    public void Reflections_AnisotropicDisplacement_TurnsWithTheOperations(int group)
    {
        var setting = SpaceGroups.Default(group);
        var random = new RandomSource(11, (ulong)group);
        var lattice = PlainDiffraction.RandomLattice(setting.Operations, ref random);
        var u = new AnisotropicDisplacement(0.01, 0.03, 0.02, 0.004, -0.003, 0.002);
        var start = new FractionalPosition(0.13, 0.21, 0.34);
        var full = new Structure
        {
            Lattice = lattice,
            Sites = [.. setting.Operations.Select(o => new Site(new Species(14), o.Apply(start).Wrapped(), 1, null, Turn(u, o, lattice)))],
            KnownOperations = setting.Operations,
        };
        var reflections = new XrdSimulator().Reflections(full, full.KnownOperations);
        for (var i = 0; i < reflections.Count; i++)
        {
            var plain = PlainDiffraction.StructureFactorSquared(full, reflections.Hkl(i), (site, s) => FormFactor.Of(site.Species).At(s));
            reflections.StructureFactorSquared[i].ShouldBe(plain, 1e-8 * Math.Max(1, plain));
        }
    }

    [Fact]
    public void Peaks_OriginSettingAndSupercell_DoNotMatter()
    {
        var random = new RandomSource(17);
        var crystal = PlainDiffraction.RandomCrystal(SpaceGroups.Default(62), ref random);
        var simulator = new XrdSimulator();
        var reference = simulator.Peaks(crystal);
        var shift = new FractionalPosition(0.123, 0.456, 0.789);
        ShouldHaveSamePeaks(
            reference,
            simulator.Peaks(crystal with { Sites = [.. crystal.Sites.Select(s => s with { Position = s.Position + shift })] }, [])
        );

        var m = crystal.Lattice.Rows;
        var turned = new Lattice([m[3], m[4], m[5], m[6], m[7], m[8], m[0], m[1], m[2]]);
        ShouldHaveSamePeaks(
            reference,
            simulator.Peaks(
                new Structure
                {
                    Lattice = turned,
                    Sites = [.. crystal.Sites.Select(s => s with { Position = new(s.Position.Y, s.Position.Z, s.Position.X) })],
                }
            )
        );

        var doubled = new Lattice([2 * m[0], 2 * m[1], 2 * m[2], m[3], m[4], m[5], m[6], m[7], m[8]]);
        ShouldHaveSamePeaks(
            reference,
            simulator.Peaks(
                new Structure
                {
                    Lattice = doubled,
                    Sites =
                    [
                        .. crystal.Sites.SelectMany(s =>
                            new[]
                            {
                                s with
                                {
                                    Position = new(s.Position.X / 2, s.Position.Y, s.Position.Z),
                                },
                                s with
                                {
                                    Position = new(s.Position.X / 2 + 0.5, s.Position.Y, s.Position.Z),
                                },
                            }
                        ),
                    ],
                }
            ),
            4
        );
    }

    [Fact]
    public void Peaks_OperationsUnknown_AreSearched()
    {
        var searched = new XrdSimulator().Peaks(Halite with { KnownOperations = [] });
        searched.Peaks.Span[0].Multiplicity.ShouldBe(8);
        ShouldHaveSamePeaks(new XrdSimulator().Peaks(Halite), searched);
        var unsearched = new XrdSimulator(new XrdOptions { SymmetrySearchAngstrom = 0 }).Peaks(Halite with { KnownOperations = [] });
        ShouldHaveSamePeaks(searched, unsearched);
        unsearched.FamiliesOf(unsearched.Peaks.Span[0]).Length.ShouldBe(4);
    }

    [Fact]
    public void Peaks_SlightlyDistorted_DifferInSecondOrderOnly()
    {
        var random = new RandomSource(8);
        var crystal = PlainDiffraction.RandomCrystal(SpaceGroups.Default(62), ref random);
        const double Shift = 1e-4;
        var sites = new List<Site>();
        foreach (var site in crystal.Sites)
        {
            var p = site.Position;
            sites.Add(
                site with
                {
                    Position = new(
                        p.X + random.NextDouble(-Shift, Shift),
                        p.Y + random.NextDouble(-Shift, Shift),
                        p.Z + random.NextDouble(-Shift, Shift)
                    ),
                }
            );
        }

        var distorted = crystal with { Sites = [.. sites] };
        var (with, without) = (new XrdSimulator().Peaks(distorted), new XrdSimulator().Peaks(distorted, []));
        foreach (var peak in with.Peaks.ToArray())
        {
            var same = without.Peaks.ToArray().Where(p => Math.Abs(p.TwoThetaDegrees - peak.TwoThetaDegrees) < 1e-5).Sum(p => p.Intensity);
            // First order would be 2π·h·1e-4 ≈ 1e-3 of a peak.
            same.ShouldBe(peak.Intensity, 2e-3);
        }
    }

    [Fact]
    public void Peaks_Doublet_SecondLineHalfAsStrongAtLargerAngle()
    {
        var options = new XrdOptions { SecondWavelengthAngstrom = XrdTables.CopperKAlpha2Angstrom };
        var pattern = new XrdSimulator(options).Peaks(Halite);
        var first = pattern.Peaks.ToArray().Single(p => p.Hkl == new Hkl(2, 0, 0) && p.Line == 1);
        var second = pattern.Peaks.ToArray().Single(p => p.Hkl == new Hkl(2, 0, 0) && p.Line == 2);
        second.TwoThetaDegrees.ShouldBe(2 * Math.Asin(1.54439 / (2 * first.DAngstrom)) * 180 / Math.PI, 1e-9);
        (second.Intensity / first.Intensity).ShouldBe(0.5, 0.01);
        pattern.Peaks.ToArray().Select(p => p.TwoThetaDegrees).ShouldBeInOrder();
    }

    [Fact]
    public void Peaks_Displacement_WeakensByTheDebyeWallerFactor()
    {
        var still = new XrdSimulator().Reflections(Halite, Halite.KnownOperations).StructureFactorSquared.ToArray();
        var simulator = new XrdSimulator(new XrdOptions { DefaultUisoAngstrom2 = 0.02 });
        var moving = simulator.Reflections(Halite, Halite.KnownOperations);
        for (var i = 0; i < still.Length; i++)
        {
            var s2 = moving.InverseDSquared[i] / 4;
            moving.StructureFactorSquared[i].ShouldBe(still[i] * Math.Exp(-16 * Math.PI * Math.PI * 0.02 * s2), 1e-9 * still.Max());
        }
    }

    [Fact]
    public void Peaks_WrongInput_IsRefused()
    {
        var simulator = new XrdSimulator();
        var broken = Halite with { Sites = Halite.Sites.RemoveAt(3) };
        Should.Throw<ArgumentException>(() => simulator.Peaks(broken)).Message.ShouldContain("no equal site");
        Should
            .Throw<ArgumentException>(() => simulator.Peaks(Halite with { Lattice = Lattice.FromParameters(5, 6, 7, 90, 90, 90) }))
            .Message.ShouldContain("does not fit the lattice");
        Should.Throw<ArgumentException>(() =>
            simulator.Peaks(Halite with { Sites = [new Site(new Species(110), default)], KnownOperations = [] })
        );
        Should.Throw<ArgumentOutOfRangeException>(() => new XrdSimulator(new XrdOptions { WavelengthAngstrom = double.NaN }));
        Should.Throw<ArgumentOutOfRangeException>(() => new XrdSimulator(new XrdOptions { MaximumTwoThetaDegrees = 200 }));
        Should.Throw<ArgumentException>(() => new XrdSimulator(new XrdOptions { WavelengthAngstrom = 1.0, AnomalousDispersion = true }));
    }

    [Fact]
    public void Peaks_NothingToSee_IsAnEmptyPattern()
    {
        new XrdSimulator().Peaks(Halite with { Sites = [], KnownOperations = [] }).Peaks.Length.ShouldBe(0);
        new XrdSimulator(new XrdOptions { WavelengthAngstrom = 9 })
            .Peaks(Halite with { Lattice = Lattice.Cubic(3) })
            .Peaks.Length.ShouldBe(0);
    }

    [Fact]
    public void MoveTo_StrainedLattice_EqualsAFreshList()
    {
        var engine = new XrdEngine(new XrdScatterers());
        XrdSite[] sites =
        [
            new(engine.Scatterers.IndexOf(new Species(11)), default),
            new(engine.Scatterers.IndexOf(new Species(17)), new(0.5, 0, 0)),
        ];
        var symmetry = ReflectionSymmetry.From(SpaceGroups.Default(225).Operations);
        var reflections = engine.Compute(Lattice.Cubic(5.64), symmetry, sites, 0.1, 1.0);
        reflections.MoveTo(Lattice.Cubic(5.7));
        for (var i = 0; i < reflections.Count; i++)
            reflections.InverseDSquared[i].ShouldBe(PlainDiffraction.InverseDSquared(Lattice.Cubic(5.7), reflections.Hkl(i)), 1e-14);
    }

    [Fact]
    public void Compute_SampledCrystals_EqualTheirExpandedCellsWithoutSymmetry()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Read(SharedData.Require("data/xrd/mp_crystal_statistics.json.gz")));
        var engine = new XrdEngine(new XrdScatterers());
        var simulator = new XrdSimulator(new XrdOptions { MaximumTwoThetaDegrees = 45 });
        var maximum = 2 * Math.Sin(22.5 * Math.PI / 180) / 1.54056;
        for (var i = 0; i < 60; i++)
        {
            var random = new RandomSource(23, (ulong)i);
            if (sampler.Sample(sampler.DrawSpaceGroup(ref random), ref random).Crystal is not { } crystal)
                continue;
            var reflections = engine.Compute(crystal, 0.0566, maximum);
            var total = 0.0;
            for (var n = 0; n < reflections.Count; n++)
                total += reflections.Multiplicity[n] * reflections.StructureFactorSquared[n] * reflections.InverseDSquared[n];
            var plain = simulator.Reflections(crystal.Expand(), []);
            var expected = 0.0;
            for (var n = 0; n < plain.Count; n++)
                if (plain.InverseDSquared[n] >= 0.0566 * 0.0566)
                    expected += 2 * plain.StructureFactorSquared[n] * plain.InverseDSquared[n];
            total.ShouldBe(expected, 1e-8 * expected, crystal.Setting.Symbol);
        }
    }

    [Fact]
    public void Compute_WarmEngine_AllocatesNothing()
    {
        var engine = new XrdEngine(new XrdScatterers());
        XrdSite[] sites =
        [
            new(engine.Scatterers.IndexOf(new Species(11)), default),
            new(engine.Scatterers.IndexOf(new Species(17)), new(0.5, 0, 0)),
        ];
        var symmetry = ReflectionSymmetry.From(SpaceGroups.Default(225).Operations);
        var lattice = Lattice.Cubic(5.64);
        for (var i = 0; i < 50; i++)
            engine.Compute(lattice, symmetry, sites, 0.1, 1.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            engine.Compute(lattice, symmetry, sites, 0.1, 1.0);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200);
    }

    private static void ShouldHaveSamePeaks(XrdPattern a, XrdPattern b, double factor = 1)
    {
        b.Peaks.Length.ShouldBe(a.Peaks.Length);
        b.Scale.ShouldBe(factor * a.Scale, 1e-8 * b.Scale);
        for (var i = 0; i < a.Peaks.Length; i++)
        {
            b.Peaks.Span[i].TwoThetaDegrees.ShouldBe(a.Peaks.Span[i].TwoThetaDegrees, 1e-9);
            b.Peaks.Span[i].Intensity.ShouldBe(a.Peaks.Span[i].Intensity, 1e-7);
        }
    }

    private static IEnumerable<Site> Sites(Species species, double x) =>
        [
            new(species, new(x, 0, 0)),
            new(species, new(x, 0.5, 0.5)),
            new(species, new(x + 0.5, 0, 0.5)),
            new(species, new(x + 0.5, 0.5, 0)),
        ];

    /// <summary>U of an image: as a tensor on dimensionless coordinates, U/(a*a*) transforms as W · W^T.</summary>
    private static AnisotropicDisplacement Turn(AnisotropicDisplacement u, SymmetryOperation o, Lattice lattice)
    {
        var g = lattice.ReciprocalMetricTensor();
        double[] star = [Math.Sqrt(g[0]), Math.Sqrt(g[4]), Math.Sqrt(g[8])];
        double[] full = [u.U11, u.U12, u.U13, u.U12, u.U22, u.U23, u.U13, u.U23, u.U33];
        double[] w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
        var turned = new double[9];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        for (var a = 0; a < 3; a++)
        for (var b = 0; b < 3; b++)
            turned[3 * i + j] += w[3 * i + a] * full[3 * a + b] * star[a] * star[b] * w[3 * j + b] / (star[i] * star[j]);
        return new(turned[0], turned[4], turned[8], turned[1], turned[2], turned[5]);
    }
}
