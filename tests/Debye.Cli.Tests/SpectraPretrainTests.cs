namespace Debye.Cli.Tests;

public sealed class SpectraPretrainTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private const string Recipe = """
        {
          "objective": "materials", "materials": { "lineInstruments": 1, "materialsPerInstrument": 3, "diffractionCrystals": 0,
          "pairDistributionCrystals": 0, "circuits": 0 },
          "image": { "size": 16 }, "network": { "stemChannels": 4, "blocks": [ { "channels": 8, "stride": 2 } ] }, "validationCount": 16,
          "training": { "steps": 4, "batchSize": 8, "validateEvery": 4 }
        }
        """;

    [Fact]
    public void Pretrain_SmallRecipe_WritesABaseAndASummary()
    {
        var (recipe, folder) = (cli.At("recipe.json"), cli.At("base"));
        File.WriteAllText(recipe, Recipe);
        var run = cli.Run(["spectra", "pretrain", recipe, "--out", folder, "--threads", "2", "--json"]);
        run.Code.ShouldBe(0, run.Error);
        var summary = run.Documents().ShouldHaveSingleItem();
        summary.GetProperty("materials").GetInt32().ShouldBe(3);
        summary.GetProperty("transfer").GetProperty("accuracy").GetDouble().ShouldBeInRange(0, 1);
        File.Exists(Path.Combine(folder, "model.safetensors")).ShouldBeTrue();
        var again = cli.Run(["spectra", "pretrain", recipe, "--out", folder]);
        again.Code.ShouldBe(2);
        again.Problems.ShouldHaveSingleItem().ShouldContain("--resume");
    }

    [Fact]
    public void Pretrain_WrongRecipe_IsOneLine()
    {
        File.WriteAllText(cli.At("wrong.json"), """{ "technique": "spectra", "dropout": 3 }""");
        var run = cli.Run(["spectra", "pretrain", cli.At("wrong.json"), "--out", cli.At("nothing")]);
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("dropout is 3");
        cli.Run(["spectra", "pretrain", cli.At("missing.json"), "--out", cli.At("nothing")]).Code.ShouldBe(1);
        cli.Run(["spectra", "pretrain"]).Code.ShouldBe(2);
    }
}
