using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Numerics;
using Debye.Tests.Crystals.Symmetry;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Crystals.Cif;

public sealed class CifRoundTripTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20260101, 1);

    [Fact]
    public void Cif_AnyStructure_ComesBack() =>
        Prop.ForAll(
                Structures(),
                structure =>
                {
                    var back = CifReader.Parse(CifWriter.Format(structure), "memory").Single();
                    return Same(structure, back, 1e-6) && back.Id == structure.Id && back.StatedSpaceGroup == structure.StatedSpaceGroup;
                }
            )
            .Check(Seeded.WithMaxTest(150));

    [Fact]
    public void Cif_KnownOperations_WritesOnlyIndependentSites()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            var structure = ProbeCrystal.For(setting, 4) with { KnownOperations = setting.Operations };
            var text = CifWriter.Format(structure);
            text.Split('\n').Count(line => line.StartsWith('O') || line.StartsWith('F')).ShouldBe(2, setting.FullSymbol);
            text.ShouldContain("_space_group_name_Hall");
            var back = CifReader.Parse(text, "memory").Single();
            Same(structure, back, 1e-6).ShouldBeTrue($"Hall {setting.HallNumber}");
            var bySymbol = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('\'') && !line.Contains("symop")));
            bySymbol = bySymbol.Replace("loop_\nloop_", "loop_");
            Same(structure, CifReader.Parse(bySymbol, "memory").Single(), 1e-6).ShouldBeTrue($"by symbol, Hall {setting.HallNumber}");
        }
    }

    [Fact]
    public void JsonLines_AnyStructure_ComesBackExactly() =>
        Prop.ForAll(
                Structures(),
                structure =>
                {
                    var back = StructureJsonLines.Parse(StructureJsonLines.Format(structure), "memory", 1);
                    return back.Lattice.Equals(structure.Lattice)
                        && back.Sites.SequenceEqual(structure.Sites)
                        && back.Id == structure.Id
                        && back.StatedSpaceGroup == structure.StatedSpaceGroup;
                }
            )
            .Check(Seeded.WithMaxTest(150));

    /// <summary>Crystals with and without operations, ions, mixed sites and both kinds of displacement.</summary>
    private static Arbitrary<Structure> Structures() =>
        (from hall in Gen.Choose(1, 530) from seed in Gen.Choose(1, 100000) select Make(hall, (ulong)seed)).ToArbitrary();

    private static Structure Make(int hall, ulong seed)
    {
        var setting = SpaceGroups.Setting(hall);
        var random = new RandomSource(seed, 1);
        var structure = ProbeCrystal.For(setting, seed);
        var kind = random.NextInt(4);
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var site in structure.Sites)
        {
            var dressed =
                site.Species.AtomicNumber == 8
                    ? site with
                    {
                        Species = new Species(26, 3),
                        UisoAngstrom2 = kind > 0 ? 0.0125 : null,
                    }
                    : site with
                    {
                        Species = new Species(1, 0, kind == 1),
                        Occupancy = kind == 2 ? 0.625 : 1,
                    };
            if (kind == 3)
                dressed = dressed with
                {
                    Uij = new AnisotropicDisplacement(0.01 + 0.01 * random.NextDouble(), 0.02, 0.03, 0.001, -0.002, 0.0005),
                };
            sites.Add(dressed);
            if (kind == 2 && site.Species.AtomicNumber != 8)
                sites.Add(dressed with { Species = new Species(17, -1), Occupancy = 0.25 });
        }

        return structure with
        {
            Id = $"probe-{hall}-{seed}",
            Sites = sites.ToImmutable(),
            KnownOperations = random.NextBool(0.5) && kind < 3 ? setting.Operations : [],
        };
    }

    private static bool Same(Structure a, Structure b, double tolerance)
    {
        var open = b.Sites.ToList();
        foreach (var site in a.Sites)
        {
            var found = open.FindIndex(other =>
                other.Species == site.Species
                && Math.Abs(other.Occupancy - site.Occupancy) < 1e-9
                && ProbeCrystal.Near(other.Position, site.Position, tolerance)
                && Near(other.UisoAngstrom2, site.UisoAngstrom2)
                && Near(other.Uij?.U11, site.Uij?.U11)
            );
            if (found < 0)
                return false;
            open.RemoveAt(found);
        }

        return open.Count == 0
            && Math.Abs(a.Lattice.VolumeAngstrom3 / b.Lattice.VolumeAngstrom3 - 1) < tolerance
            && Math.Abs(a.Lattice.A - b.Lattice.A) + Math.Abs(a.Lattice.BetaDegrees - b.Lattice.BetaDegrees) < tolerance;
    }

    private static bool Near(double? a, double? b) => a is null == b is null && Math.Abs((a ?? 0) - (b ?? 0)) < 1e-9;
}
