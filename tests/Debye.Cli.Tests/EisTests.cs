using System.Globalization;

namespace Debye.Cli.Tests;

public sealed class EisTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private string Simulated(string name, params string[] more)
    {
        cli.Run([
                "eis",
                "simulate",
                "--circuit",
                "R0-p(R1,CPE1)",
                "--parameters",
                "R0=10,R1=100,CPE1_0=1e-5,CPE1_1=0.9",
                "--out",
                cli.At(name),
                .. more,
            ])
            .Code.ShouldBe(0);
        return cli.At(name);
    }

    [Fact]
    public void Simulate_Csv_HasFrequenciesAndLimits()
    {
        var lines = File.ReadAllLines(Simulated("clean.csv", "--frequencies", "1e-3:1e7:51"));
        lines.Length.ShouldBe(52);
        lines[1].ShouldStartWith("0.001,");
        double Real(string line) => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture);
        Real(lines[1]).ShouldBe(110, 0.1);
        Real(lines[^1]).ShouldBe(10, 0.1);
    }

    [Fact]
    public void Simulate_Seed_DecidesNoise()
    {
        string Run(string seed) => cli.Run("eis", "simulate", "--circuit", "R{5}", "--noise", "0.01", "--json", "--seed", seed).Output;
        Run("1").ShouldBe(Run("1"));
        Run("1").ShouldNotBe(Run("2"));
    }

    [Fact]
    public void Fit_Json_FollowsContract()
    {
        var file = Simulated("noisy.csv", "--noise", "0.005");
        var document = cli.Run("eis", "fit", file, "--circuit", "R(RQ)", "--json").Documents().ShouldHaveSingleItem();
        document.GetProperty("input").GetString().ShouldBe(file);
        document.GetProperty("circuit").GetString().ShouldBe("R0-p(R1,CPE0)");
        document.GetProperty("status").GetString().ShouldBe("converged");
        document.GetProperty("points").GetInt32().ShouldBe(60);
        foreach (var key in (string[])["chiSquared", "aicc", "bic"])
            document.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Number);
        var parameters = document.GetProperty("parameters").EnumerateArray().ToArray();
        parameters.Select(parameter => parameter.GetProperty("name").GetString()).ShouldBe(["R0", "R1", "CPE0_0", "CPE0_1"]);
        var charge = parameters[1];
        charge.GetProperty("unit").GetString().ShouldBe("Ω");
        charge.GetProperty("value").GetDouble().ShouldBe(100, 2);
        charge.GetProperty("standardError").GetDouble().ShouldBeInRange(0.01, 1);
        charge.GetProperty("interval")[0].GetDouble().ShouldBeLessThan(charge.GetProperty("value").GetDouble());
        charge.GetProperty("interval")[1].GetDouble().ShouldBeGreaterThan(charge.GetProperty("value").GetDouble());
    }

    [Fact]
    public void Fit_ManyInputsOneBad_OthersAreDone()
    {
        File.WriteAllText(cli.At("zero.csv"), "0,1,2\n1,2,3\n");
        File.WriteAllText(cli.At("nan.csv"), "1,1,2\n2,NaN,3\n");
        File.WriteAllText(cli.At("one.csv"), "1,1,2\n");
        var run = cli.Run(
            "eis",
            "fit",
            cli.At("zero.csv"),
            cli.At("nan.csv"),
            cli.At("one.csv"),
            cli.At("missing.csv"),
            cli.At("noise.txt"),
            Simulated("good.csv"),
            "--circuit",
            "R0-p(R1,CPE1)",
            "--json"
        );
        run.Code.ShouldBe(1);
        run.Documents().ShouldHaveSingleItem();
        run.Problems.Length.ShouldBe(5);
        run.Error.ShouldContain("zero.csv:1");
        run.Error.ShouldContain("nan.csv:2");
        run.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public void Fit_Plot_ShowsAllFigures()
    {
        cli.Run("eis", "fit", Simulated("plot.csv"), "--circuit", "R0-p(R1,CPE1)", "--plot", cli.At("fit.svg")).Code.ShouldBe(0);
        var text = System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("fit.svg"))).Root!.Value;
        foreach (var label in (string[])["Z′ (Ω)", "|Z| (Ω)", "f (Hz)", "Residuals"])
            text.ShouldContain(label);
    }

    [Fact]
    public void Validate_Json_FollowsContract()
    {
        var document = cli.Run("eis", "validate", Simulated("valid.csv", "--noise", "0.001"), "--json").Documents().ShouldHaveSingleItem();
        document.GetProperty("M").GetInt32().ShouldBeGreaterThan(1);
        document.GetProperty("mu").GetDouble().ShouldBeInRange(-10, 1);
        document.GetProperty("valid").GetBoolean().ShouldBeTrue();
        document.GetProperty("residualReal").GetArrayLength().ShouldBe(60);
        document.GetProperty("residualImaginary").GetArrayLength().ShouldBe(60);
        foreach (var key in (string[])["flags", "variants", "notes"])
            document.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
        foreach (var key in (string[])["frequencyHertz", "modulusOhm", "residual"])
            document.GetProperty("zhit").GetProperty(key).GetArrayLength().ShouldBe(60);
    }

    [Fact]
    public void Validate_Plot_ShowsResidualsAndModulus()
    {
        cli.Run("eis", "validate", Simulated("shown.csv", "--noise", "0.001"), "--plot", cli.At("validate.svg")).Code.ShouldBe(0);
        var text = System.Xml.Linq.XDocument.Parse(File.ReadAllText(cli.At("validate.svg"))).Root!.Value;
        foreach (var label in (string[])["deviation (% of |Z|)", "|Z| (Ω)", "f (Hz)", "Z-HIT"])
            text.ShouldContain(label);
    }

    [Fact]
    public void Search_Json_FollowsContract()
    {
        var document = cli.Run(
                "eis",
                "search",
                Simulated("search.csv", "--noise", "0.002"),
                "--elements",
                "R,C,CPE",
                "--top",
                "3",
                "--json"
            )
            .Documents()
            .ShouldHaveSingleItem();
        document.GetProperty("candidates").GetArrayLength().ShouldBe(3);
        var first = document.GetProperty("candidates")[0];
        first.GetProperty("circuit").GetString().ShouldBe("R0-p(R1,CPE0)");
        first.GetProperty("weight").GetDouble().ShouldBeInRange(0.5, 1);
        first.GetProperty("parameters")[0].GetProperty("name").GetString().ShouldBe("R0");
        foreach (var key in (string[])["bic", "aicc", "score", "chiSquared", "points"])
            first.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Number);
        foreach (var key in (string[])["notes", "equivalents"])
            first.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
    }

    [Fact]
    public void Fit_StandardInput_IsRead() =>
        cli.RunWith(File.ReadAllText(Simulated("input.csv")), "eis", "fit", "-", "--circuit", "R0-p(R1,CPE1)").Output.ShouldContain("R1");

    [Theory]
    [InlineData("eis", "simulate", "--circuit", "R0-X1")]
    [InlineData("eis", "simulate", "--circuit", "R0-p(R1,C1)", "--parameters", "R0=1")]
    [InlineData("eis", "simulate", "--circuit", "R0", "--parameters", "R0=-1")]
    [InlineData("eis", "simulate", "--circuit", "R0", "--parameters", "R9=1")]
    [InlineData("eis", "simulate", "--circuit", "R0{1}", "--frequencies", "0:1:5")]
    [InlineData("eis", "simulate", "--circuit", "R0{1}", "--noise", "2")]
    [InlineData("eis", "fit", "x.csv")]
    [InlineData("eis", "search", "x.csv", "--elements", "R,X")]
    [InlineData("eis", "search", "x.csv", "--elements", "C")]
    [InlineData("eis", "fit", "x.csv", "--circuit", "R0", "--guess", "R0")]
    [InlineData("eis", "fit", "x.csv", "--circuit", "R0", "--constraint", "R0>R1")]
    [InlineData("eis", "fit", "x.csv", "--circuit", "R0-R1", "--constraint", "R0=R0")]
    [InlineData("eis", "fit", "x.csv", "--circuit", "R0", "--weights", "heavy")]
    public void Run_WrongUsage_IsOneLineAndCode2(params string[] args)
    {
        var run = cli.Run(args);
        run.Code.ShouldBe(2);
        run.Problems.ShouldHaveSingleItem().ShouldNotContain("   at ");
    }
}
