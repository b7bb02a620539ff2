using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Crystals.Symmetry;
using Debye.TestSupport;

namespace Debye.Tests.Crystals.Cif;

public sealed class CifReaderTests
{
    private const string Cell = "_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n";
    private const string Sites = "loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z\n";

    [Theory]
    [InlineData("rocksalt.cif", 8, 225)]
    [InlineData("quartz.cif", 9, 152)]
    [InlineData("spinel.cif", 56, 227)]
    [InlineData("calcite.cif", 10, 167)]
    [InlineData("realgar-like.cif", 8, 14)]
    public void Read_Fixture_HasSitesAndSymmetry(string file, int sites, int spaceGroup)
    {
        var structure = CifReader.Read(Fixture(file)).ShouldHaveSingleItem();
        structure.Sites.Length.ShouldBe(sites);
        structure.StatedSpaceGroup.ShouldBe(spaceGroup);
        SymmetryFinder.Find(structure).SpaceGroupNumber.ShouldBe(spaceGroup);
        structure.Id.ShouldBe(Path.GetFileNameWithoutExtension(file));
    }

    [Theory]
    [InlineData("rocksalt.cif")]
    [InlineData("quartz.cif")]
    [InlineData("two-blocks.cif")]
    public void Parse_CarriageReturnsAndByteOrderMark_ReadAsWithout(string file)
    {
        var text = File.ReadAllText(Fixture(file));
        var plain = CifReader.Parse(text, file).Select(StructureJsonLines.Format);
        CifReader.Parse("\uFEFF" + text.Replace("\n", "\r\n"), file).Select(StructureJsonLines.Format).ShouldBe(plain);
        CifReader.Parse(text.Replace('\n', '\r'), file).Select(StructureJsonLines.Format).ShouldBe(plain);
    }

    [Fact]
    public void Read_Quartz_TurnsDisplacementAndSnapsSpecialPositions()
    {
        var structure = CifReader.Read(Fixture("quartz.cif"))[0];
        structure.KnownOperations.ToHashSet().SetEquals(SpaceGroups.Default(152).Operations).ShouldBeTrue();
        var oxygen = structure.Sites.Where(site => site.Species.Symbol == "O").ToArray();
        oxygen.ShouldAllBe(site => site.Uij != null && site.UisoAngstrom2 == 0.013);
        // Equivalent displacement, a third of the trace in Cartesian axes, is the same for all images.
        var values = oxygen.Select(site => Equivalent(site.Uij!.Value)).ToArray();
        values.ShouldAllBe(value => Math.Abs(value - values[0]) < 1e-12);
        values.Distinct().Count().ShouldBeGreaterThan(0);
        oxygen.Select(site => site.Uij!.Value.U11).Distinct().Count().ShouldBeGreaterThan(1);
        structure.Sites[0].Position.Z.ShouldBe(1.0 / 3, 1e-12);
    }

    [Fact]
    public void Read_TwoBlocks_MixedSitesIonsDeuteriumVacancy()
    {
        var structures = CifReader.Read(Fixture("two-blocks.cif"));
        structures.Select(structure => structure.Id).ShouldBe(["alloy", "ice"]);
        structures[0].Sites.Length.ShouldBe(8);
        structures[0].Sites[0].ShouldBe(new Site(new Species(29), default, 0.75, 0.55 / (8 * Math.PI * Math.PI)));
        structures[0].Sites[4].ShouldBe(new Site(new Species(79), default, 0.25));
        structures[1]
            .Sites.Select(site => site.Species)
            .Distinct()
            .ShouldBe([new Species(1, 0, true), new Species(26, 3), new Species(8, -2)]);
        structures[1].StatedSpaceGroup.ShouldBe(48);
        structures[1].Sites.Length.ShouldBe(8 + 2 + 4);
    }

