using System.Text.RegularExpressions;

namespace Debye.Cli.Tests;

public sealed partial class SpectraIdentifyTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Identify_TableJson_OneDocumentForEachSpectrum()
    {
        var table = cli.Table("fresh.csv", 2, 9, "clay", "lime", "sand", "zinc");
        var run = cli.Run("spectra", "identify", table, "--model", cli.SpectraModel(), "--json", "--top", "2", "--coverage", "0.8");
        (run.Code, run.Error).ShouldBe((0, ""));
        var answers = run.Documents();
        answers.Select(answer => answer.GetProperty("input").GetString()).ShouldBe(Enumerable.Range(1, 8).Select(i => $"{table}#{i}"));
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i)))
        {
            answer.GetProperty("model").GetString().ShouldBe("lines");
            answer.GetProperty("coverage").GetDouble().ShouldBe(0.8);
            answer.GetProperty("detector").GetString().ShouldBe("nearest-neighbour");
            answer.GetProperty("isUnknown").GetBoolean().ShouldBe(i >= 6);
            (answer.GetProperty("unknownScore").GetDouble() > answer.GetProperty("threshold").GetDouble()).ShouldBe(i >= 6);
            answer.GetProperty("notes").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldContain("states no unit");
            var candidates = answer.GetProperty("candidates").EnumerateArray().ToArray();
            candidates.Length.ShouldBe(2);
            candidates[0]
                .GetProperty("probability")
                .GetDouble()
                .ShouldBeGreaterThanOrEqualTo(candidates[1].GetProperty("probability").GetDouble());
            if (i >= 6)
                continue;
            candidates[0].GetProperty("label").GetString().ShouldBe(((string[])["clay", "lime", "sand"])[i / 2]);
            answer.GetProperty("predictionSet")[0].GetString().ShouldBe(candidates[0].GetProperty("label").GetString());
        }
    }

    [Fact]
    public void Identify_GammaFiles_AxisTakenAsStatedOrAsInTraining()
    {
        string[] inputs = [cli.Spe("calibrated.SPE", "lime", 5), cli.Spe("bare.SPE", "lime", 5, isCalibrated: false)];
        var answers = cli.Run(["spectra", "identify", .. inputs, "-m", cli.SpectraModel(), "--json"]).Documents();
        answers[0].GetProperty("notes").GetArrayLength().ShouldBe(0);
        answers[1].GetProperty("notes").EnumerateArray().Last().GetString()!.ShouldContain("states no axis");
        answers[0].GetProperty("candidates").GetRawText().ShouldBe(answers[1].GetProperty("candidates").GetRawText());
        answers[0].GetProperty("candidates")[0].GetProperty("label").GetString().ShouldBe("lime");
    }

    [Fact]
    public void Identify_FolderAndStandardInput_SameAsFiles()
    {
        var first = cli.Spe("many/a.SPE", "clay", 6);
        cli.Table("many/b.csv", 1, 7, "sand");
        var run = cli.Run("spectra", "identify", cli.At("many"), "-m", cli.SpectraModel());
        run.Code.ShouldBe(0);
        run.Output.ShouldContain($"{first}  (model lines)");
        run.Output.ShouldContain("90% prediction set  clay\n");
        run.Output.ShouldContain($"{cli.At("many/b.csv")}#1  (model lines)");
        var piped = cli.RunWith(File.ReadAllText(first), "spectra", "identify", "-", "-m", cli.SpectraModel(), "--json")
            .Documents()
            .ShouldHaveSingleItem();
        piped.GetProperty("input").GetString().ShouldBe("standard input");
        piped.GetProperty("candidates")[0].GetProperty("label").GetString().ShouldBe("clay");
    }

    [Fact]
    public void Identify_BadAmongGood_OthersGoOnAndReportListsIt()
    {
        var cut = cli.Write("cut.SPE", "$DATA:\n0 59\n1\n2\n");
        var other = cli.Write(
            "other-axis.csv",
            "keV,counts\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{7 * i},{i}")) + "\n"
        );
        var raman = cli.Write(
            "raman.csv",
            "cm-1,counts\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{10 * i},{i}")) + "\n"
        );
        var good = cli.Spe("good.SPE", "sand", 8);
        var run = cli.Run(
            "spectra",
            "identify",
            cut,
            other,
            cli.At("nothere.csv"),
            raman,
            good,
            "-m",
            cli.SpectraModel(),
            "--json",
            "--out",
            cli.At("answers.jsonl"),
            "--report",
            cli.At("report.html")
        );
        (run.Code, run.Output).ShouldBe((1, ""));
        run.Error.ShouldNotContain("   at ");
        run.Problems.Length.ShouldBe(4);
        run.Problems[0].ShouldContain("cut.SPE:");
        run.Problems[1].ShouldContain("other-axis.csv");
        run.Problems[2].ShouldContain("nothere.csv");
        run.Problems[3].ShouldContain("PerCentimetre");
        File.ReadAllLines(cli.At("answers.jsonl")).ShouldHaveSingleItem().ShouldContain("\"label\":\"sand\"");
        Directory.GetFiles(cli.Folder, "*.part").ShouldBeEmpty();
        var page = File.ReadAllText(cli.At("report.html"));
        foreach (var part in (string[])["<svg", "good.SPE", "nothere.csv", "raman.csv", "cut.SPE", "sand"])
            page.ShouldContain(part);
        Loads().IsMatch(page).ShouldBeFalse();
    }

    [Fact]
    public void Identify_NothingReadable_NoFileAppears()
    {
        var run = cli.Run("spectra", "identify", cli.At("noise.txt"), "-m", cli.SpectraModel(), "--out", cli.At("nothing.txt"));
        (run.Code, run.Output).ShouldBe((1, ""));
        run.OneProblem().ShouldContain("noise.txt");
        File.Exists(cli.At("nothing.txt")).ShouldBeFalse();
        File.Exists(cli.At("nothing.txt.part")).ShouldBeFalse();
    }

    [Fact]
    public void Identify_NoOrOtherModel_OneLineAndCode1()
    {
        var spectrum = cli.Spe("one.SPE", "sand", 8);
        cli.Run("spectra", "identify", spectrum, "-m", cli.At("nowhere")).OneProblem().ShouldContain("config.json is missing");
        var run = cli.Run("spectra", "identify", spectrum, "-m", cli.At("model"));
        run.Code.ShouldBe(1);
        run.OneProblem().ShouldContain("expected 'spectra'");
    }

    [Theory]
    [InlineData("--top", "0")]
    [InlineData("--coverage", "1")]
    [InlineData("--threads", "0")]
    [InlineData("--covrage", "0.5")]
    public void Identify_WrongUsage_OneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["spectra", "identify", "x.SPE", "-m", "m", .. args]);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
        cli.Run("spectra", "identify", "x.SPE").Code.ShouldBe(2);
    }

    [GeneratedRegex(
        """(src|href|url\(|@import)\s*=?\s*["'(]?\s*(https?:)?//""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Loads();
}
