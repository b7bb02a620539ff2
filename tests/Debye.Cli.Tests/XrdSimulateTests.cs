namespace Debye.Cli.Tests;

public sealed class XrdSimulateTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Json_Salt_FollowsContract()
    {
        var run = cli.Run("xrd", "simulate", cli.At("salt.cif"), "--json");
        run.Code.ShouldBe(0);
        var document = run.Documents().ShouldHaveSingleItem();
        document.GetProperty("id").GetString().ShouldBe("NaCl");
        document.GetProperty("wavelengthAngstrom").GetDouble().ShouldBe(1.54056);
        var peaks = document.GetProperty("peaks").EnumerateArray().ToArray();
        peaks.Max(peak => peak.GetProperty("intensity").GetDouble()).ShouldBe(100);
        var second = peaks[1];
        second.GetProperty("dAngstrom").GetDouble().ShouldBe(2.82, 1e-9);
        second.GetProperty("twoThetaDegrees").GetDouble().ShouldBe(2 * Math.Asin(1.54056 / 5.64) * 180 / Math.PI, 1e-6);
        second.GetProperty("hkl")[0].GetArrayLength().ShouldBe(3);
        second.GetProperty("multiplicity")[0].GetInt32().ShouldBe(6);
    }

    [Fact]
    public void Json_FamiliesAtOneAngle_AreMerged()
    {
        // 333 and 511 of a cubic cell lie at one angle.
        var peaks = cli.Run("xrd", "simulate", cli.At("salt.cif"), "--json", "--two-theta", "5:120").Documents()[0].GetProperty("peaks");
        peaks
            .EnumerateArray()
            .ShouldContain(peak => peak.GetProperty("hkl").GetArrayLength() == 2 && peak.GetProperty("multiplicity").GetArrayLength() == 2);
    }

    [Fact]
    public void StandardInput_CifAndJsonLines_GiveTheSame()
    {
        var fromCif = cli.RunWith(CliFixture.Salt, "xrd", "simulate", "-", "--json").Documents()[0];
        const string line =
            """{"id":"NaCl","lattice":[[0,2.82,2.82],[2.82,0,2.82],[2.82,2.82,0]],"species":["Na","Cl"],"frac":[[0,0,0],[0.5,0.5,0.5]]}""";
        var fromLine = cli.RunWith(line, "xrd", "simulate", "-", "--json").Documents()[0];
        double Intensity(System.Text.Json.JsonElement document) => document.GetProperty("peaks")[0].GetProperty("intensity").GetDouble();
        Intensity(fromLine).ShouldBe(Intensity(fromCif), 1e-6);
    }

    [Fact]
    public void Pattern_Json_HasStartStepAndIntensities()
    {
        var pattern = cli.Run("xrd", "simulate", cli.At("salt.cif"), "--json", "--pattern", "--points", "101", "--wavelength", "MoKa1")
            .Documents()[0]
            .GetProperty("pattern");
        pattern.GetProperty("twoThetaStartDegrees").GetDouble().ShouldBe(5);
        pattern.GetProperty("twoThetaStepDegrees").GetDouble().ShouldBe(0.85, 1e-9);
        pattern.GetProperty("intensities").GetArrayLength().ShouldBe(101);
    }

    [Fact]
    public void ManyInputs_OneBad_OthersAreDone()
    {
        var run = cli.Run("xrd", "simulate", cli.At("bad.cif"), cli.At("salt.cif"), cli.At("missing.cif"), "--json");
        run.Code.ShouldBe(1);
        run.Documents().ShouldHaveSingleItem();
        run.Problems.Length.ShouldBe(2);
        run.Problems[0].ShouldContain("bad.cif");
        run.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public void JsonLines_BadLine_OthersAreDone()
    {
        const string good = """{"id":"A","lattice":[[3,0,0],[0,3,0],[0,0,3]],"species":["Po"],"frac":[[0,0,0]]}""";
        File.WriteAllText(cli.At("three.jsonl"), $"{good}\n{{broken\n{good}\n");
        var run = cli.Run("xrd", "simulate", cli.At("three.jsonl"), "--json");
        run.Code.ShouldBe(1);
        run.Lines.Length.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldContain("three.jsonl:2");
    }

    [Fact]
    public void Plot_WritesSvgWithIndicesAndUnits()
    {
        cli.Run("xrd", "simulate", cli.At("salt.cif"), "--plot", cli.At("salt.svg")).Code.ShouldBe(0);
        var svg = File.ReadAllText(cli.At("salt.svg"));
        System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName.ShouldBe("svg");
        svg.ShouldContain("degrees");
        svg.ShouldContain("(2 0 0)");
    }

    [Fact]
    public void Out_AllInputsBad_LeavesNothingBehind()
    {
        var folder = Directory.CreateDirectory(cli.At("empty")).FullName;
        cli.Run("xrd", "simulate", cli.At("bad.cif"), "--json", "--out", Path.Combine(folder, "x.jsonl")).Code.ShouldBe(1);
        Directory.GetFiles(folder).ShouldBeEmpty();
    }
}
