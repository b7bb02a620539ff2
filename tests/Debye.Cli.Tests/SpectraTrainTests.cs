using System.Text.Json;

namespace Debye.Cli.Tests;

public sealed class SpectraTrainTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private const string Good = """
        {
          "data": { "spectra": ["table.csv"], "axisUnit": "kiloElectronVolt" },
          "members": [{ "preprocessing": [{ "kind": "log" }], "classifier": { "kind": "ridge" } }],
          "folds": 3
        }
        """;

    [Fact]
    public void Train_Json_SummaryAndWholePackage()
    {
        var recipe = cli.Recipe("r.json", cli.Table("t.csv", 8, 1, "clay", "lime", "sand", "zinc"));
        File.WriteAllText(
            recipe,
            File.ReadAllText(recipe)
                .Replace("\"axisUnit\"", "\"unknownLabels\": [\"zinc\", \"iron\"], \"axisUnit\"", StringComparison.Ordinal)
        );
        var run = cli.Run("spectra", "train", recipe, "--out", cli.At("whole"), "--json");
        run.Code.ShouldBe(0);
        var training = run.Documents().ShouldHaveSingleItem().GetProperty("training");
        training.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.9);
        training
            .GetProperty("spectra")
            .EnumerateObject()
            .Select(pair => (pair.Name, pair.Value.GetInt32()))
            .ShouldBe([("clay", 8), ("lime", 8), ("sand", 8)]);
        training
            .GetProperty("warnings")
            .EnumerateArray()
            .Select(warning => warning.GetString()!)
            .ShouldContain(warning => warning.Contains("'iron'", StringComparison.Ordinal));
        run.Error.ShouldContain("24 spectra of 3 classes; 8 of others are left out");
        Names("whole")
            .ShouldBe([
                "README.md",
                "background.safetensors",
                "config.json",
                "gate.json",
                "gate.pipeline.json",
                "member-0.pipeline.json",
                "member-0.safetensors",
                "metrics.json",
                "package.json",
                "recipe.json",
            ]);
        var again = cli.Run("spectra", "train", recipe, "--out", cli.At("whole"));
        again.Code.ShouldBe(2);
        again.OneProblem().ShouldContain("already holds a model");
    }

    [Fact]
    public void Train_FoldersOfGammaFiles_TheFolderIsTheClass()
    {
        foreach (var material in (string[])["clay", "sand"])
            for (var i = 0; i < 4; i++)
                cli.Spe($"tree/{material}/{i}.SPE", material, (ulong)i);
        var recipe = cli.Write(
            "tree.json",
            Good.Replace("\"table.csv\"", "\"tree\"", StringComparison.Ordinal)
                .Replace("\"axisUnit\": \"kiloElectronVolt\"", "\"labelIsFolder\": true", StringComparison.Ordinal)
        );
        cli.Run("spectra", "train", recipe, "--out", cli.At("treed")).Output.ShouldContain("8 spectra of 2 classes");
        cli.Run("spectra", "evaluate", cli.At("treed"), cli.At("tree"), "--json")
            .Documents()[0]
            .GetProperty("splits")[0]
            .GetProperty("accuracy")
            .GetDouble()
            .ShouldBe(1);
    }

    [Fact]
    public void Train_OneSpectrumOfEachClass_SaysThatNothingWasCrossValidated()
    {
        cli.Table("single.csv", 1, 1);
        var run = cli.Run(
            "spectra",
            "train",
            cli.Write("single.json", Good.Replace("table.csv", "single.csv", StringComparison.Ordinal)),
            "--out",
            cli.At("single")
        );
        run.Code.ShouldBe(0);
        run.Output.ShouldNotContain("accuracy");
        run.Error.ShouldContain("nothing was cross-validated");
        cli.Run("spectra", "identify", cli.At("single.csv"), "-m", cli.At("single"), "--json")
            .Documents()
            .Select(answer => answer.GetProperty("candidates")[0].GetProperty("label").GetString())
            .ShouldBe(["clay", "lime", "sand"]);
    }

    [Theory]
    [InlineData("\"ridge\"", "\"magic\"", "mistake.json:3: members[0].classifier: unknown kind 'magic'")]
    [InlineData("\"kind\": \"ridge\"", "", "expected a \"kind\"")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"logg\"", "members[0].preprocessing[0]: unknown kind 'logg'")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"crop\", \"low\": 1", "'high'")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"crop\", \"low\": 5000, \"high\": 6000", "5000…6000")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"log\", \"floor\": 0", "floor: Expected above 0")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"segments\", \"count\": 61", "61 points")]
    [InlineData("\"kind\": \"log\"", "\"kind\": \"normalise\", \"scale\": \"liveTime\"", "live time")]
    [InlineData("\"ridge\"", "\"ridge\", \"penalty\": 1", "unknown key 'penalty'")]
    [InlineData("\"folds\": 3", "\"fold\": 3", "unknown key 'fold'")]
    [InlineData("\"folds\": 3", "\"folds\": 1", "folds is 1")]
    [InlineData("\"folds\": 3", "\"folds\": \"many\"", "folds: expected")]
    [InlineData("\"folds\": 3", "\"foldKind\": \"odd\"", "foldKind: expected")]
    [InlineData("\"folds\": 3", "\"technique\": \"xrd\"", "expected 'spectra'")]
    [InlineData("\"folds\": 3", "\"gate\": { \"detector\": {} }", "gate.detector: expected a \"kind\"")]
    [InlineData("\"folds\": 3", "\"gate\": { \"calibration\": \"none\" }", "gate.calibration: expected")]
    [InlineData("{ \"preprocessing\": [{ \"kind\": \"log\" }], \"classifier\": { \"kind\": \"ridge\" } }", "", "members is empty")]
    [InlineData("{ \"preprocessing\": [{ \"kind\": \"log\" }], \"classifier\": { \"kind\": \"ridge\" } }", "null", "null")]
    [InlineData("\"table.csv\"", "\"nothere.csv\"", "nothere.csv: cannot be opened")]
    [InlineData("\"table.csv\"", "", "data.spectra is empty")]
    [InlineData("\"table.csv\"", "\"gap.csv\"", "gap.csv:3: column 63: expected a number, found 'NaN'")]
    [InlineData("\"table.csv\"", "\"table.csv\", \"shifted.csv\"", "add a step")]
    [InlineData("\"table.csv\"", "\"negative.csv\"", "Expected values above 0 for a logarithm")]
    [InlineData("\"table.csv\"", "\"plain.csv\"", "has no label")]
    [InlineData("\"axisUnit\"", "\"labelColumns\": [\"colour\"], \"axisUnit\"", "no column 'colour'; there are: group, label, split")]
    [InlineData("\"axisUnit\"", "\"groupColumn\": \"colour\", \"axisUnit\"", "no column 'colour'")]
    [InlineData("\"axisUnit\"", "\"where\": { \"colour\": \"red\" }, \"axisUnit\"", "no column 'colour'")]
    [InlineData("\"axisUnit\"", "\"where\": { \"label\": \"clay\" }, \"axisUnit\"", "all 8 spectra are 'clay'")]
    [InlineData("\"axisUnit\"", "\"where\": { \"label\": \"zinc\" }, \"axisUnit\"", "at least 2 spectra of known classes, got 0")]
    [InlineData(
        "\"axisUnit\"",
        "\"labels\": \"nolabels.csv\", \"labelColumns\": [\"label\"], \"axisUnit\"",
        "nolabels.csv: cannot be opened"
    )]
    [InlineData("\"kiloElectronVolt\"", "\"parsec\"", "data.axisUnit: expected")]
    [InlineData("}", "", "mistake.json:")]
    public void Train_Mistake_OneLineNothingWritten(string part, string instead, string expected)
    {
        Tables();
        Good.ShouldContain(part);
        var run = cli.Run(
            "spectra",
            "train",
            cli.Write("mistake.json", Good.Replace(part, instead, StringComparison.Ordinal)),
            "--out",
            cli.At("none")
        );
        (run.Code, run.Output).ShouldBe((1, ""));
        run.OneProblem().ShouldContain(expected);
        Directory.Exists(cli.At("none")).ShouldBeFalse();
    }

    [Fact]
    public void Train_GroupedWithoutGroups_SaysWhatToName()
    {
        var table = cli.Write(
            "no-groups.csv",
            File.ReadAllText(cli.Table("grouped.csv", 8, 1)).Replace(",group,", ",batch,", StringComparison.Ordinal)
        );
        cli.Run("spectra", "train", cli.Recipe("grouped.json", table, more: ", \"foldKind\": \"grouped\""), "--out", cli.At("none"))
            .OneProblem()
            .ShouldContain("name data.groupColumn");
        var named = cli.Write(
            "named.json",
            File.ReadAllText(cli.At("grouped.json"))
                .Replace("\"axisUnit\"", "\"groupColumn\": \"batch\", \"axisUnit\"", StringComparison.Ordinal)
        );
        cli.Run("spectra", "train", named, "--out", cli.At("named")).Code.ShouldBe(0);
    }

    [Fact]
    public void Train_KindAtTheEnd_IsRead()
    {
        Tables();
        var recipe = cli.Write(
            "order.json",
            Good.Replace("\"kind\": \"ridge\"", "\"penalty\": 1, \"kind\": \"logistic-regression\"", StringComparison.Ordinal)
        );
        cli.Run("spectra", "train", recipe, "--out", cli.At("order")).Code.ShouldBe(0);
    }

    [Fact]
    public void Train_NetworkStoppedAndResumed_SameWeightsAsAtOnce()
    {
        var recipe = cli.Recipe("net.json", cli.Table("net.csv", 6, 1), SpectraFiles.Network);
        cli.Run("spectra", "train", recipe, "--out", cli.At("at-once")).Code.ShouldBe(0);
        var stopped = SpectraFiles.RunUntil("step 30", "spectra", "train", recipe, "--out", cli.At("parts"));
        (stopped.Code, stopped.Output).ShouldBe((1, ""));
        stopped.OneProblem().ShouldContain("go on with --resume");
        Names("parts").ShouldBe([".debye-checkpoints"]);
        cli.Run("spectra", "train", recipe, "--out", cli.At("parts"), "--resume").Code.ShouldBe(0);
        Names("parts").ShouldBe(Names("at-once"));
        File.ReadAllBytes(cli.At("parts/member-0.safetensors")).ShouldBe(File.ReadAllBytes(cli.At("at-once/member-0.safetensors")));
        JsonDocument
            .Parse(File.ReadAllText(cli.At("parts/metrics.json")))
            .RootElement.GetProperty("accuracy")
            .GetDouble()
            .ShouldBe(JsonDocument.Parse(File.ReadAllText(cli.At("at-once/metrics.json"))).RootElement.GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData(1, "nothere.json", "--out", "x")]
    [InlineData(2, "nothere.json")]
    [InlineData(2, "nothere.json", "--out", "x", "--seed", "-1")]
    [InlineData(2, "nothere.json", "--out", "x", "--threads", "0")]
    [InlineData(2, "nothere.json", "--out", "x", "--epochs", "5")]
    public void Train_WrongUsage_OneLine(int code, params string[] args)
    {
        var run = cli.Run(["spectra", "train", .. args]);
        run.Code.ShouldBe(code);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }

    /// <summary>A good table, and others that are not.</summary>
    private void Tables()
    {
        var lines = File.ReadAllLines(cli.Table("table.csv", 8, 1));
        cli.Write("gap.csv", string.Join('\n', lines.Select((line, i) => i == 2 ? line[..line.LastIndexOf(',')] + ",NaN" : line)) + "\n");
        cli.Write(
            "shifted.csv",
            "label,group,split,"
                + string.Join(',', Enumerable.Range(0, SpectraFiles.Points).Select(i => 10 * i + 3))
                + "\n"
                + string.Join('\n', lines[1..])
                + "\n"
        );
        cli.Write(
            "negative.csv",
            lines[0]
                + "\n"
                + string.Join(
                    '\n',
                    lines[1..].Select(line => string.Join(',', line.Split(',').Select((cell, j) => j < 3 ? cell : $"-1{cell}")))
                )
                + "\n"
        );
        cli.Write("plain.csv", string.Join('\n', lines).Replace("label,", "mineral,", StringComparison.Ordinal) + "\n");
    }

    private string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(cli.At(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
