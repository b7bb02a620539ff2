using System.Text.Json;

namespace Debye.Cli.Tests;

/// <summary>spectra search and spectra lrfind.</summary>
public sealed class SpectraSearchTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private const string Choices = """{ "$choose": [{ "kind": "ridge" }, { "kind": "nearest-neighbours" }] }""";

    private string Open(
        string name,
        string settings = """{ "method": "grid", "outerFolds": 2, "innerFolds": 2 }""",
        string classifier = Choices
    ) => cli.Recipe(name, cli.Table("open.csv", 12, 1), classifier, $", \"search\": {settings}");

    [Fact]
    public void Search_Json_EveryCandidateAndARecipeThatTrains()
    {
        var run = cli.Run("spectra", "search", Open("open.json"), "--out", cli.At("found"), "--json");
        run.Code.ShouldBe(0);
        var result = run.Documents().ShouldHaveSingleItem();
        result.GetProperty("folds").GetArrayLength().ShouldBe(2);
        var candidates = result.GetProperty("candidates").EnumerateArray().ToArray();
        candidates.Select(own => own.GetProperty("number").GetInt32()).Order().ShouldBe([1, 2]);
        candidates[0].GetProperty("score").GetDouble().ShouldBeGreaterThanOrEqualTo(candidates[1].GetProperty("score").GetDouble());
        var best = JsonDocument
            .Parse(File.ReadAllText(cli.At("found/best.json")))
            .RootElement.GetProperty("members")[0]
            .GetProperty("classifier")
            .GetProperty("kind")
            .GetString();
        best.ShouldBe(
            candidates[0].GetProperty("recipe").GetProperty("members")[0].GetProperty("classifier").GetProperty("kind").GetString()
        );
        cli.Run("spectra", "train", cli.At("found/best.json"), "--out", cli.At("found/model")).Code.ShouldBe(0);
        var text = cli.Run("spectra", "search", cli.At("open.json"), "--out", cli.At("found"));
        text.Output.ShouldContain("| candidate | score");
        text.Output.ShouldContain($"Best recipe: {cli.At("found/best.json")}");
    }

    [Fact]
    public void Search_StoppedAndStartedAgain_SameAnswer()
    {
        var recipe = Open("stop.json");
        var stopped = SpectraFiles.RunUntil("outer fold 1", "spectra", "search", recipe, "--out", cli.At("again"), "--json");
        (stopped.Code, stopped.Output).ShouldBe((1, ""));
        stopped.OneProblem().ShouldContain("the same command goes on");
        File.Exists(cli.At("again/best.json")).ShouldBeFalse();
        var judged = File.ReadAllLines(cli.At("again/search.jsonl"));
        judged.Length.ShouldBeGreaterThanOrEqualTo(4);
        var resumed = cli.Run("spectra", "search", recipe, "--out", cli.At("again"), "--json");
        resumed.Output.ShouldBe(cli.Run("spectra", "search", recipe, "--out", cli.At("fresh"), "--json", "--threads", "1").Output);
        File.ReadAllLines(cli.At("again/search.jsonl"))[..judged.Length].ShouldBe(judged);
    }

    [Theory]
    [InlineData("{ \"method\": \"magic\" }", Choices, "method: expected")]
    [InlineData("{ \"innerFolds\": 1 }", Choices, "search.innerFolds is 1")]
    [InlineData("{ \"rounds\": 1 }", Choices, "unknown key 'rounds'")]
    [InlineData("{}", "{ \"$choose\": [] }", "list that is not empty")]
    [InlineData("{}", "{ \"kind\": \"logistic-regression\", \"penalty\": { \"$uniform\": [0, 1] } }", "a grid searches over lists")]
    [InlineData("{}", "{ \"$choose\": [{ \"kind\": \"magic\" }] }", "unknown kind 'magic'")]
    [InlineData("{}", "{ \"$choose\": [{ \"penalty\": 1 }] }", "expected a \"kind\"")]
    [InlineData("{}", "{ \"kind\": \"mini-rocket\", \"features\": { \"$choose\": [1] } }", "features: Expected")]
    public void Search_Mistake_OneLineNamesTheRecipe(string settings, string classifier, string expected)
    {
        var run = cli.Run("spectra", "search", Open("wrong.json", settings, classifier), "--out", cli.At("unfound"));
        (run.Code, run.Output).ShouldBe((1, ""));
        run.OneProblem().ShouldContain(expected);
        run.Error.ShouldContain("wrong.json");
        Directory.Exists(cli.At("unfound")).ShouldBeFalse();
    }

    [Fact]
    public void Search_NoPartSearchOrNoFile_OneLine()
    {
        cli.Run("spectra", "search", cli.Recipe("closed.json", cli.Table("open.csv", 12, 1)), "--out", cli.At("unfound"))
            .OneProblem()
            .ShouldContain("'search' is missing");
        cli.Run("spectra", "search", cli.At("nothere.json"), "--out", cli.At("unfound")).OneProblem().ShouldContain("no such file");
        cli.Run("spectra", "search", cli.At("nothere.json")).Code.ShouldBe(2);
    }

    [Fact]
    public void Lrfind_Plot_EveryStepInTheDocumentAndAFigure()
    {
        var recipe = cli.Recipe("rates.json", cli.Table("rates.csv", 6, 1), SpectraFiles.Network);
        var run = cli.Run(
            "spectra",
            "lrfind",
            recipe,
            "--start",
            "1e-5",
            "--end",
            "100",
            "--updates",
            "30",
            "--plot",
            cli.At("rates.svg"),
            "--json"
        );
        (run.Code, run.Error).ShouldBe((0, ""));
        var curve = run.Documents().ShouldHaveSingleItem();
        var steps = curve.GetProperty("rates").GetArrayLength();
        steps.ShouldBeInRange(10, 31);
        curve.GetProperty("losses").GetArrayLength().ShouldBe(steps);
        curve.GetProperty("smoothed").GetArrayLength().ShouldBe(steps);
        curve.GetProperty("rates")[0].GetDouble().ShouldBe(1e-5, 1e-9);
        if (curve.GetProperty("status").GetString() == "Found")
            curve.GetProperty("higher").GetDouble().ShouldBeGreaterThanOrEqualTo(curve.GetProperty("lower").GetDouble());
        System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("rates.svg"))).Root!.Value.ShouldContain("learning rate");
        // A loss that runs away must not spoil the document.
        cli.Run("spectra", "lrfind", recipe, "--start", "1", "--end", "1e30", "--updates", "40", "--json")
            .Documents()
            .ShouldHaveSingleItem();
        cli.Run("spectra", "lrfind", recipe, "--updates", "12").Output.ShouldContain("steps)");
    }

    [Fact]
    public void Lrfind_NoNetwork_OneLine()
    {
        var recipe = cli.Recipe("ridge.json", cli.Table("rates.csv", 6, 1));
        cli.Run("spectra", "lrfind", recipe).OneProblem().ShouldContain("no member is a network");
        cli.Run("spectra", "lrfind", recipe, "--member", "2").OneProblem().ShouldContain("there are 1 members");
        cli.Run("spectra", "lrfind", cli.At("nothere.json")).OneProblem().ShouldContain("nothere.json");
    }

    [Theory]
    [InlineData("--member", "0")]
    [InlineData("--start", "0")]
    [InlineData("--start", "5", "--end", "1")]
    [InlineData("--updates", "1")]
    [InlineData("--rate", "1")]
    public void Lrfind_WrongUsage_OneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["spectra", "lrfind", "r.json", .. args]);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }
}
