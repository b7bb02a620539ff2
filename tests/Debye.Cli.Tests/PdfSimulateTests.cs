using System.Text.Json;

namespace Debye.Cli.Tests;

public sealed class PdfSimulateTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private const string Nickel =
        """{"id":"Ni","lattice":[[0,1.76,1.76],[1.76,0,1.76],[1.76,1.76,0]],"species":["Ni"],"frac":[[0,0,0]]UISO}""";

    private static string Line(string more = "") => Nickel.Replace("UISO", more, StringComparison.Ordinal);

    [Fact]
    public void Json_Salt_FollowsContract()
    {
        var run = cli.Run("pdf", "simulate", cli.At("salt.cif"), "--json");
        run.Code.ShouldBe(0);
        var document = run.Documents().ShouldHaveSingleItem();
        document.GetProperty("id").GetString().ShouldBe("NaCl");
        document.GetProperty("rAngstrom").GetArrayLength().ShouldBe(2851);
        document.GetProperty("g").GetArrayLength().ShouldBe(2851);
        document.GetProperty("rAngstrom")[2850].GetDouble().ShouldBe(30);
        var settings = document.GetProperty("settings");
        settings.GetProperty("radiation").GetString().ShouldBe("xray");
        settings.GetProperty("qmaxPerAngstrom").GetDouble().ShouldBe(23);
        var r = document.GetProperty("rAngstrom").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var g = document.GetProperty("g").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        r[Array.IndexOf(g, g.Where((_, i) => r[i] < 3.5).Max())].ShouldBe(2.82, 0.03);
    }

    [Fact]
    public void MissingDisplacement_IsSaidOnStandardErrorAndInJson()
    {
        var run = cli.RunWith(Line(), "pdf", "simulate", "-", "--json");
        run.Code.ShouldBe(0);
        run.Error.ShouldContain("Ni: 1 of 1 sites give no displacement; assumed Uiso = 0.008 Å²");
        run.Documents()[0].GetProperty("settings").GetProperty("assumedUisoAngstrom2").GetDouble().ShouldBe(0.008);
        run.Documents()[0].GetProperty("notes").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData(",\"uiso\":[0.005]")]
    [InlineData(",\"uiso\":{\"Ni\":0.005}")]
    [InlineData(",\"uij\":[[0.005,0.005,0.005,-0.0016666667,-0.0016666667,-0.0016666667]]")]
    public void Displacement_FromJsonLines_IsUsed(string given)
    {
        var own = cli.RunWith(Line(given), "pdf", "simulate", "-", "--json");
        own.Error.ShouldBeEmpty();
        Largest(own).ShouldBe(Largest(cli.RunWith(Line(), "pdf", "simulate", "-", "--json", "--uiso", "0.005")), 0.02 * Largest(own));
        Largest(cli.RunWith(Line(given), "pdf", "simulate", "-", "--json", "--uiso", "0.02", "--uniform-uiso"))
            .ShouldBeLessThan(0.8 * Largest(own));
    }

    [Fact]
    public void Displacement_FromCif_IsUsed()
    {
        const string cif =
            "data_cu\n_cell_length_a 3.61\n_cell_length_b 3.61\n_cell_length_c 3.61\n_cell_angle_alpha 90\n_cell_angle_beta 90\n"
            + "_cell_angle_gamma 90\n_space_group_IT_number 225\n"
            + "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_B_iso_or_equiv\n"
            + "Cu 0 0 0 0.6\n";
        var run = cli.RunWith(cif, "pdf", "simulate", "-", "--json");
        run.Error.ShouldBeEmpty();
        run.Documents()[0].GetProperty("settings").GetProperty("assumedSites").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void Out_GrFiles_OneForEachInputWithHeader()
    {
        var run = cli.Run(
            "pdf",
            "simulate",
            cli.At("salt.cif"),
            cli.At("salt.cif"),
            "--out",
            cli.At("salt.gr"),
            "--plot",
            cli.At("salt.svg"),
            "--partials",
            "--grid",
            "209",
            "--radiation",
            "neutron"
        );
        run.Code.ShouldBe(0);
        run.Output.ShouldBeEmpty();
        var lines = File.ReadAllLines(cli.At("salt.gr"));
        lines.Count(line => line[0] != '#').ShouldBe(209);
        lines[^1].Split(' ').Length.ShouldBe(5);
        lines.ShouldContain("# mode = neutron");
        File.ReadAllText(cli.At("salt-2.gr")).ShouldBe(string.Join('\n', lines) + "\n");
        System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("salt.svg"))).Root!.Value.ShouldContain("G(r)");
    }

    [Fact]
    public void ManyInputs_OneBad_OthersAreDone()
    {
        File.WriteAllText(
            cli.At("mixed.jsonl"),
            Line() + "\n{\"lattice\":\n" + Line(",\"uiso\":[-1]") + "\n" + Line(",\"uiso\":[0.01]") + "\n"
        );
        var run = cli.Run("pdf", "simulate", cli.At("bad.cif"), cli.At("mixed.jsonl"), cli.At("missing.cif"), "--json");
        run.Code.ShouldBe(1);
        run.Documents().Length.ShouldBe(2);
        run.Error.ShouldContain("bad.cif");
        run.Error.ShouldContain("mixed.jsonl:2");
        run.Error.ShouldContain("displacement of site 1 (Ni) is -1");
        run.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--qmax", "0.2")]
    [InlineData("--rmax", "1")]
    [InlineData("--rmax", "NaN")]
    [InlineData("--dr", "0")]
    [InlineData("--grid", "1")]
    [InlineData("--uiso", "0")]
    [InlineData("--radiation", "light")]
    [InlineData("--diameter", "-3")]
    [InlineData("--scattering", "Ni")]
    public void WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["pdf", "simulate", cli.At("salt.cif"), .. args]);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public void Grid_AndStep_ExcludeEachOther() =>
        cli.Run("pdf", "simulate", cli.At("salt.cif"), "--grid", "209", "--dr", "0.02").Code.ShouldBe(2);

    [Fact]
    public void CoarseStep_GivesPointsOfTheFineCurve()
    {
        var coarse = cli.Run("pdf", "simulate", cli.At("salt.cif"), "--json", "--dr", "0.5", "--rmin", "2").Documents()[0];
        var fine = cli.Run("pdf", "simulate", cli.At("salt.cif"), "--json", "--rmin", "2").Documents()[0];
        coarse.GetProperty("g").GetArrayLength().ShouldBe(57);
        coarse.GetProperty("g")[1].GetDouble().ShouldBe(fine.GetProperty("g")[50].GetDouble(), 1e-9);
    }

    private static double Largest(CliResult run) => run.Documents()[0].GetProperty("g").EnumerateArray().Max(value => value.GetDouble());
}
