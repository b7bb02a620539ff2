using System.Text;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Tests;

public sealed class PdfReduceTests(CliFixture cli) : IClassFixture<CliFixture>
{
    /// <summary>Neutron intensity of two shells on a slope, and the slope alone as background.</summary>
    private string Raw(string name, string header = "#L Q($\\AA^{-1}$)  I\n", double shells = 1, double step = 0.02)
    {
        var text = new StringBuilder(header);
        for (var q = step; q <= 20.0001; q += step)
        {
            var waves = (0.9 * Math.Sin(2.5 * q) + 0.6 * Math.Sin(4 * q)) * Math.Exp(-0.01 * q * q) / q;
            text.Append(Invariant($"{q:0.####} {500 - 3 * q + 100 * shells * (1 + waves):0.######}\n"));
        }

        File.WriteAllText(cli.At(name), text.ToString());
        return cli.At(name);
    }

    private static readonly string[] Neutron = ["--composition", "Ni", "--radiation", "neutron"];

    [Fact]
    public void Reduce_Out_IsReadBackWithSettings()
    {
        var (raw, empty) = (Raw("two.chi"), Raw("empty.chi", shells: 0));
        var run = cli.Run([
            "pdf",
            "reduce",
            raw,
            "--background",
            empty,
            .. Neutron,
            "--bgscale",
            "0.5",
            "--qmin",
            "0.4",
            "--qmax",
            "18",
            "--rmax",
            "12",
            "--out",
            cli.At("two.gr"),
            "--fq",
            cli.At("two.fq"),
            "--sq",
            cli.At("two.sq"),
        ]);
        run.Code.ShouldBe(0);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("below the first peak");
        var g = PdfReader.Read(cli.At("two.gr"));
        g.Notes.ShouldBeEmpty();
        (
            g.Header.QminPerAngstrom,
            g.Header.QmaxPerAngstrom,
            g.Header.QmaxinstPerAngstrom,
            g.Header.BackgroundScale,
            g.Header.Radiation
        ).ShouldBe((0.4, 18, 20, 0.5, PdfRadiation.Neutron));
        (g.Header.Find("inputfile")!.Value.Text, g.Header.Find("backgroundfile")!.Value.Text).ShouldBe(("two.chi", "empty.chi"));
        g.Header.Find("version")!.Value.Text.ShouldStartWith("debye ");
        g.Length.ShouldBe(1201);
        g.X[g.Y.IndexOf(g.Y.ToArray().Max())].ShouldBe(2.5, 0.02);
        PdfReader.Read(cli.At("two.fq")).Quantity.ShouldBe(PdfQuantity.ReducedStructure);
        PdfReader.Read(cli.At("two.sq")).Quantity.ShouldBe(PdfQuantity.StructureFactor);
        Directory.GetFiles(cli.Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public void Reduce_Json_FollowsContract()
    {
        var raw = Raw("json.chi");
        var run = cli.Run(["pdf", "reduce", raw, .. Neutron, "--json", "--rmin", "1", "--rstep", "0.05", "--lorch"]);
        run.Code.ShouldBe(0);
        var document = run.Documents().ShouldHaveSingleItem();
        document.GetProperty("input").GetString().ShouldBe(raw);
        document.GetProperty("settings").GetProperty("lorch").GetString().ShouldBe("yes");
        document.GetProperty("settings").GetProperty("composition").GetString().ShouldBe("Ni");
        document.GetProperty("rAngstrom").GetArrayLength().ShouldBe(581);
        document.GetProperty("g").GetArrayLength().ShouldBe(581);
        document.GetProperty("qPerAngstrom").GetArrayLength().ShouldBe(document.GetProperty("f").GetArrayLength());
        foreach (var key in (string[])["polynomialDegree", "scale", "baselineSlopePerAngstrom3", "densityPerAngstrom3", "rippleShare"])
            document.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Number);
        document.GetProperty("notes").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
    }

    [Fact]
    public void Reduce_NoOut_PrintsTheFile()
    {
        var run = cli.Run(["pdf", "reduce", Raw("print.chi"), .. Neutron]);
        run.Code.ShouldBe(0);
        PdfReader.Read(Encoding.UTF8.GetBytes(run.Output), "printed.txt").Quantity.ShouldBe(PdfQuantity.PairDistribution);
    }

    [Fact]
    public void Reduce_StandardInputAndDataformat_Work()
    {
        var text = File.ReadAllText(Raw("plain.txt", header: ""));
        var run = cli.RunWith(text, ["pdf", "reduce", "-", .. Neutron, "--dataformat", "QA", "--out", cli.At("stdin.gr")]);
        run.Code.ShouldBe(0);
        var angles = cli.Run([
            "pdf",
            "reduce",
            Raw("angle.xy", header: ""),
            .. Neutron,
            "--dataformat",
            "twotheta",
            "--wavelength",
            "0.2",
            "--out",
            cli.At("angle.gr"),
        ]);
        angles.Code.ShouldBe(0);
        PdfReader.Read(cli.At("angle.gr")).Header.QmaxPerAngstrom!.Value.ShouldBe(4 * Math.PI / 0.2 * Math.Sin(Math.PI / 18), 1e-6);
    }

    [Fact]
    public void Reduce_Plot_ShowsAllStages()
    {
        cli.Run(["pdf", "reduce", Raw("plot.chi"), .. Neutron, "--out", cli.At("plot.gr"), "--plot", cli.At("plot.svg")]).Code.ShouldBe(0);
        var text = System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("plot.svg"))).Root!.Value;
        foreach (var label in (string[])["S(Q)", "F(Q) (1/Å)", "G(r) (1/Å²)", "r (Å)"])
            text.ShouldContain(label);
    }

    [Fact]
    public void Reduce_BadData_OneLineAndCode1()
    {
        File.WriteAllText(cli.At("nan.chi"), "#L Q I\n1 2\n2 NaN\n");
        foreach (
            var args in new string[][]
            {
                [cli.At("nan.chi")],
                [cli.At("missing.chi")],
                [cli.At("noise.txt")],
                [Raw("short.chi"), "--qmaxinst", "30"],
                [Raw("angles.xy", header: "# 2theta I\n")],
            }
        )
        {
            var run = cli.Run(["pdf", "reduce", .. args, .. Neutron, "--out", cli.At("bad.gr")]);
            run.Code.ShouldBe(1);
            run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
            File.Exists(cli.At("bad.gr")).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("pdf", "reduce", "x.chi")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Xy")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Ni", "--qmin", "5", "--qmax", "4")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Ni", "--rpoly", "0")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Ni", "--radiation", "electron")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Ni", "--rmin", "40")]
    [InlineData("pdf", "reduce", "x.chi", "--composition", "Ni", "--misspelt")]
    public void Run_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(args);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }
}
