using Debye.TestSupport;

namespace Debye.Cli.Tests;

/// <summary>The commands that train refuse a folder in which something would be lost.</summary>
public sealed class TrainFolderTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Theory]
    [InlineData("xrd", "train", "xrd-spacegroup", "last.safetensors")]
    [InlineData("pdf", "train", "pdf-seed8", "network-0/last.safetensors")]
    [InlineData("eis", "train", "eis-circuit", "examples.safetensors")]
    [InlineData("crystal", "train", "crystal-bandgap", "member-0/last.safetensors")]
    [InlineData("spectra", "train", "spectra-sample", ".debye-checkpoints/member-0/last.safetensors")]
    [InlineData("spectra", "pretrain", "spectra-base", "last.safetensors")]
    public void Train_FolderHoldsATraining_IsOneLineThatSaysWhatHelps(string technique, string verb, string recipe, string trace)
    {
        var folder = Directory.CreateDirectory(cli.At($"held-{recipe}")).FullName;
        var file = Path.Combine(folder, trace);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "hours of work");
        var path = Path.Combine(SharedData.RepositoryRoot, "recipes", recipe + ".json");
        var run = cli.Run(technique, verb, path, "--out", folder);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem()
            .ShouldBe(
                $"debye: {folder} already holds a training: --resume goes on with it, --overwrite discards it; or name another folder"
            );
        File.ReadAllText(file).ShouldBe("hours of work");
        cli.Run(technique, verb, path, "--out", folder, "--resume", "--overwrite").Problems.Single().ShouldContain("exclude each other");
    }

    [Fact]
    public void Train_Overwrite_BeginsAnewButNotByAWrongRecipe()
    {
        var (folder, recipe) = (cli.At("again"), Path.Combine(SharedData.RepositoryRoot, "recipes", "spectra-sample.json"));
        cli.Run("spectra", "train", recipe, "--out", folder).Code.ShouldBe(0);
        cli.Run("spectra", "train", recipe, "--out", folder).Code.ShouldBe(2);
        File.WriteAllText(cli.At("wrong.json"), "{ \"technique\": \"spectra\" }");
        cli.Run("spectra", "train", cli.At("wrong.json"), "--out", folder, "--overwrite").Code.ShouldBe(1);
        File.Exists(Path.Combine(folder, "config.json")).ShouldBeTrue();
        cli.Run("spectra", "train", recipe, "--out", folder, "--overwrite").Code.ShouldBe(0);
        File.Exists(Path.Combine(folder, "config.json")).ShouldBeTrue();
    }
}
