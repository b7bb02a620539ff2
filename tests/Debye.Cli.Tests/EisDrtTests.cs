namespace Debye.Cli.Tests;

public sealed class EisDrtTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private string Simulated(string name)
    {
        cli.Run([
                "eis",
                "simulate",
                "--circuit",
                "R0-p(R1,CPE1)",
                "--parameters",
                "R0=10,R1=100,CPE1_0=1e-4,CPE1_1=0.9",
                "--noise",
                "0.003",
                "--frequencies",
                "1e-2:1e5:50",
                "--out",
                cli.At(name),
            ])
            .Code.ShouldBe(0);
        return cli.At(name);
    }

    [Fact]
    public void Drt_Json_FollowsContract()
    {
        var file = Simulated("arc.csv");
        var document = cli.Run("eis", "drt", file, "--json", "--samples", "100").Documents().ShouldHaveSingleItem();
        document.GetProperty("input").GetString().ShouldBe(file);
        document.GetProperty("method").GetString().ShouldBe("gcv");
        var count = document.GetProperty("tauSeconds").GetArrayLength();
        foreach (var key in (string[])["gammaOhm", "gammaLowOhm", "gammaHighOhm"])
            document.GetProperty(key).GetArrayLength().ShouldBe(count);
        foreach (var key in (string[])["residualReal", "residualImaginary"])
            document.GetProperty(key).GetArrayLength().ShouldBe(50);
        document.GetProperty("resistanceOhm").GetDouble().ShouldBe(10, 0.5);
        document.GetProperty("lambda").GetDouble().ShouldBeGreaterThan(0);
        var peak = document.GetProperty("peaks").EnumerateArray().MaxBy(item => item.GetProperty("resistanceOhm").GetDouble());
        // Beyond the lowest frequency (τ = 16 s) noise may pass for slow processes.
        document
            .GetProperty("peaks")
            .EnumerateArray()
            .Where(item => item.GetProperty("tauSeconds").GetDouble() < 16)
            .Sum(item => item.GetProperty("resistanceOhm").GetDouble())
            .ShouldBe(100, 4);
        peak.GetProperty("resistanceOhm").GetDouble().ShouldBe(100, 15);
        peak.GetProperty("tauSeconds").GetDouble().ShouldBe(Math.Pow(0.01, 1 / 0.9), 0.001);
        document.GetProperty("notes").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Drt_TextAndPlot_AreForPeople()
    {
        var run = cli.Run("eis", "drt", Simulated("plot.csv"), "--method", "1e-3", "--samples", "100", "--plot", cli.At("drt.svg"));
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("λ 0.001 (given)");
        run.Output.ShouldContain("polarisation");
        var text = System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("drt.svg"))).Root!.Value;
        foreach (var label in (string[])["τ (s)", "γ (Ω)", "credible band"])
            text.ShouldContain(label);
    }

    [Fact]
    public void Drt_BadInput_OthersAreDone()
    {
        File.WriteAllText(cli.At("short.csv"), "1,1,-2\n2,1,-1\n");
        var run = cli.Run("eis", "drt", cli.At("short.csv"), Simulated("good.csv"), "--samples", "0", "--json");
        run.Code.ShouldBe(1);
        run.Documents().ShouldHaveSingleItem();
        run.Error.ShouldContain("at least 6 points, got 2");
    }

    [Theory]
    [InlineData("--method", "magic")]
    [InlineData("--tau", "1:2")]
    [InlineData("--samples", "5")]
    [InlineData("--inductance", "maybe")]
    public void Drt_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(["eis", "drt", "x.csv", .. args]);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }
}
