namespace Debye.Cli.Tests;

public sealed class EisGenerateTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Generate_TwoCircuits_TakeTurnsAndKeepRanges()
    {
        var run = cli.Run("eis", "generate", "-c", "R0{?/5/6}-C1", "-c", "R(RQ)", "--count", "6", "--noise", "1e-3:0.01", "--drift", "0.5");
        run.Code.ShouldBe(0);
        var spectra = run.Documents();
        spectra.Length.ShouldBe(6);
        spectra[0].GetProperty("circuit").GetString().ShouldBe("R0-C1");
        spectra[1].GetProperty("circuit").GetString().ShouldBe("R0-p(R1,CPE0)");
        spectra[2].GetProperty("parameters").GetProperty("R0").GetDouble().ShouldBeInRange(5, 6);
        spectra[3].GetProperty("realOhm").GetArrayLength().ShouldBe(spectra[3].GetProperty("frequencyHertz").GetArrayLength());
    }

    [Fact]
    public void Generate_AnyThreads_SameSpectra()
    {
        string Run(string threads, string seed) =>
            cli.Run(
                "eis",
                "generate",
                "-c",
                "R(RQ)",
                "--count",
                "20",
                "--noise",
                "1e-3:0.01",
                "--outliers",
                "0.5",
                "--threads",
                threads,
                "--seed",
                seed
            ).Output;
        Run("1", "1").ShouldBe(Run("4", "1"));
        Run("1", "2").ShouldNotBe(Run("1", "1"));
    }

    [Fact]
    public void Generate_LineOfIt_CanBeRead()
    {
        var line = cli.Run("eis", "generate", "-c", "R0{10}-p(R1{100},CPE1{1e-5,0.9})").Output;
        File.WriteAllText(cli.At("one.json"), line);
        var fit = cli.Run("eis", "fit", cli.At("one.json"), "--circuit", "R0-p(R1,CPE1)", "--json").Documents().ShouldHaveSingleItem();
        fit.GetProperty("parameters")[1].GetProperty("value").GetDouble().ShouldBe(100, 0.01);
    }

    [Theory]
    [InlineData("--noise", "2")]
    [InlineData("--noise", "0.1:0.01")]
    [InlineData("--drift", "3")]
    [InlineData("--count", "0")]
    public void Generate_BadOption_IsUsage(string option, string value)
    {
        var run = cli.Run("eis", "generate", "-c", "R(RQ)", option, value);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldContain(option);
    }
}
