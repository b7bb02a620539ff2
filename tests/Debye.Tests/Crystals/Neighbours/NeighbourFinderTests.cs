using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Crystals.Neighbours;

public sealed class NeighbourFinderTests
{
    [Fact]
    public void Within_AnyCrystal_EqualsEveryImageInABox() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    var structure = RandomCrystals.Draw(ref random);
                    var radius = random.NextDouble(0.5, 9);
                    var finder = new NeighbourFinder();
                    finder.Load(structure);
                    for (var site = 0; site < structure.Sites.Length; site++)
                        Difference(finder.Within(site, radius), PlainNeighbours.Within(structure, site, radius)).ShouldBeNull();
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    [Fact]
    public void Nearest_AnyCrystal_AreTheFirstOfAll() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    var structure = RandomCrystals.Draw(ref random);
                    var (count, radius) = (1 + random.NextInt(20), random.NextDouble(0.5, 12));
                    var finder = new NeighbourFinder();
                    finder.Load(structure);
                    for (var site = 0; site < structure.Sites.Length; site++)
                    {
                        var expected = PlainNeighbours
                            .Within(structure, site, radius)
                            .Take(count)
                            .Select(neighbour => neighbour.DistanceAngstrom);
                        finder
                            .Nearest(site, count, radius)
                            .ToArray()
                            .Select(neighbour => neighbour.DistanceAngstrom)
                            .ShouldBe(expected, 1e-9);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    [Fact]
    public void Within_ManyStructuresInTurn_NothingOfTheLastRemains()
    {
        var (finder, random) = (new NeighbourFinder(), new RandomSource(5));
        for (var n = 0; n < 60; n++)
        {
            var structure = RandomCrystals.Draw(ref random);
            finder.Load(structure);
            finder.Within(0, 4).Length.ShouldBe(PlainNeighbours.Within(structure, 0, 4).Count);
        }
    }

    [Theory]
    [InlineData(1.01, 6)]
    [InlineData(1.42, 18)]
    [InlineData(1.74, 26)]
    [InlineData(2.01, 32)]
    public void Within_SimpleCubic_CountsTheShells(double radius, int expected)
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(Lattice.Cubic(1), (0.3, 0.3, 0.3)));
        finder.Within(0, radius).Length.ShouldBe(expected);
    }

    [Fact]
    public void Within_RadiusEqualToADistance_TheShellCounts()
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(Lattice.Cubic(4), (0, 0, 0)));
        finder.Within(0, 4).Length.ShouldBe(6);
    }

    [Fact]
    public void Within_LoneAtom_HasNoNeighbours()
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(Lattice.Cubic(30), (0.5, 0.5, 0.5)));
        finder.Within(0, 8).Length.ShouldBe(0);
        finder.Nearest(0, 12, 8).Length.ShouldBe(0);
    }

    [Fact]
    public void Nearest_FewerThanAsked_AreAllThereAre()
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(Lattice.Cubic(7), (0, 0, 0)));
        finder.Nearest(0, 12, 8).Length.ShouldBe(6);
    }

    /// <summary>The same points described by a needle-like, extremely oblique cell.</summary>
    [Fact]
    public void Within_ExtremelyObliqueCell_SameShells()
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(new Lattice([1, 0, 0, 400, 1, 0, -70, 300, 1]), (0.2, 0.9, 0.4)));
        var found = finder.Within(0, 1.42);
        found.Length.ShouldBe(18);
        found[0].DistanceAngstrom.ShouldBe(1, 1e-9);
        var image = found[0].Image;
        finder
            .Within(0, 1.42)[0]
            .DistanceAngstrom.ShouldBe(
                new Lattice([1, 0, 0, 400, 1, 0, -70, 300, 1]).ToCartesian(new FractionalPosition(image.A, image.B, image.C)).Length,
                1e-6
            );
    }

    [Fact]
    public void Nearest_ShellGap_NeverCutsAShell()
    {
        var finder = new NeighbourFinder();
        finder.Load(RandomCrystals.Of(Lattice.Cubic(3), (0, 0, 0)));
        finder.Nearest(0, 4, 8, shellGapAngstrom: 0.01).Length.ShouldBe(6);
        finder.Nearest(0, 6, 8, shellGapAngstrom: 0.01).Length.ShouldBe(6);
        finder.Nearest(0, 7, 8, shellGapAngstrom: 0.01).Length.ShouldBe(18);
    }

    [Fact]
    public void Load_BadStructures_SayWhatIsWrong()
    {
        var finder = new NeighbourFinder();
        Should.Throw<ArgumentException>(() => finder.Load(RandomCrystals.Of(Lattice.Cubic(3)))).Message.ShouldContain("no sites");
        Should
            .Throw<ArgumentException>(() => finder.Load(RandomCrystals.Of(Lattice.Cubic(3), (0, 1e9, 0))))
            .Message.ShouldContain("beyond");
        Should
            .Throw<ArgumentException>(() => finder.Load(RandomCrystals.Of(new Lattice([0.01, 0, 0, 0, 10, 0, 0, 0, 10]), (0, 0, 0))))
            .Message.ShouldContain("repeats after 0.01 Å");
    }

    [Fact]
    public void Questions_OutOfRange_Throw()
    {
        var finder = new NeighbourFinder();
        Should.Throw<ArgumentOutOfRangeException>(() => finder.Within(0, 3));
        finder.Load(RandomCrystals.Of(Lattice.Cubic(3), (0, 0, 0)));
        Should.Throw<ArgumentOutOfRangeException>(() => finder.Within(1, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => finder.Within(0, double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => finder.Nearest(0, 0, 3));
    }

    /// <summary>The first difference between two lists of neighbours, or null: same members, ascending, distances to 1e-9 Å.</summary>
    private static string? Difference(ReadOnlySpan<PeriodicNeighbour> found, List<PeriodicNeighbour> expected)
    {
        if (found.Length != expected.Count)
            return $"{found.Length} neighbours, expected {expected.Count}";
        for (var i = 1; i < found.Length; i++)
            if (found[i].DistanceAngstrom < found[i - 1].DistanceAngstrom)
                return $"neighbour {i} is nearer than the one before";
        var byPlace = expected.ToDictionary(neighbour => (neighbour.Site, neighbour.Image), neighbour => neighbour.DistanceAngstrom);
        foreach (var neighbour in found)
            if (
                !byPlace.TryGetValue((neighbour.Site, neighbour.Image), out var distance)
                || Math.Abs(distance - neighbour.DistanceAngstrom) > 1e-9
            )
                return $"{neighbour} is not there";
        return null;
    }
}
