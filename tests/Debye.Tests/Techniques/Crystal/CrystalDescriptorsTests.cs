using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Numerics;
using Debye.Techniques.Crystal;
using Debye.Techniques.Crystal.Descriptors;

namespace Debye.Tests.Techniques.Crystal;

public sealed class CrystalDescriptorsTests
{
    private static readonly Structure s_salt = Cubic("NaCl", 5.64, (11, 0, 0, 0), (17, 0.5, 0.5, 0.5), faces: true);

    /// <summary>Madelung constants: M. Born and K. Huang, Dynamical Theory of Crystal Lattices (1954), appendix IV.</summary>
    [Theory]
    [InlineData(11, 17, 1.7475646, 0.5)]
    [InlineData(55, 17, 1.7626747, 0.8660254)]
    [InlineData(30, 16, 1.6380550, 0.4330127)]
    public void SitePotentials_AreTheMadelungConstants(int cation, int anion, double constant, double nearestInEdges)
    {
        const double edge = 5;
        var structure = nearestInEdges switch
        {
            0.5 => Cubic("rock salt", edge, (cation, 0, 0, 0), (anion, 0.5, 0.5, 0.5), faces: true),
            0.4330127 => Cubic("blende", edge, (cation, 0, 0, 0), (anion, 0.25, 0.25, 0.25), faces: true),
            _ => Cubic("caesium chloride", edge, (cation, 0, 0, 0), (anion, 0.5, 0.5, 0.5), faces: false),
        };
        var finder = new NeighbourFinder();
        finder.Load(structure);
        var charges = structure.Sites.Select(site => site.Species.AtomicNumber == cation ? 1.0 : -1.0).ToArray();
        var potentials = SitePotentials.At(structure, charges, [0, structure.Sites.Length - 1], finder);
        var expected = 14.3996454 * constant / (edge * nearestInEdges);
        potentials[0].ShouldBe(-expected, 2e-5);
        potentials[1].ShouldBe(expected, 2e-5);
    }

    [Fact]
    public void Describe_RockSalt_HasItsNumbers()
    {
        var value = Named(new CrystalDescriptors().Describe(s_salt));
        value["share of Na"].ShouldBe(0.5f);
        value["electronegativity largest"].ShouldBe(3.16f);
        value["space group"].ShouldBe(225);
        value["Cubic"].ShouldBe(1);
        value["inversion"].ShouldBe(1);
        value["volume per site"].ShouldBe((float)(Math.Pow(5.64, 3) / 8), 1e-4f);
        value["density"].ShouldBe((float)(4 * (22.98976928 + 35.453) / Math.Pow(5.64, 3)), 1e-3f);
        value["nearest distance mean"].ShouldBe(2.82f, 1e-4f);
        value["coordination mean"].ShouldBe(6, 0.02f);
        value["angle mean"].ShouldBe(108, 0.1f);
        value["distortion of bonds mean"].ShouldBe(0, 0.01f);
        value["dimensions of bonds"].ShouldBe(3);
        value["cation state largest"].ShouldBe(1);
        value["potential of anions mean"].ShouldBe((float)(14.3996454 * 1.7475646 / 2.82), 1e-3f);
        value["electrostatic energy per site"].ShouldBe((float)(-0.5 * 14.3996454 * 1.7475646 / 2.82), 1e-3f);
    }

    /// <summary>Another cell, another order of the sites: the same numbers.</summary>
    [Fact]
    public void Describe_SupercellOrShuffled_IsTheSame()
    {
        var random = new RandomSource(3);
        var describer = new CrystalDescriptors();
        var expected = describer.Describe(s_salt);
        var longer = new Structure
        {
            Lattice = Lattice.FromParameters(5.64, 5.64, 11.28, 90, 90, 90),
            Sites =
            [
                .. s_salt
                    .Sites.SelectMany(site =>
                        new[] { 0.0, 0.5 }.Select(z =>
                            site with
                            {
                                Position = new FractionalPosition(site.Position.X, site.Position.Y, (site.Position.Z / 2) + z),
                            }
                        )
                    )
                    .OrderBy(_ => random.NextDouble()),
            ],
        };
        var actual = describer.Describe(longer);
        for (var k = 0; k < expected.Length; k++)
            if (!float.IsNaN(expected[k]))
                actual[k].ShouldBe(expected[k], 1e-3f * (1 + Math.Abs(expected[k])), CrystalDescriptors.Names[k]);
    }

