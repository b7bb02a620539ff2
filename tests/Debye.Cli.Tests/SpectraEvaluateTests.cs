using System.Text.Json;

namespace Debye.Cli.Tests;

public sealed class SpectraEvaluateTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Evaluate_PackageAsItIs_KnownAcceptedUnknownRefused()
    {
        var table = cli.Table("judge.csv", 4, 5, "clay", "lime", "sand", "zinc");
        var split = Splits(cli.Run("spectra", "evaluate", cli.SpectraModel(), table, "--json")).ShouldHaveSingleItem();
        (
            split.GetProperty("knownSpectra").GetInt32(),
            split.GetProperty("accuracy").GetDouble(),
            split.GetProperty("unknownRefused").GetDouble()
        ).ShouldBe((12, 1, 1));
        split.TryGetProperty("trainingSpectra", out _).ShouldBeFalse();
        split.GetProperty("labels").EnumerateArray().Select(label => label.GetString()).ShouldBe(["clay", "lime", "sand", "zinc"]);
        split.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("spectra").GetInt32()).ShouldBe(12);
        var text = cli.Run("spectra", "evaluate", cli.SpectraModel(), table);
        text.Code.ShouldBe(0);
        text.Output.ShouldContain("| unknown refused | 1.0000 | 1.0000 |");
        text.Output.ShouldContain("| lime | 4 | 1.0000 | 1.0000 |");
        text.Output.ShouldContain("| clay-0 | clay | 4 | 4 |");
    }

    [Fact]
    public void Evaluate_UnknownOnly_FiguresOfKnownAreLeftOut()
    {
        var split = Splits(cli.Run("spectra", "evaluate", cli.SpectraModel(), cli.Table("zinc.csv", 3, 5, "zinc"), "--json"))[0];
        split.GetProperty("unknownRefused").GetDouble().ShouldBe(1);
        foreach (var figure in (string[])["accuracy", "knownAccepted", "totalSensitivity"])
            split.TryGetProperty(figure, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("random", 3, 18, 6)]
    [InlineData("given", 1, 18, 6)]
    [InlineData("grouped", 6, 20, 4)]
    [InlineData("classes", 3, 12, 4)]
    public void Evaluate_Split_TrainsOnOnePartAndJudgesOnTheOther(string kind, int splits, int training, int known)
    {
        var recipe = cli.Recipe("split.json", cli.Table("split.csv", 8, 1));
        var run = cli.Run("spectra", "evaluate", recipe, recipe, "--split", kind, "--repeats", "3", "--test-share", "0.25", "--json");
        run.Problems.Length.ShouldBe(splits);
        var results = Splits(run);
        results.Length.ShouldBe(splits);
        foreach (var result in results)
        {
            (result.GetProperty("trainingSpectra").GetInt32(), result.GetProperty("knownSpectra").GetInt32()).ShouldBe((training, known));
            result.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.7);
            result.TryGetProperty("unknownRefused", out _).ShouldBe(kind == "classes");
        }

        cli.Run(
                "spectra",
                "evaluate",
                recipe,
                recipe,
                "--split",
                kind,
                "--repeats",
                "3",
                "--test-share",
                "0.25",
                "--json",
                "--threads",
                "1"
            )
            .Output.ShouldBe(run.Output);
    }

    [Fact]
    public void Evaluate_PackageWithSplit_TrainsAnewByItsRecipe()
    {
        var results = Splits(
            cli.Run("spectra", "evaluate", cli.SpectraModel(), cli.At("lines.json"), "--split", "random", "--repeats", "2", "--json")
        );
        results.Length.ShouldBe(2);
        results[0].GetProperty("trainingSpectra").GetInt32().ShouldBeLessThan(36);
        // A recipe without --split is judged by random splits.
        Splits(cli.Run("spectra", "evaluate", cli.At("lines.json"), cli.At("lines.csv"), "--repeats", "1", "--json"))[0]
            .GetProperty("split")
            .GetString()!
            .ShouldStartWith("stratified");
    }

    [Fact]
    public void Evaluate_BadData_OneLineAndCode1()
    {
        var (model, table) = (cli.SpectraModel(), cli.Table("few.csv", 4, 2));
        var bare = cli.Write("bare.csv", File.ReadAllText(table).Replace("label,", "mineral,", StringComparison.Ordinal));
        var unsplit = cli.Write("unsplit.csv", File.ReadAllText(table).Replace(",split,", ",part,", StringComparison.Ordinal));
        Directory.CreateDirectory(cli.At("hollow"));
        Problem(model, bare).ShouldContain("has no label");
        Problem(model, cli.At("nothere.csv")).ShouldContain("nothere.csv");
        Problem(cli.At("nowhere"), table).ShouldContain("nowhere");
        Problem(model, cli.At("noise.txt")).ShouldContain("noise.txt");
        Problem(model, cli.At("hollow")).ShouldContain("at least one spectrum");
        Problem(model, unsplit, "--split", "given").ShouldContain("no such column");
        Problem(model, cli.Table("one-each.csv", 1, 2), "--split", "random").ShouldContain("'clay'");
        Problem(cli.At("model"), table).ShouldContain(cli.At("model"));

        string Problem(params string[] args)
        {
            var run = cli.Run(["spectra", "evaluate", .. args]);
            (run.Code, run.Output).ShouldBe((1, ""));
            return run.OneProblem();
        }
    }

    [Theory]
    [InlineData("--split", "half")]
    [InlineData("--repeats", "0")]
    [InlineData("--test-share", "1")]
    [InlineData("--fold", "3")]
    public void Evaluate_WrongUsage_OneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["spectra", "evaluate", "m", "d.csv", .. args]);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }

    private static JsonElement[] Splits(CliResult run)
    {
        run.Code.ShouldBe(0, run.Error);
        return [.. run.Documents().ShouldHaveSingleItem().GetProperty("splits").EnumerateArray()];
    }
}
