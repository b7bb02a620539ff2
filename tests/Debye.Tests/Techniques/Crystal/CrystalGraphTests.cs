using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Numerics;
using Debye.Techniques.Crystal;
using Debye.Tests.Crystals.Neighbours;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Crystal;

public sealed class CrystalGraphTests
{
    [Fact]
    public void Build_RockSalt_TwelveNeighboursWithinEight()
    {
        var graph = new CrystalGraphBuilder(CrystalOptions.Cgcnn).Build(RockSalt(1));
        graph.Sites.ShouldBe(8);
        graph.Edges.ShouldBe(8 * 12);
        for (var e = 0; e < 6; e++)
            graph.DistancesAngstrom[e].ShouldBe(2.82f, 1e-6f);
        for (var e = 6; e < 12; e++)
            graph.DistancesAngstrom[e].ShouldBe(2.82f * MathF.Sqrt(2), 1e-6f);
        graph.AtomicNumbers.ToArray().Count(number => number == 11).ShouldBe(4);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(6, 6)]
    [InlineData(7, 18)]
    [InlineData(12, 18)]
    [InlineData(20, 26)]
    public void Build_Shells_AreComplete(int asked, int expected)
    {
        var graph = new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Shells, Neighbours = asked }).Build(RockSalt(1));
        graph.Edges.ShouldBe(8 * expected);
    }

    [Fact]
    public void Build_LoneAtom_HasNoEdges()
    {
        var graph = new CrystalGraphBuilder(CrystalOptions.Cgcnn).Build(RandomCrystals.Of(Lattice.Cubic(20), (0, 0, 0)));
        graph.Sites.ShouldBe(1);
        graph.Edges.ShouldBe(0);
    }

    [Fact]
    public void Build_PaddedLoneAtom_HasEdgesToTheFirstSiteBeyondTheRadius()
    {
        var graph = new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Padded }).Build(
            RandomCrystals.Of(Lattice.Cubic(20), (0, 0, 0), (0.5, 0.5, 0.5))
        );
        graph.Edges.ShouldBe(24);
        graph.Neighbours.ToArray().ShouldAllBe(neighbour => neighbour == 0);
        graph.DistancesAngstrom.ToArray().ShouldAllBe(distance => distance == 9);
    }

    [Fact]
    public void Build_FewNeighbours_OnlyThePaddedRuleAddsFalseOnes()
    {
        var sparse = RandomCrystals.Of(Lattice.Cubic(7), (0, 0, 0));
        new CrystalGraphBuilder(CrystalOptions.Cgcnn).Build(sparse).Edges.ShouldBe(6);
        new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Shells }).Build(sparse).Edges.ShouldBe(6);
        new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Padded }).Build(sparse).Edges.ShouldBe(12);
    }

    /// <summary>512 sites: eight cells along each axis of a crystal of eight sites, edges as in the small cell.</summary>
    [Fact]
    public void Build_SuperCell_EdgesAsInTheCell()
    {
        var builder = new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Shells });
        var (small, large) = (builder.Build(RockSalt(1)), builder.Build(RockSalt(4)));
        large.Sites.ShouldBe(512);
        large.Edges.ShouldBe(64 * small.Edges);
        large.DistancesAngstrom.ToArray().Average().ShouldBe(small.DistancesAngstrom.ToArray().Average(), 1e-6f);
    }

    /// <summary>
    /// Shells: whatever the order of the sites, each has the same neighbours. Random crystals and ones full of equal distances.
    /// </summary>
    [Fact]
    public void Build_Shells_DoNotDependOnTheOrderOfTheSites() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var random = new RandomSource(seed);
                    var structure = random.NextInt(2) == 0 ? RandomCrystals.Draw(ref random) : RockSalt(1 + random.NextInt(2));
                    var builder = new CrystalGraphBuilder(
                        new CrystalOptions
                        {
                            Rule = NeighbourRule.Shells,
                            Neighbours = 1 + random.NextInt(14),
                            MinimumDistanceAngstrom = 0.1,
                        }
                    );
                    if (!TryBuild(builder, structure, out var graph))
                        return;
                    var order = Permutation(structure.Sites.Length, ref random);
                    var permuted = builder.Build(structure with { Sites = [.. order.Select(i => structure.Sites[i])] });
                    for (var i = 0; i < order.Length; i++)
                        Edges(permuted, i, order).ShouldBe(Edges(graph, order[i], null));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void Build_BadCrystals_SayWhatIsWrong()
    {
        var builder = new CrystalGraphBuilder(CrystalOptions.Cgcnn);
        Should
            .Throw<ArgumentException>(() => builder.Build(RandomCrystals.Of(Lattice.Cubic(5), (0, 0, 0), (0.5, 0, 0), (0.52, 0, 0))))
            .Message.ShouldBe("sites 2 (N) and 3 (O) are 0.1 Å apart; expected 0.5 Å or more");
        Should.Throw<ArgumentException>(() => builder.Build(RandomCrystals.Of(Lattice.Cubic(5)))).Message.ShouldContain("no sites");
        var mixed = RockSalt(1);
        mixed = mixed with { Sites = mixed.Sites.SetItem(3, mixed.Sites[3] with { Occupancy = 0.25 }) };
        Should.Throw<ArgumentException>(() => builder.Build(mixed)).Message.ShouldContain("site 4 (Na) is occupied to 0.25");
    }

    [Fact]
    public void Options_OutOfRange_SayWhichAndWhatWasExpected()
    {
        Should
            .Throw<ArgumentException>(() => new CrystalGraphBuilder(new CrystalOptions { RadiusAngstrom = 31 }))
            .Message.ShouldContain("30 Å");
        Should
            .Throw<ArgumentException>(() => new CrystalGraphBuilder(new CrystalOptions { Neighbours = 0 }))
            .Message.ShouldContain("1…1000");
        Should
            .Throw<ArgumentException>(() => new CrystalGraphBuilder(new CrystalOptions { Rule = (NeighbourRule)7 }))
            .Message.ShouldContain("rule");
        Should
            .Throw<ArgumentException>(() => new CrystalGraphBuilder(new CrystalOptions { ShellGapAngstrom = double.NaN }))
            .Message.ShouldContain("gap");
        Should
            .Throw<ArgumentException>(() => new CrystalGraphBuilder(new CrystalOptions { MinimumDistanceAngstrom = 0 }))
            .Message.ShouldContain("0.1…2 Å");
    }

    [Fact]
    public void Graph_ArraysThatDoNotFit_AreRefused()
    {
        Should.Throw<ArgumentException>(() => new CrystalGraph("x", [], [0], [], [], [])).Message.ShouldContain("needs a site");
        Should
            .Throw<ArgumentException>(() => new CrystalGraph("x", [6], [0, 1], [1], [1], [default]))
            .Message.ShouldContain("does not exist");
        Should
            .Throw<ArgumentException>(() => new CrystalGraph("x", [6], [0, 1], [0], [float.NaN], [default]))
            .Message.ShouldContain("above 0 Å");
        Should
            .Throw<ArgumentException>(() => new CrystalGraph("x", [6, 6], [0, 2, 1], [0], [1], [default]))
            .Message.ShouldContain("fall at site 2");
        Should.Throw<ArgumentException>(() => new CrystalGraph("x", [200], [0, 0], [], [], [])).Message.ShouldContain("1…118");
    }

    [Theory]
    [InlineData(8, 41)]
    [InlineData(7, 36)]
    public void GaussianBasis_UpTo_HasACentreAtBothEnds(double radius, int expected) => GaussianBasis.UpTo(radius).Count.ShouldBe(expected);

    [Fact]
    public void GaussianBasis_Expand_IsTheFormula()
    {
        var (basis, values) = (new GaussianBasis(), new float[82]);
        basis.Expand([2.0f, 9.0f], values);
        values[10].ShouldBe(1);
        values[11].ShouldBe(MathF.Exp(-1), 1e-6f);
        values[8].ShouldBe(MathF.Exp(-4), 1e-6f);
        values[81].ShouldBe((float)Math.Exp(-25), 1e-17f);
        Should.Throw<ArgumentException>(() => basis.Expand([1], new float[40])).Message.ShouldContain("41 numbers");
    }

    [Theory]
    [InlineData(41, 0.2)]
    [InlineData(36, 0.2)]
    [InlineData(10, 0.3)]
    [InlineData(4, 0.5)]
    public void GaussianBasis_ExpandBand_LosesNothingThatCounts(int count, double step)
    {
        var basis = new GaussianBasis(count, step);
        float[] distances = [.. Enumerable.Range(0, 500).Select(i => (float)(i * step * count / 450))];
        var (all, first, band) = (
            new float[distances.Length * count],
            new int[distances.Length],
            new float[distances.Length * basis.BandWidth]
        );
        basis.Expand(distances, all);
        basis.ExpandBand(distances, first, band);
        for (var e = 0; e < distances.Length; e++)
        for (var k = 0; k < count; k++)
        {
            var within = k >= first[e] && k < first[e] + basis.BandWidth;
            (within ? band[e * basis.BandWidth + k - first[e]] : 0).ShouldBe(
                all[e * count + k],
                Math.Max(2e-11f, 2e-7f * all[e * count + k])
            );
        }

        Should.Throw<ArgumentException>(() => basis.ExpandBand(distances, first, new float[3])).Message.ShouldContain("500 rows");
    }

    internal static Structure RockSalt(int cells)
    {
        var sites = new List<Site>();
        for (var n = 0; n < 8 * cells * cells * cells; n++)
        {
            var (x, y, z) = (n % (2 * cells), n / (2 * cells) % (2 * cells), n / (4 * cells * cells));
            sites.Add(
                new Site(
                    new Species((x + y + z) % 2 == 0 ? 11 : 17),
                    new FractionalPosition(x / (2.0 * cells), y / (2.0 * cells), z / (2.0 * cells))
                )
            );
        }

        return new Structure
        {
            Id = "NaCl",
            Lattice = Lattice.Cubic(5.64 * cells),
            Sites = [.. sites],
        };
    }

    private static bool TryBuild(CrystalGraphBuilder builder, Structure structure, out CrystalGraph graph)
    {
        try
        {
            graph = builder.Build(structure);
            return true;
        }
        catch (ArgumentException overlap) when (overlap.Message.Contains("apart", StringComparison.Ordinal))
        {
            graph = null!;
            return false;
        }
    }

    private static int[] Permutation(int count, ref RandomSource random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var k = random.NextInt(i + 1);
            (order[i], order[k]) = (order[k], order[i]);
        }

        return order;
    }

    /// <summary>Edges of a site as (neighbour in the numbering of the first structure, image), in a fixed order.</summary>
    private static List<(int, CellImage)> Edges(CrystalGraph graph, int site, int[]? order)
    {
        var edges = new List<(int Site, CellImage Image)>();
        for (var e = graph.Offsets[site]; e < graph.Offsets[site + 1]; e++)
            edges.Add((order is null ? graph.Neighbours[e] : order[graph.Neighbours[e]], graph.Images[e]));
        return [.. edges.OrderBy(edge => (edge.Site, edge.Image.A, edge.Image.B, edge.Image.C))];
    }
}
