using System.Globalization;
using System.Text.Json;

namespace Debye.Cli.Tests;

public sealed class XrdIdentifyTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Fact]
    public void Json_NoLibrary_FollowsContract()
    {
        var run = cli.Run("xrd", "identify", cli.At("salt.xy"), "--model", cli.At("model"), "--library", "none", "--json", "--top", "7");
        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(0);
        var answer = run.Documents().ShouldHaveSingleItem();
        answer.GetProperty("input").GetString().ShouldBe(cli.At("salt.xy"));
        answer.GetProperty("model").GetString().ShouldBe("model");
        answer.GetProperty("candidates").GetArrayLength().ShouldBe(7);
        var first = answer.GetProperty("candidates")[0];
        int.Parse(first.GetProperty("label").GetString()!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 230);
        first.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        answer.GetProperty("coverage").GetDouble().ShouldBe(0.9);
        answer.GetProperty("isUnknown").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
        answer.GetProperty("predictionSet").GetArrayLength().ShouldBeGreaterThan(0);
        answer.GetProperty("crystalSystem").EnumerateArray().Sum(c => c.GetProperty("probability").GetDouble()).ShouldBe(1, 1e-4);
        int.Parse(answer.GetProperty("extinctionGroup")[0].GetProperty("label").GetString()!, CultureInfo.InvariantCulture)
            .ShouldBeInRange(1, 99);
        answer.TryGetProperty("phases", out _).ShouldBeFalse();
    }

    [Fact]
    public void Json_WithLibrary_NamesTheCrystal()
    {
        var answer = cli.Run("xrd", "identify", cli.At("salt.xy"), "--model", cli.At("model"), "--library", cli.At("salt.dbxl"), "--json")
            .Documents()[0];
        var phase = answer.GetProperty("phases")[0];
        phase.GetProperty("id").GetString().ShouldBe("NaCl");
        phase.GetProperty("spaceGroup").GetInt32().ShouldBe(225);
        phase.GetProperty("score").GetDouble().ShouldBeGreaterThan(0.8);
        phase.GetProperty("lengthScale").GetDouble().ShouldBe(1, 0.002);
    }

    [Fact]
    public void Report_BadAmongGood_IsSelfContainedAndListsSkipped()
    {
        var run = cli.Run(
            "xrd",
            "identify",
            cli.At("noise.txt"),
            cli.At("salt.xy"),
            "--model",
            cli.At("model"),
            "--library",
            cli.At("salt.dbxl"),
            "--report",
            cli.At("r.html"),
            "--plot",
            cli.At("i.svg")
        );
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("noise.txt");
        var page = File.ReadAllText(cli.At("r.html"));
        page.ShouldContain("<svg");
        page.ShouldContain("noise.txt");
        page.ShouldContain("made for tests");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("href=");
        File.ReadAllText(cli.At("i.svg")).ShouldContain("(2 0 0)");
    }

    [Fact]
    public void StandardInput_Pattern_IsIdentified()
    {
        var run = cli.RunWith(
            File.ReadAllText(cli.At("salt.xy")),
            "xrd",
            "identify",
            "-",
            "--model",
            cli.At("model"),
            "--library",
            "none",
            "--json"
        );
        run.Code.ShouldBe(0);
        run.Documents()[0].GetProperty("input").GetString().ShouldBe("-");
    }

    [Fact]
    public void Model_Missing_IsOneLine()
    {
        var run = cli.Run("xrd", "identify", cli.At("salt.xy"), "--model", cli.At("nowhere"));
        run.Code.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Problems.ShouldHaveSingleItem().ShouldContain("config.json");
    }

    [Fact]
    public void Evaluate_SimulatedStructures_GivesFigures()
    {
        cli.Run("xrd", "generate", "--space-group", "225", "--count", "3", "--out", cli.At("three-cubic.jsonl")).Code.ShouldBe(0);
        var run = cli.Run("xrd", "evaluate", cli.At("model"), cli.At("three-cubic.jsonl"), "--json", "--out", cli.At("answers.json"));
        run.Code.ShouldBe(0);
        var figures = run.Documents()[0];
        figures.GetProperty("count").GetInt32().ShouldBe(3);
        foreach (var name in new[] { "top1", "top5", "crystalSystem", "extinctionGroup" })
            figures
                .GetProperty(name)
                .GetProperty("low")
                .GetDouble()
                .ShouldBeInRange(0, figures.GetProperty(name).GetProperty("high").GetDouble());
        JsonDocument.Parse(File.ReadAllText(cli.At("answers.json"))).RootElement.GetProperty("items").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void Evaluate_TableWithIds_UsesOnlyTheChosenHalf()
    {
        var angles = Enumerable.Range(0, 201).Select(i => 10 + 0.2 * i).ToArray();
        string Row(string id) =>
            $"{id},225,cubic,{string.Join(',', angles.Select(a => Math.Round(1000 * Math.Exp(-(a - 30) * (a - 30) * 4)) + 1))}";
        File.WriteAllText(
            cli.At("table.csv"),
            "id,space_group,crystal_system,"
                + $"{string.Join(',', angles.Select(a => a.ToString("f2", CultureInfo.InvariantCulture)))}\n{Row("a")}\n{Row("b")}\n"
        );
        File.WriteAllText(cli.At("halves.csv"), "id,group,half\na,1,development\nb,2,report\n");
        var run = cli.Run(
            "xrd",
            "evaluate",
            cli.At("model"),
            cli.At("table.csv"),
            "--ids",
            cli.At("halves.csv"),
            "--half",
            "development",
            "--json"
        );
        run.Code.ShouldBe(0);
        run.Documents()[0].GetProperty("count").GetInt32().ShouldBe(1);
    }
}
