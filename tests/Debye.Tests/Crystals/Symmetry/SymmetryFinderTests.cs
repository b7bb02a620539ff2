using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Crystals.Symmetry;

public sealed class SymmetryFinderTests
{
    [Fact]
    public void Find_ProbeOfEverySetting_FindsItsSpaceGroup()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            var result = SymmetryFinder.Find(ProbeCrystal.For(setting, 11), 1e-4);
            result.SpaceGroupNumber.ShouldBe(setting.SpaceGroupNumber, $"Hall {setting.HallNumber}");
            result.Operations.ToHashSet().SetEquals(setting.Operations).ShouldBeTrue($"operations of Hall {setting.HallNumber}");
        }
    }

    [Fact]
    public void Find_ProbeOfEveryWyckoffPosition_NamesAnEquivalentPosition()
    {
        // An allowed shift of the origin may exchange letters; multiplicity and freedom cannot change.
        var exact = 0;
        var total = 0;
        foreach (var setting in SpaceGroups.Settings.Where(setting => setting.IsDefault))
        foreach (var position in setting.WyckoffPositions)
        {
            var structure = ProbeCrystal.For(setting, 5, position);
            var result = SymmetryFinder.Find(structure, 1e-4);
            result.SpaceGroupNumber.ShouldBe(setting.SpaceGroupNumber, $"{setting.Symbol} {position}");
            var found = result.WyckoffPositions[^1];
            (found.Multiplicity, found.DegreesOfFreedom).ShouldBe(
                (position.Multiplicity, position.DegreesOfFreedom),
                $"{setting.Symbol} {position} named {found}"
            );
            total++;
            if (found.Letter == position.Letter)
                exact++;
        }

        exact.ShouldBeGreaterThan(total / 2, $"{exact} of {total}");
    }

    [Fact]
    public void Find_AnyResult_ToStandardMapsEverySiteOntoTheConventionalCell()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            var structure = ProbeCrystal.For(setting, 3, setting.WyckoffPositions[^1]);
            var result = SymmetryFinder.Find(structure, 1e-4);
            foreach (var site in structure.Sites)
            {
                var x = result.ToStandard.Apply(site.Position);
                result
                    .Conventional!.Sites.Any(other => other.Species == site.Species && ProbeCrystal.Near(other.Position, x))
                    .ShouldBeTrue($"Hall {setting.HallNumber} {site}");
            }

            var again = SymmetryFinder.Find(result.Conventional!, 1e-4);
            again.SpaceGroupNumber.ShouldBe(setting.SpaceGroupNumber);
            again.Operations.ToHashSet().SetEquals(result.Setting!.Operations).ShouldBeTrue($"standard cell of Hall {setting.HallNumber}");
            SymmetryFinder.Find(result.Primitive!, 1e-4).SpaceGroupNumber.ShouldBe(setting.SpaceGroupNumber);
        }
    }

    [Fact]
    public void Find_OtherCellOriginAndOrder_SameSpaceGroup()
    {
        var cells = Gen.Elements<int[]>(
            [1, 0, 0, 0, 1, 0, 0, 0, 1],
            [1, 1, 0, 0, 1, 0, 0, 0, 1],
            [0, 1, 0, 0, 0, 1, 1, 0, 0],
            [1, 0, -1, 1, 1, 0, 0, 1, 2],
            [2, 0, 0, 0, 1, 0, 0, 0, 1],
            [1, 1, 0, -1, 1, 0, 0, 0, 1],
            [1, 2, 0, 0, 1, 3, 0, 0, -1]
        );
        var cases = from hall in Gen.Choose(1, 530) from cell in cells from seed in Gen.Choose(1, 1000) select (hall, cell, seed);
        Prop.ForAll(
                cases.ToArbitrary(),
                c =>
                {
                    var setting = SpaceGroups.Setting(c.hall);
                    var recast = ProbeCrystal.Recast(
                        ProbeCrystal.For(setting, (ulong)c.seed),
                        c.cell,
                        new FractionalPosition(0.137, 0.71, 0.29)
                    );
                    var shuffled = recast with { Sites = [.. recast.Sites.OrderBy(site => Math.Sin(1e4 * site.Position.X))] };
                    return SymmetryFinder.Find(shuffled, 1e-4).SpaceGroupNumber == setting.SpaceGroupNumber;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20260101, 1));
    }

    [Fact]
    public void Find_Supercell_EquivalenceFollowsTheOperationsOfTheCell()
    {
        var rocksalt = Cubic(
            4,
            ("Na", 0, 0, 0),
            ("Na", 0, 0.5, 0.5),
            ("Na", 0.5, 0, 0.5),
            ("Na", 0.5, 0.5, 0),
            ("Cl", 0.5, 0, 0),
            ("Cl", 0, 0.5, 0),
            ("Cl", 0, 0, 0.5),
            ("Cl", 0.5, 0.5, 0.5)
        );
        var doubled = ProbeCrystal.Recast(rocksalt, [1, 0, 0, 0, 1, 0, 0, 0, 2], default);
        var result = SymmetryFinder.Find(doubled);
        result.SpaceGroupNumber.ShouldBe(225);
        result.Operations.Length.ShouldBe(16 * 8);
        result.Operations[0].ShouldBe(SymmetryOperation.Identity);
        result.EquivalentSites.Distinct().Count().ShouldBe(2);
        result.Conventional!.Sites.Length.ShouldBe(8);
        result.Primitive!.Sites.Length.ShouldBe(2);
        result.Conventional.Lattice.A.ShouldBe(4, 1e-12);
    }

    [Fact]
    public void Find_MixedSites_CountAsOneAtom()
    {
        var mixed = new Structure
        {
            Lattice = Lattice.Cubic(3.75),
            Sites =
            [
                .. new[] { (0.0, 0.0, 0.0), (0.0, 0.5, 0.5), (0.5, 0.0, 0.5), (0.5, 0.5, 0.0) }.SelectMany(p =>
                    new[]
                    {
                        new Site(new Species(29), new FractionalPosition(p.Item1, p.Item2, p.Item3), 0.75),
                        new Site(new Species(79), new FractionalPosition(p.Item1, p.Item2, p.Item3), 0.25),
                    }
                ),
            ],
        };
        var result = SymmetryFinder.Find(mixed);
        result.SpaceGroupNumber.ShouldBe(225);
        result.WyckoffLetters.ShouldBe("aaaaaaaa");
        result.EquivalentSites.ShouldBe([0, 1, 0, 1, 0, 1, 0, 1]);
        result.Primitive!.Sites.Length.ShouldBe(2);
    }

    [Fact]
    public void Find_Impossible_ReturnsStatus()
    {
        SymmetryFinder.Find(new Structure { Lattice = Lattice.Cubic(3), Sites = [] }).Status.ShouldBe(SymmetryStatus.Empty);
        var close = Cubic(3, ("Fe", 0, 0, 0), ("Fe", 0.001, 0, 0));
        SymmetryFinder.Find(close, 0.01).Status.ShouldBe(SymmetryStatus.AtomsTooClose);
        SymmetryFinder.Find(close, 0.001).IsFound.ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => SymmetryFinder.Find(close, 0));
    }

    [Fact]
    public void Find_AnyAtomsAndTolerance_EndsWithAStatus()
    {
        for (var round = 0; round < 400; round++)
        {
            var random = new RandomSource(31, (ulong)round);
            var rows = new double[9];
            for (var i = 0; i < 9; i++)
                rows[i] = (i % 4 == 0 ? 4 : 0) + random.NextDouble(-1, 1) * (round % 3 == 0 ? 12 : 0.05);
            if (Math.Abs(rows[0] * (rows[4] * rows[8] - rows[5] * rows[7])) < 1)
                rows = [4, 0, 0, 0, 4, 0, 0, 0, 4];
            var sites = ImmutableArray.CreateBuilder<Site>();
            for (var i = 0; i < 1 + random.NextInt(12); i++)
            {
                // Coordinates near a coarse grid are symmetric by accident, within some tolerance.
                double Coordinate(ref RandomSource r) => r.NextInt(4) / 4.0 + r.NextDouble(-0.03, 0.03);
                sites.Add(
                    new Site(
                        new Species(1 + random.NextInt(2)),
                        new FractionalPosition(Coordinate(ref random), Coordinate(ref random), Coordinate(ref random))
                    )
                );
            }

            Lattice lattice;
            try
            {
                lattice = new Lattice(rows);
            }
            catch (ArgumentException)
            {
                continue;
            }

            var structure = new Structure { Lattice = lattice, Sites = sites.ToImmutable() };
            foreach (var tolerance in (double[])[1e-3, 0.1, 0.3, 1, 3])
            {
                var result = SymmetryFinder.Find(structure, tolerance);
                if (result.IsFound)
                    result.WyckoffPositions.Length.ShouldBe(structure.Sites.Length);
            }
        }
    }

    private static Structure Cubic(double edge, params (string Symbol, double X, double Y, double Z)[] atoms) =>
        new()
        {
            Lattice = Lattice.Cubic(edge),
            Sites =
            [
                .. atoms.Select(atom => new Site(
                    new Species(Elements.AtomicNumber(atom.Symbol)),
                    new FractionalPosition(atom.X, atom.Y, atom.Z)
                )),
            ],
        };
}
