namespace Debye.Cli.Tests;

public sealed class XrdDataTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Generate_SameSeed_SameCrystalsOnAnyNumberOfThreads()
    {
        var one = cli.Run("xrd", "generate", "--count", "6", "--seed", "3", "--threads", "1");
        var two = cli.Run("xrd", "generate", "--count", "6", "--seed", "3", "--threads", "3");
        one.Code.ShouldBe(0);
        one.Lines.Length.ShouldBe(6);
        two.Output.ShouldBe(one.Output);
        cli.Run("xrd", "generate", "--count", "6", "--seed", "4").Output.ShouldNotBe(one.Output);
    }

    [Fact]
    public void Generate_WithPatterns_LinesHoldCrystalAndPattern()
    {
        var file = cli.At("patterns.jsonl.gz");
        cli.Run("xrd", "generate", "--space-group", "62", "--count", "2", "--patterns", "--imperfect", "--out", file).Code.ShouldBe(0);
        File.Exists(file + ".part").ShouldBeFalse();
        var symmetry = cli.Run("crystal", "symmetry", file, "--json").Documents();
        symmetry.Length.ShouldBe(2);
        symmetry[0].GetProperty("spaceGroup").GetInt32().ShouldBe(62);
        var line = cli.Run("xrd", "generate", "--space-group", "62", "--patterns").Documents()[0];
        line.GetProperty("pattern").GetProperty("intensities").GetArrayLength().ShouldBe(4251);
        line.GetProperty("spaceGroup").GetInt32().ShouldBe(62);
    }

    [Fact]
    public void Statistics_OfGeneratedCrystals_CanBeSampledAgain()
    {
        cli.Run("xrd", "generate", "--space-group", "194", "--count", "12", "--out", cli.At("hexagonal.jsonl")).Code.ShouldBe(0);
        var run = cli.Run(
            "xrd",
            "statistics",
            cli.At("hexagonal.jsonl"),
            "--source",
            "generated",
            "--json",
            "--out",
            cli.At("statistics.json.gz")
        );
        run.Code.ShouldBe(0);
        run.Documents()[0].GetProperty("structures").GetInt32().ShouldBe(12);
        cli.Run("xrd", "generate", "--space-group", "194", "--statistics", cli.At("statistics.json.gz")).Code.ShouldBe(0);
        cli.Run("xrd", "generate", "--space-group", "225", "--statistics", cli.At("statistics.json.gz")).Code.ShouldBe(2);
    }

    [Fact]
    public void Train_FewSteps_MakesAModelThatIdentifies()
    {
        File.WriteAllText(
            cli.At("recipe.json"),
            """
            { "structureShare": 0, "validationCount": 100,
              "network": { "length": 256, "stemChannels": 4, "stemKernel": 8, "stages": [ { "channels": 4, "stride": 4, "blocks": 0 } ],
              "headChannels": 4, "hidden": 8 },
              "training": { "steps": 3, "batchSize": 8, "validateEvery": 3 } }
            """
        );
        var run = cli.Run("xrd", "train", cli.At("recipe.json"), "--out", cli.At("trained"), "--threads", "2", "--json");
        run.Error.ShouldContain("parameters");
        run.Code.ShouldBe(0, run.Error);
        run.Documents()[0].GetProperty("step").GetInt32().ShouldBe(3);
        cli.Run("xrd", "identify", cli.At("salt.xy"), "--model", cli.At("trained"), "--library", "none").Code.ShouldBe(0);
        cli.Run("xrd", "train", cli.At("recipe.json"), "--out", cli.At("trained")).Code.ShouldBe(2);
    }
}
