using System.Text.Json;

namespace Debye.Cli.Tests;

/// <summary>eis identify with the shipped model.</summary>
public sealed class EisIdentifyTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private string Simulated(string name, string circuit, string parameters, params string[] more)
    {
        cli.Run(["eis", "simulate", "--circuit", circuit, "--parameters", parameters, "--out", cli.At(name), .. more]).Code.ShouldBe(0);
        return cli.At(name);
    }

    [Fact]
    public void Json_TwoClearArcs_FollowsContractAndNamesTheCircuit()
    {
        var file = Simulated(
            "arcs.csv",
            "p(R1,CPE1)-p(R2,CPE2)",
            "R1=5,CPE1_0=1e-6,CPE1_1=0.9,R2=80,CPE2_0=1e-3,CPE2_1=0.8",
            "--noise",
            "0.001"
        );
        var run = cli.Run("eis", "identify", file, "--json");
        run.Code.ShouldBe(0);
        var answer = run.Documents().ShouldHaveSingleItem();
        answer.GetProperty("input").GetString().ShouldBe(file);
        answer.GetProperty("model").GetString().ShouldBe("eis-circuit");
        answer.GetProperty("isUnknown").GetBoolean().ShouldBeFalse();
        answer.GetProperty("noise").GetProperty("level").GetDouble().ShouldBeInRange(5e-4, 2e-3);
        var candidates = answer.GetProperty("candidates");
        candidates.GetArrayLength().ShouldBe(3);
        candidates[0].GetProperty("label").GetString().ShouldBe("RCPE-RCPE");
        answer.GetProperty("predictionSet").EnumerateArray().Select(label => label.GetString()).ShouldContain("RCPE-RCPE");
        var fit = candidates[0].GetProperty("fit");
        fit.GetProperty("circuit").GetString().ShouldBe("p(R1,CPE1)-p(R2,CPE2)");
        var parameters = fit.GetProperty("parameters").EnumerateArray().ToArray();
        parameters.Length.ShouldBe(6);
        parameters
            .Where(parameter => parameter.GetProperty("name").GetString()![0] == 'R')
            .Sum(parameter => parameter.GetProperty("value").GetDouble())
            .ShouldBe(85, 2);
        answer.GetProperty("explanation").GetArrayLength().ShouldBe(5);
        answer.TryGetProperty("search", out _).ShouldBeFalse();
    }

    [Fact]
    public void Identify_SimplerCircuitThanTheListHas_SaysSo()
    {
        var file = cli.At("one-arc.csv");
        cli.Run("eis", "simulate", "--circuit", "R0{10}-p(R1{100},CPE1{1e-5,0.9})", "--noise", "0.01", "--out", file).Code.ShouldBe(0);
        var answer = cli.Run("eis", "identify", file, "--json").Documents().ShouldHaveSingleItem();
        answer.GetProperty("candidates")[0].GetProperty("label").GetString().ShouldBe("RCPE-RCPE");
        answer.GetProperty("notes").EnumerateArray().ShouldContain(note => note.GetString()!.Contains("simpler circuit"));
    }

    [Fact]
    public void Identify_CircuitOfAnotherKind_IsNoneOfThese()
    {
        // An inductive loop at low frequencies is in none of the circuits.
        var file = Simulated("loop.csv", "R0-p(R1,C1,R2-L2)", "R0=10,R1=100,C1=1e-5,R2=80,L2=30", "--noise", "0.001");
        var run = cli.Run("eis", "identify", file);
        run.Output.ShouldContain("none of these circuits");
        cli.Run("eis", "identify", file, "--json").Documents()[0].GetProperty("isUnknown").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Report_BadAmongGood_IsSelfContainedAndListsSkipped()
    {
        var good = Simulated("good.csv", "p(R1,CPE1)-p(R2,CPE2)", "R1=5,CPE1_0=1e-6,CPE1_1=0.9,R2=80,CPE2_0=1e-3,CPE2_1=0.8");
        File.WriteAllText(cli.At("short.csv"), "1,1,-2\n2,3,-3\n5,3,-2\n");
        var run = cli.Run(
            "eis",
            "identify",
            cli.At("noise.txt"),
            cli.At("short.csv"),
            good,
            "--report",
            cli.At("e.html"),
            "--plot",
            cli.At("e.svg")
        );
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("noise.txt");
        run.Error.ShouldContain("short.csv: Expected at least 10 points");
        var page = File.ReadAllText(cli.At("e.html"));
        page.ShouldContain("<svg");
        page.ShouldContain("noise.txt");
        page.ShouldContain("prediction set");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("href=");
        File.ReadAllText(cli.At("e.svg")).ShouldStartWith("<svg");
    }

    [Fact]
    public void Identify_ModelOfAnotherTechnique_IsRefused()
    {
        var run = cli.Run("eis", "identify", cli.At("salt.xy"), "--model", cli.At("model"));
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("xrd");
    }
}
