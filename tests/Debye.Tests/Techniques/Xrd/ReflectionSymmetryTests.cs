using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Tests.Techniques.Xrd;

public sealed class ReflectionSymmetryTests
{
    [Fact]
    public void Family_EverySetting_IsTheOrbitUnderTheLaueGroup()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            var symmetry = ReflectionSymmetry.From(setting.Operations);
            var seen = new Dictionary<Hkl, Hkl>();
            foreach (var hkl in Indices(2))
            {
                var orbit = Orbit(setting, hkl);
                var (representative, multiplicity) = symmetry.Family(hkl);
                multiplicity.ShouldBe(orbit.Count, $"{setting.Symbol} {hkl}");
                orbit.ShouldContain(representative);
                foreach (var member in orbit)
                {
                    if (seen.TryGetValue(member, out var known))
                        known.ShouldBe(representative, setting.Symbol);
                    seen[member] = representative;
                }
            }
        }
    }

    [Theory]
    [InlineData(225, 1, 1, 1, 8, false)]
    [InlineData(225, 2, 0, 0, 6, false)]
    [InlineData(225, 2, 1, 0, 24, true)]
    [InlineData(225, 3, 2, 1, 48, true)]
    [InlineData(227, 2, 0, 0, 6, true)]
    [InlineData(227, 4, 0, 0, 6, false)]
    [InlineData(229, 1, 0, 0, 6, true)]
    [InlineData(194, 0, 0, 1, 2, true)]
    [InlineData(194, 1, 1, 1, 12, true)]
    [InlineData(194, 1, 0, 1, 12, false)]
    [InlineData(14, 0, 1, 0, 2, true)]
    [InlineData(14, 1, 0, 1, 2, true)]
    [InlineData(14, 1, 1, 1, 4, false)]
    [InlineData(166, 1, 0, 0, 6, true)]
    [InlineData(166, 1, 1, 0, 6, false)]
    [InlineData(2, 1, 2, 3, 2, false)]
    public void Family_TextbookCases(int group, int h, int k, int l, int multiplicity, bool absent)
    {
        var symmetry = ReflectionSymmetry.From(SpaceGroups.Default(group).Operations);
        symmetry.Family(new Hkl(h, k, l)).Multiplicity.ShouldBe(multiplicity);
        symmetry.IsAbsent(new Hkl(h, k, l)).ShouldBe(absent);
    }

    [Theory]
    [InlineData(225, 1, 1, 0)]
    [InlineData(225, 3, 1, 1)]
    [InlineData(191, 1, 1, 0)]
    [InlineData(191, 1, 0, 0)]
    [InlineData(123, 2, 1, 1)]
    public void Family_Representative_IsTheConventionalOne(int group, int h, int k, int l)
    {
        var symmetry = ReflectionSymmetry.From(SpaceGroups.Default(group).Operations);
        foreach (var member in Orbit(SpaceGroups.Default(group), new Hkl(h, k, l)))
            symmetry.Family(member).Hkl.ShouldBe(new Hkl(h, k, l));
    }

    [Fact]
    public void IsAbsent_EveryGroup_AgreesWithTheSumOverAGeneralOrbit()
    {
        for (var group = 1; group <= 230; group++)
        {
            var setting = SpaceGroups.Default(group);
            var symmetry = ReflectionSymmetry.From(setting.Operations);
            var orbit = PlainDiffraction.Orbit(setting.Operations, new FractionalPosition(0.1371, 0.2243, 0.3719));
            foreach (var hkl in Indices(3))
            {
                var (re, im) = (0.0, 0.0);
                foreach (var p in orbit)
                {
                    var (sin, cos) = Math.SinCos(2 * Math.PI * (hkl.H * p.X + hkl.K * p.Y + hkl.L * p.Z));
                    (re, im) = (re + cos, im + sin);
                }

                symmetry.IsAbsent(hkl).ShouldBe(re * re + im * im < 1e-12, $"{setting.Symbol} {hkl}");
            }
        }
    }

    [Fact]
    public void ListReflections_EveryGroup_CountsEveryAllowedPointOfTheSphereOnce()
    {
        var reflections = new XrdReflections();
        for (var group = 1; group <= 230; group++)
        {
            var random = new RandomSource(7, (ulong)group);
            var setting = SpaceGroups.Default(group);
            var lattice = PlainDiffraction.RandomLattice(setting.Operations, ref random);
            var symmetry = ReflectionSymmetry.From(setting.Operations);
            var metric = new double[6];
            XrdKernels.ReciprocalMetric(lattice.Inverse, metric);
            XrdKernels.ListReflections(metric, [lattice.A, lattice.B, lattice.C], symmetry, 0.01, 0.36, reflections);
            var expected = Indices(6)
                .Count(h => PlainDiffraction.InverseDSquared(lattice, h) is >= 0.01 and <= 0.36 && !symmetry.IsAbsent(h));
            reflections.Multiplicity.ToArray().Sum().ShouldBe(expected, setting.Symbol);
            for (var i = 0; i < reflections.Count; i++)
                symmetry.Family(reflections.Hkl(i)).ShouldBe((reflections.Hkl(i), (int)reflections.Multiplicity[i]));
        }
    }

    [Fact]
    public void From_NoGroup_Throws()
    {
        var operations = SpaceGroups.Default(225).Operations;
        Should.Throw<ArgumentException>(() => ReflectionSymmetry.From(operations[..100]));
        ReflectionSymmetry.From([]).LaueOrder.ShouldBe(2);
    }

    private static IEnumerable<Hkl> Indices(int limit)
    {
        for (var h = -limit; h <= limit; h++)
        for (var k = -limit; k <= limit; k++)
        for (var l = -limit; l <= limit; l++)
            if (h != 0 || k != 0 || l != 0)
                yield return new Hkl(h, k, l);
    }

    private static HashSet<Hkl> Orbit(SpaceGroupSetting setting, Hkl hkl)
    {
        var orbit = new HashSet<Hkl>();
        foreach (var operation in setting.Operations)
        {
            var image = operation.Apply(hkl);
            orbit.Add(image);
            orbit.Add(new Hkl(-image.H, -image.K, -image.L));
        }

        return orbit;
    }
}
