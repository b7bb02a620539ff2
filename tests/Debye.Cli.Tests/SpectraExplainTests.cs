namespace Debye.Cli.Tests;

public sealed class SpectraExplainTests : IClassFixture<CliFixture>
{
    private readonly CliFixture _cli;

    public SpectraExplainTests(CliFixture cli)
    {
        _cli = cli;
        if (Directory.Exists(cli.At("peaks")))
            return;
        File.WriteAllText(
            cli.At("peaks.csv"),
            "label,"
                + string.Join(',', Enumerable.Range(0, 80).Select(i => $"t{i}"))
                + "\n"
                + string.Concat(Enumerable.Range(0, 24).Select(i => $"{(i % 2 == 0 ? "low" : "high")},{Row(i)}\n"))
        );
        File.WriteAllText(
            cli.At("peaks.json"),
            """
            {
              "data": { "spectra": ["peaks.csv"] },
              "members": [{ "preprocessing": [{ "kind": "snv" }], "classifier": { "kind": "ridge" } }, { "preprocessing": [{
              "kind": "snv" }], "classifier": { "kind": "forest", "trees": 10 } }],
              "gate": { "preprocessing": [{ "kind": "snv" }], "detector": { "kind": "nearest-neighbour" } },
              "folds": 3
            }
            """
        );
        cli.Run("spectra", "train", cli.At("peaks.json"), "--out", cli.At("peaks")).Code.ShouldBe(0);
        File.WriteAllText(
            cli.At("one.csv"),
            "keV,counts\n" + string.Join('\n', Row(2).Split(',').Select((value, i) => $"{i},{value}")) + "\n"
        );
    }

    private static string Row(int i) =>
        string.Join(',', Enumerable.Range(0, 80).Select(p => 10 + (i * p % 7) + (Math.Abs(p - (i % 2 == 0 ? 20 : 60)) < 3 ? 100 : 0)));

    [Theory]
    [InlineData("shap", null)]
    [InlineData("occlusion", null)]
    [InlineData("treeshap", null)]
    [InlineData("shap", "unknown")]
    [InlineData("shap", "high")]
    public void Explain_Json_IsTheContract(string method, string? label)
    {
        var run = _cli.Run([
            "spectra",
            "explain",
            _cli.At("peaks.csv"),
            "--model",
            _cli.At("peaks"),
            "--method",
            method,
            "--json",
            .. (string[])(label is null ? [] : ["--label", label]),
        ]);
        run.Code.ShouldBe(0, run.Error);
        var documents = run.Documents();
        documents.Length.ShouldBe(24);
        foreach (var document in documents)
        {
            document.GetProperty("axis").GetArrayLength().ShouldBe(80);
            document.GetProperty("importance").GetArrayLength().ShouldBe(80);
            if (label is not null)
                document.GetProperty("label").GetString().ShouldBe(label);
            foreach (var band in document.GetProperty("bands").EnumerateArray())
                band.GetProperty("from").GetDouble().ShouldBeLessThanOrEqualTo(band.GetProperty("to").GetDouble());
        }

        if (label is null && method != "treeshap")
            documents[0].GetProperty("bands")[0].GetProperty("from").GetDouble().ShouldBeInRange(14, 66);
    }

    [Fact]
    public void Explain_PlotAndReport_AreWrittenWithoutNetwork()
    {
        var run = _cli.Run(
            "spectra",
            "explain",
            _cli.At("peaks.csv"),
            "--model",
            _cli.At("peaks"),
            "--plot",
            _cli.At("why.svg"),
            "--report",
            _cli.At("why.html"),
            "--evaluations",
            "60"
        );
        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("better than");
        File.ReadAllText(_cli.At("why.svg")).ShouldStartWith("<svg");
        File.Exists(_cli.At("why-24.svg")).ShouldBeTrue();
        var page = File.ReadAllText(_cli.At("why.html"));
        page.ShouldContain("<script");
        page.ShouldNotContain("src=\"http");
        page.ShouldNotContain("href=\"http");
    }

    [Fact]
    public void Explain_WhatDoesNotFit_OneLineAndTheRightCode()
    {
        _cli.Run("spectra", "explain", _cli.At("peaks.csv"), "--model", _cli.At("peaks"), "--method", "treeshap", "--label", "unknown")
            .Code.ShouldBe(2);
        _cli.Run("spectra", "explain", _cli.At("peaks.csv"), "--model", _cli.At("peaks"), "--method", "magic").Code.ShouldBe(2);
        var run = _cli.Run(
            "spectra",
            "explain",
            _cli.At("noise.txt"),
            _cli.At("one.csv"),
            "--model",
            _cli.At("peaks"),
            "--method",
            "hirescam"
        );
        run.Code.ShouldBe(1);
        run.Problems.Length.ShouldBe(2);
        run.Problems.ShouldAllBe(problem => !problem.Contains("   at ") && !problem.Contains("unexpected"));
        run.Problems[1].ShouldContain("one.csv");
        _cli.Run("spectra", "explain", _cli.At("peaks.csv"), "--model", _cli.At("missing")).Code.ShouldBe(1);
    }
}
