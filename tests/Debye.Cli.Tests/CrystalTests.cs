using Debye.TestSupport;

namespace Debye.Cli.Tests;

public sealed class CrystalTests(CliFixture cli) : IClassFixture<CliFixture>
{
    private const string Nobelium =
        """{"id":"NoO","lattice":[[4,0,0],[0,4,0],[0,0,4]],"species":["No","O"],"frac":[[0,0,0],[0.5,0.5,0.5]]}""";
    private const string Overlap =
        """{"id":"twice","lattice":[[4,0,0],[0,4,0],[0,0,4]],"species":["Na","Cl"],"frac":[[0,0,0],[0.01,0,0]]}""";

    [Fact]
    public void Graph_Json_FollowsContract()
    {
        var run = cli.Run("crystal", "graph", cli.At("salt.cif"), "--json");
        run.Code.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        var document = run.Documents().ShouldHaveSingleItem();
        document.GetProperty("id").GetString().ShouldBe("NaCl");
        document.GetProperty("sites").GetInt32().ShouldBe(8);
        document.GetProperty("edges").GetInt32().ShouldBe(96);
        document.GetProperty("settings").GetProperty("rule").GetString().ShouldBe("nearest");
        document.GetProperty("offsets").GetArrayLength().ShouldBe(9);
        foreach (var list in (string[])["neighbours", "distancesAngstrom", "images"])
            document.GetProperty(list).GetArrayLength().ShouldBe(96);
        document.GetProperty("distancesAngstrom")[0].GetDouble().ShouldBe(2.82, 1e-6);
        document.GetProperty("images")[0].GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void Graph_Shells_AreComplete()
    {
        var run = cli.Run("crystal", "graph", cli.At("salt.cif"), "--shells", "--neighbors", "7", "--radius", "5");
        run.Code.ShouldBe(0);
        run.Output.ShouldBe("NaCl\tNaCl\t8 sites\t144 edges\t18 … 18 a site\t2.820 … 3.988 Å\n");
    }

    [Fact]
    public void Graph_BadInputs_AreReportedAndTheRestGoesOn()
    {
        var run = cli.RunWith($"{Overlap}\n{Nobelium}\n", "crystal", "graph", cli.At("bad.cif"), "-", cli.At("salt.cif"));
        run.Code.ShouldBe(1);
        run.Lines.Length.ShouldBe(2);
        run.Problems.Length.ShouldBe(2);
        run.Error.ShouldContain("sites 1 (Na) and 2 (Cl) are 0.04 Å apart; expected 0.5 Å or more");
    }

    [Theory]
    [InlineData("--radius", "31", "--radius: expected a distance above 0, up to 30 Å.")]
    [InlineData("--neighbors", "0", "--neighbors: expected 1…1000.")]
    public void Graph_BadOptions_AreUsageErrors(string option, string value, string expected)
    {
        var run = cli.Run("crystal", "graph", cli.At("salt.cif"), option, value);
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(expected);
    }

    [Fact]
    public void Predict_PublishedWeights_JsonFollowsContract()
    {
        var weights = SharedData.Require("reference/bandgap/weights/cgcnn-band-gap.safetensors");
        var run = cli.RunWith(Nobelium, "crystal", "predict", cli.At("salt.cif"), "-", "--model", weights, "--json");
        run.Code.ShouldBe(0);
        var documents = run.Documents();
        documents.Length.ShouldBe(2);
        documents[0].GetProperty("property").GetString().ShouldBe("bandGap");
        documents[0].GetProperty("unit").GetString().ShouldBe("eV");
        documents[0].GetProperty("value").GetDouble().ShouldBeInRange(3, 8);
        documents[0].GetProperty("isUnknown").GetBoolean().ShouldBeFalse();
        documents[1].GetProperty("isUnknown").GetBoolean().ShouldBeTrue();
        documents[1].GetProperty("unknownBecause").GetString().ShouldBe("the model knows no No");
        documents[1].TryGetProperty("value", out _).ShouldBeFalse();
    }

    /// <summary>The shipped model knows no metals, and says so.</summary>
    [Fact]
    public void Predict_MetalsAlone_AreAnsweredWithAWarning()
    {
        var copper =
            """{"id":"copper","lattice":[[3.61,0,0],[0,3.61,0],[0,0,3.61]],"species":["Cu","Cu","Cu","Cu"]"""
            + ""","frac":[[0,0,0],[0,0.5,0.5],[0.5,0,0.5],[0.5,0.5,0]]}""";
        var run = cli.RunWith(copper + "\n", "crystal", "predict", "-", cli.At("salt.cif"), "--json");
        run.Code.ShouldBe(0);
        var (metal, salt) = (run.Documents()[0], run.Documents()[1]);
        metal.GetProperty("isUnknown").GetBoolean().ShouldBeTrue();
        metal.GetProperty("unknownBecause").GetString()!.ShouldContain("metals alone");
        salt.GetProperty("isUnknown").GetBoolean().ShouldBeFalse();
        salt.GetProperty("interval")[0].GetDouble().ShouldBeLessThan(salt.GetProperty("value").GetDouble());
        salt.GetProperty("coverage").GetDouble().ShouldBe(0.9);
    }

    [Fact]
    public void Predict_NoModel_OneLine()
    {
        var run = cli.Run("crystal", "predict", cli.At("salt.cif"), "--model", cli.At("none.safetensors"));
        run.Code.ShouldBe(1);
        run.Problems.ShouldHaveSingleItem().ShouldContain("none.json: the description of the network is missing");
    }

    [Fact]
    public void TrainPredictEvaluate_TinyData_Works()
    {
        const string recipe = """
            {
              "data": { "structures": "tiny.jsonl", "targets": "tiny.csv", "split": "tiny-split.csv" },
              "members": [ { "kind": "cgcnn", "network": { "elementFeatures": 100, "channels": 8, "convolutions": 1, "hidden": 8 },
              "training": { "epochs": 2, "batchSize": 4 } },
                { "kind": "trees", "trees": { "rounds": 5 } } ]
            }
            """;
        var lines = Enumerable
            .Range(0, 40)
            .Select(i =>
                Invariant($$"""{"id":"t{{i}}","lattice":[[{{3 + 0.1 * i}},0,0],[0,4,0],[0,0,4]],""")
                + """ "species":["Na","Cl"],"frac":[[0,0,0],[0.5,0.5,0.5]]}"""
            );
        File.WriteAllText(cli.At("tiny.jsonl"), string.Join('\n', lines));
        File.WriteAllText(cli.At("tiny.csv"), string.Concat(Enumerable.Range(0, 40).Select(i => Invariant($"t{i},{i}\n"))));
        File.WriteAllText(
            cli.At("tiny-split.csv"),
            "id,split\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(i => Invariant($"t{i},{(i < 8 ? "train" : i < 10 ? "val" : i < 12 ? "test" : "train")}\n"))
                )
        );
        File.WriteAllText(cli.At("tiny-recipe.json"), recipe);
        var trained = cli.Run("crystal", "train", cli.At("tiny-recipe.json"), "--out", cli.At("tiny-model"), "--json");
        trained.Code.ShouldBe(0);
        trained.Documents()[0].GetProperty("validation").GetProperty("count").GetInt32().ShouldBe(2);
        cli.Run("crystal", "train", cli.At("tiny-recipe.json"), "--out", cli.At("tiny-model")).Code.ShouldBe(2);
        var predicted = cli.Run("crystal", "predict", cli.At("tiny.jsonl"), "--model", cli.At("tiny-model"), "--json").Documents();
        predicted.Length.ShouldBe(40);
        predicted[11].GetProperty("expectedError").GetDouble().ShouldBeGreaterThan(0);
        var evaluated = cli.Run("crystal", "evaluate", cli.At("tiny-model"), cli.At("tiny-recipe.json"), "--json");
        evaluated.Code.ShouldBe(0);
        var last = evaluated.Documents()[0].GetProperty("predictions")[1];
        last.GetProperty("id").GetString().ShouldBe("t11");
        last.GetProperty("predicted").GetDouble().ShouldBe(predicted[11].GetProperty("value").GetDouble(), 1e-4);
        cli.Run("crystal", "evaluate", cli.At("tiny-model"), cli.At("tiny-recipe.json"), "--part", "train").Code.ShouldBe(2);
        cli.Run(
                "crystal",
                "evaluate",
                cli.At("tiny-model"),
                cli.At("tiny.csv"),
                "--structures",
                cli.At("tiny.jsonl"),
                "--plot",
                cli.At("parity.svg"),
                "--report",
                cli.At("gaps.html")
            )
            .Output.ShouldContain("on 40 crystals (tiny.csv)");
        File.ReadAllText(cli.At("gaps.html")).ShouldContain("Farthest off");
        File.ReadAllText(cli.At("parity.svg")).ShouldContain("<path");
        cli.Run("crystal", "evaluate", cli.At("tiny-model"), cli.At("tiny.csv")).Error.ShouldContain("--structures");
        var projected = cli.Run(
            "crystal",
            "project",
            cli.At("tiny-model"),
            cli.At("tiny-recipe.json"),
            "--part",
            "all",
            "--method",
            "pca",
            "--color",
            "element",
            "--plot",
            cli.At("plane.svg"),
            "--json"
        );
        projected.Code.ShouldBe(0);
        projected.Documents()[0].GetProperty("crystals").GetArrayLength().ShouldBe(40);
        projected.Documents()[0].GetProperty("trustworthiness").GetDouble().ShouldBeInRange(0.5, 1);
        File.ReadAllText(cli.At("plane.svg")).ShouldContain("most electronegative element");
        cli.Run("crystal", "project", cli.At("tiny-model"), cli.At("tiny-recipe.json"), "--part", "all", "--stage", "7")
            .Error.ShouldContain("expected a stage of 0…1");
        cli.Run("crystal", "train", cli.At("tiny-recipe.json"), "--out", cli.At("tiny-again"), "--resume").Code.ShouldBe(0);
    }

    [Fact]
    public void Evaluate_FolderOfCgcnn_BadRowsAreNamedAndTheRestGoesOn()
    {
        var weights = SharedData.Require("reference/bandgap/weights/cgcnn-band-gap.safetensors");
        var folder = Directory.CreateDirectory(cli.At("cgcnn")).FullName;
        foreach (var name in (string[])["a", "b", "c"])
            File.Copy(cli.At("salt.cif"), Path.Combine(folder, name + ".cif"));
        File.WriteAllText(Path.Combine(folder, "c.cif"), "this is no CIF");
        File.WriteAllText(Path.Combine(folder, "id_prop.csv"), "a,5.0\nb,5.1\nc,1\nd,2\na,3\ne,nan\n");
        var run = cli.Run("crystal", "evaluate", weights, folder);
        run.Code.ShouldBe(1);
        run.Output.ShouldContain("on 2 crystals (cgcnn)");
        run.Error.ShouldContain("c.cif");
        run.Error.ShouldContain("id_prop.csv:4: there is no structure 'd'");
        run.Error.ShouldContain("id_prop.csv:5: the id 'a' occurs twice");
        run.Error.ShouldContain("id_prop.csv:6: expected a finite target, got 'nan'");
    }
}