    [Fact]
    public void Names_AreDistinct_AndNumbersAreFiniteOrMissing()
    {
        CrystalDescriptors.Names.Distinct().Count().ShouldBe(CrystalDescriptors.Names.Count);
        foreach (var z in (int[])[1, 2, 57, 86, 100])
        {
            var values = new CrystalDescriptors().Describe(Cubic("one", 4, (z, 0, 0, 0), null, faces: false));
            values.Length.ShouldBe(CrystalDescriptors.Names.Count);
            values.ShouldAllBe(value => !float.IsInfinity(value));
        }
    }

    [Fact]
    public void Describe_BondsInLayers_AreTwoDimensional()
    {
        var graphite = new Structure
        {
            Lattice = Lattice.FromParameters(2.46, 2.46, 6.71, 90, 90, 120),
            Sites = [At(6, 0, 0, 0.25), At(6, 1 / 3.0, 2 / 3.0, 0.25), At(6, 0, 0, 0.75), At(6, 2 / 3.0, 1 / 3.0, 0.75)],
        };
        var value = Named(new CrystalDescriptors().Describe(graphite));
        value["dimensions of bonds"].ShouldBe(2);
        value["share in molecules"].ShouldBe(0);
        value["coordination mean"].ShouldBe(3, 0.01f);
        value["angle mean"].ShouldBe(120, 0.01f);
    }

    [Theory]
    [InlineData("TiO2", "4 -2")]
    [InlineData("NaCl", "1 -1")]
    [InlineData("CaTiO3", "2 4 -2")]
    [InlineData("LiFePO4", "1 2 5 -2")]
    [InlineData("HeNe", null)]
    public void OxidationStates_OfKnownCompounds(string formula, string? expected)
    {
        var amounts = Composition.Parse(formula).Amounts.Select(part => (part.Species.AtomicNumber, part.Amount)).ToArray();
        var states = OxidationStates.Guess(amounts);
        (states is null ? null : string.Join(' ', states)).ShouldBe(expected);
    }

    [Fact]
    public void Describe_BadCrystals_SaysWhich()
    {
        var describer = new CrystalDescriptors();
        Should.Throw<ArgumentException>(() => describer.Describe(s_salt with { Sites = [] })).Message.ShouldContain("no sites");
        Should
            .Throw<ArgumentException>(() => describer.Describe(s_salt with { Sites = [At(11, 0, 0, 0) with { Occupancy = 0.5 }] }))
            .Message.ShouldContain("site 1 (Na) is occupied to 0.5");
        Should
            .Throw<ArgumentException>(() => describer.Describe(s_salt with { Sites = [At(101, 0, 0, 0)] }))
            .Message.ShouldContain("beyond the 100");
        Should
            .Throw<ArgumentException>(() => describer.Describe(s_salt with { Sites = [At(11, 0, 0, 0), At(17, 0.01, 0, 0)] }))
            .Message.ShouldContain("Å apart");
    }

    [Fact]
    public void Build_MergedSites_KeepsMultiplicities()
    {
        var graph = new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Shells, MergeEquivalentSites = true }).Build(s_salt);
        graph.Sites.ShouldBe(2);
        graph.Multiplicities.ToArray().ShouldBe([4, 4]);
        graph.Neighbours.ToArray().ShouldAllBe(node => node < 2);
        Should
            .Throw<ArgumentException>(() => new CrystalOptions { MergeEquivalentSites = true }.Validate())
            .Message.ShouldContain("Shells");
    }

    [Fact]
    public void Elements_Metals_AreThoseOfThePeriodicTable()
    {
        string[] others =
        [
            "H",
            "He",
            "B",
            "C",
            "N",
            "O",
            "F",
            "Ne",
            "Si",
            "P",
            "S",
            "Cl",
            "Ar",
            "Ge",
            "As",
            "Se",
            "Br",
            "Kr",
            "Sb",
            "Te",
            "I",
            "Xe",
            "At",
            "Rn",
            "Ts",
            "Og",
        ];
        Enumerable.Range(1, Elements.Count).Where(z => !Elements.IsMetal(z)).Select(Elements.Symbol).ShouldBe(others);
    }

    private static Dictionary<string, float> Named(float[] values) =>
        CrystalDescriptors.Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Structure Cubic(
        string id,
        double edge,
        (int Z, double X, double Y, double Zz) first,
        (int Z, double X, double Y, double Zz)? second,
        bool faces
    )
    {
        (double X, double Y, double Z)[] centrings = faces ? [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)] : [(0, 0, 0)];
        var kinds = second is { } other ? new[] { first, other } : [first];
        return new Structure
        {
            Id = id,
            Lattice = Lattice.Cubic(edge),
            Sites = [.. kinds.SelectMany(kind => centrings.Select(c => At(kind.Z, kind.X + c.X, kind.Y + c.Y, kind.Zz + c.Z)))],
        };
    }

    private static Site At(int number, double x, double y, double z) => new(new Species(number), new FractionalPosition(x, y, z));
}
