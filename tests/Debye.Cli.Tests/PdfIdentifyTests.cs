using Debye.Cli.Shell;
using Debye.Learning.Techniques;

namespace Debye.Cli.Tests;

/// <summary>pdf identify with the shipped model; pdf generate, train and evaluate.</summary>
public sealed class PdfIdentifyTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private string Simulated(string name)
    {
        cli.Run("pdf", "simulate", cli.At("salt.cif"), "--out", cli.At(name)).Code.ShouldBe(0);
        return cli.At(name);
    }

    [Fact]
    public void Identify_Json_FollowsContract()
    {
        var file = Simulated("salt.gr");
        var run = cli.Run("pdf", "identify", file, "--json", "--top", "4");
        run.Code.ShouldBe(0);
        var answer = run.Documents().ShouldHaveSingleItem();
        answer.GetProperty("input").GetString().ShouldBe(file);
        answer.GetProperty("model").GetString().ShouldBe("pdf-spacegroup");
        answer.GetProperty("isUnknown").GetBoolean().ShouldBeFalse();
        var candidates = answer.GetProperty("candidates");
        candidates.GetArrayLength().ShouldBe(4);
        candidates[0].GetProperty("label").GetString().ShouldBe("225");
        candidates[0].GetProperty("name").GetString().ShouldBe("Fm-3m");
        candidates[0].GetProperty("probability").GetDouble().ShouldBeInRange(0.5, 1);
        answer.GetProperty("predictionSet").EnumerateArray().Select(label => label.GetString()).ShouldContain("225");
        answer.GetProperty("phases")[0].GetProperty("spaceGroup").GetInt32().ShouldBe(225);
        answer.GetProperty("phases")[0].GetProperty("correlation").GetDouble().ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Identify_OwnLibrary_FindsTheCrystalAtAnotherSize()
    {
        Directory.CreateDirectory(cli.At("mine"));
        File.WriteAllText(
            cli.At("mine/larger.cif"),
            CliFixture.Salt.Replace("5.64", "6.00", StringComparison.Ordinal).Replace("data_NaCl", "data_larger", StringComparison.Ordinal)
        );
        var run = cli.Run("pdf", "identify", Simulated("own.gr"), "--library", cli.At("mine"), "--json");
        run.Code.ShouldBe(0);
        var match = run.Documents()[0].GetProperty("phases").EnumerateArray().ShouldHaveSingleItem();
        match.GetProperty("id").GetString().ShouldBe("larger");
        match.GetProperty("spaceGroup").GetInt32().ShouldBe(225);
        match.GetProperty("lengthScale").GetDouble().ShouldBe(0.94, 0.011);
        match.GetProperty("correlation").GetDouble().ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Identify_BadAmongGood_ReportListsSkipped()
    {
        File.WriteAllText(
            cli.At("short.gr"),
            string.Concat(Enumerable.Range(0, 100).Select(i => $"{1.5 + 0.01 * i:f2} {Math.Sin(i):f4}\n"))
        );
        var run = cli.Run(
            "pdf",
            "identify",
            cli.At("noise.txt"),
            cli.At("short.gr"),
            Simulated("good.gr"),
            "--report",
            cli.At("p.html"),
            "--plot",
            cli.At("p.svg")
        );
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("noise.txt");
        run.Error.ShouldContain("short.gr");
        run.Error.ShouldNotContain("   at ");
        var page = File.ReadAllText(cli.At("p.html"));
        page.ShouldContain("<svg");
        page.ShouldContain("noise.txt");
        page.ShouldContain("Known curves most like it");
        System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("p.svg"))).Root!.Value.ShouldContain("r (Å)");
    }

    [Fact]
    public void Generate_CurvesAndLabels_AreWhatEvaluateTakes()
    {
        var run = cli.Run(
            "pdf",
            "generate",
            cli.At("salt.cif"),
            cli.At("bad.cif"),
            "--groups",
            "225,227",
            "--out",
            cli.At("x.csv.gz"),
            "--labels",
            cli.At("y.csv")
        );
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("bad.cif");
        File.ReadAllLines(cli.At("y.csv")).ShouldBe(["mp_id,space_group", "NaCl,225"]);
        var judged = cli.Run(
            "pdf",
            "evaluate",
            ModelPlaces.Model("pdf-spacegroup"),
            cli.At("x.csv.gz"),
            "--labels",
            cli.At("y.csv"),
            "--json"
        );
        judged.Code.ShouldBe(0);
        judged.Documents()[0].GetProperty("accuracy").GetProperty("value").GetDouble().ShouldBe(1);
        cli.Run("pdf", "generate", cli.At("salt.cif"), "--groups", "2", "--out", cli.At("none.csv"), "--labels", cli.At("none-labels.csv"))
            .Code.ShouldBe(1);
        File.Exists(cli.At("none.csv")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, "pdf", "generate", "x.cif", "--groups", "2,999", "--out", "a.csv", "--labels", "b.csv")]
    [InlineData(2, "pdf", "identify", "x.gr", "--top", "0")]
    [InlineData(2, "pdf", "evaluate", "model", "x.csv")]
    [InlineData(1, "pdf", "train", "missing.json", "--out", "runs/none")]
    [InlineData(1, "pdf", "identify", "x.gr", "--library", "missing.cif")]
    [InlineData(1, "pdf", "evaluate", "missing", "x.csv", "--labels", "y.csv")]
    public void Run_WrongUseOrMissingFile_IsOneLine(int code, params string[] args)
    {
        var run = cli.Run(args);
        run.Code.ShouldBe(code);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }
}