    [Theory]
    [InlineData("_atom 1", "expected data_NAME")]
    [InlineData("data_x", "no data block has atoms")]
    [InlineData("data_x\n_cell_length_a", "has no value")]
    [InlineData("data_x\nloop_\n", "followed by no data name")]
    [InlineData("data_x\nloop_ _a _b 1 2 3", "no multiple")]
    [InlineData("data_x\n_a 'open", "does not end")]
    [InlineData("data_x\n_a\n;open", "never ends")]
    [InlineData("data_x\n_a 1 2", "follows no data name")]
    [InlineData("data_x\nsave_y", "not part of CIF 1.1")]
    [InlineData("data_x\n" + Sites + "Na1 0 0 0", "_cell_length_a")]
    [InlineData("data_x\n" + Cell + Sites + "Na1 0 0 0", "states no symmetry")]
    [InlineData("data_x\n_symmetry_space_group_name_H-M 'Q 1'\n" + Cell + Sites + "Na1 0 0 0", "unknown space-group symbol")]
    [InlineData("data_x\n_space_group_IT_number 231\n" + Cell + Sites + "Na1 0 0 0", "1…230")]
    [InlineData("data_x\n_space_group_IT_number 191\n" + Cell + Sites + "Na1 0 0 0", "does not fit")]
    [InlineData("data_x\n_space_group_IT_number 1\n" + Cell + Sites + "Na1 0 0 zero", "should be a number")]
    [InlineData("data_x\n_space_group_IT_number 1\n" + Cell + Sites + "Na1 0 0 ?", "no coordinate z")]
    [InlineData("data_x\n_space_group_IT_number 1\n" + Cell + Sites + "Zz1 0 0 0", "no chemical element")]
    [InlineData("data_x\n_space_group_IT_number 1\n" + Cell + Sites + "Na1 0 0 0 Cl1 0 0 0", "shares its position")]
    [InlineData("data_x\n_symmetry_equiv_pos_as_xyz 'x,y'\n" + Cell + Sites + "Na1 0 0 0", "no symmetry operation")]
    [InlineData("data_x\n_symmetry_equiv_pos_as_xyz 'x+0.011,y+0.017,z'\n" + Cell + Sites + "Na1 0 0 0", "make no space group")]
    [InlineData(
        "data_x\n_cell_length_a 0\n_cell_length_b 4\n_cell_length_c 4\n_space_group_IT_number 1\n" + Sites + "Na1 0 0 0",
        "No cell has"
    )]
    public void Parse_Damaged_NamesPlaceAndReason(string text, string reason)
    {
        var problem = Should.Throw<DataFormatException>(() => CifReader.Parse(text, "bad.cif"));
        problem.Message.ShouldStartWith("bad.cif");
        problem.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Parse_CentringLeftOutAndAtomsRepeated_GivesTheFullCellOnce()
    {
        var text =
            "data_x\n"
            + Cell
            + "loop_ _symmetry_equiv_pos_as_xyz x,y,z -x,-y,-z x+1/2,y+1/2,z x,y+1/2,z+1/2\n"
            + Sites
            + "Na1 0 0 0 Na2 0.5 0.5 0 Cl1 0.5 0.5 0.5";
        var structure = CifReader.Parse(text, "x.cif")[0];
        structure.KnownOperations.Length.ShouldBe(8);
        structure.Formula.ShouldBe("NaCl");
        structure.Sites.Length.ShouldBe(8);
    }

    [Theory]
    [InlineData("P 21/c", 14, "b1")]
    [InlineData("P 1 2_1/n 1", 14, "b2")]
    [InlineData("P21/a", 14, "b3")]
    [InlineData("F d -3 m :2", 227, "2")]
    [InlineData("Fd-3mZ", 227, "2")]
    [InlineData("F d 3 m S", 227, "1")]
    [InlineData("R -3 m :R", 166, "R")]
    [InlineData("R-3mH", 166, "H")]
    [InlineData("C m c a", 64, "")]
    [InlineData("P n m a", 62, "")]
    [InlineData("p b n m", 62, "cab")]
    [InlineData("F d -3 m (origin choice 2)", 227, "2")]
    public void ByHermannMauguin_UsualSpellings_FindsTheSetting(string symbol, int number, string choice)
    {
        var setting = SpaceGroupSymbols.ByHermannMauguin(symbol)[0];
        (setting.SpaceGroupNumber, setting.Choice).ShouldBe((number, choice));
    }

    [Fact]
    public void Symbols_OfEverySetting_FindIt()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            SpaceGroupSymbols.ByHermannMauguin(setting.FullSymbol).ShouldContain(setting);
            SpaceGroupSymbols.ByHermannMauguin(setting.Symbol).ShouldContain(setting);
            SpaceGroupSymbols.ByHall(setting.HallSymbol)!.Operations.ShouldBe(setting.Operations);
        }

        SpaceGroupSymbols.ByHermannMauguin("nonsense").ShouldBeEmpty();
        SpaceGroupSymbols.ByHall("nonsense").ShouldBeNull();
    }

    internal static string Fixture(string name) => Path.Combine(SharedData.RepositoryRoot, "tests/Debye.Tests/Crystals/Fixtures", name);

    private static double Equivalent(AnisotropicDisplacement u)
    {
        // Hexagonal axes: Uequiv = (4/3·(U11 + U22 − U12) + U33)/3 (International Tables C, section 8.1).
        return (4.0 / 3 * (u.U11 + u.U22 - u.U12) + u.U33) / 3;
    }
}
