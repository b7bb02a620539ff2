using Debye.Crystals;
using Debye.Learning.Metrics;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Training;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Crystal;

/// <summary>A property that a graph network can learn: the mean atomic number of small crystals.</summary>
public sealed class CrystalTrainingTests : IDisposable
{
    private const string Recipe = """
        {
          "technique": "crystal", "description": "made for tests",
          "data": { "structures": "crystals.jsonl", "targets": "targets.csv", "targetColumn": "z", "split": "split.csv",
          "property": "meanZ", "unit": "1" },
          "graph": { "radiusAngstrom": 4, "neighbours": 6, "rule": "shells" },
          "members": [ { "kind": "cgcnn", "count": 2,
            "network": { "elementFeatures": 100, "channels": 8, "convolutions": 1, "gaussians": 21, "hidden": 8 },
            "training": { "epochs": 30, "batchSize": 8, "weightMemory": 0, "schedule": { "baseRate": 0.02 } } } ],
          "seed": 4
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-crystal").FullName;

    public CrystalTrainingTests()
    {
        var lines = new List<string>();
        var (targets, split) = ("id,z\n", "id,split\n");
        for (var i = 0; i < 60; i++)
        {
            var (first, second) = (3 + i % 6, 8 + i % 5);
            var edge = 3.6 + 0.01 * i;
            lines.Add(
                StructureJsonLines.Format(
                    new Structure
                    {
                        Id = Invariant($"c{i}"),
                        Lattice = Lattice.Cubic(edge),
                        Sites =
                        [
                            new Site(new Species(first), new FractionalPosition(0, 0, 0)),
                            new Site(new Species(second), new FractionalPosition(0.5, 0.5, 0.5)),
                        ],
                    }
                )
            );
            targets += Invariant($"c{i},{(first + second) / 2.0}\n");
            split += Invariant($"c{i},{(i / 6 % 5 < 3 ? "train" : i < 30 ? "val" : "test")}\n");
        }

        Write("crystals.jsonl", string.Join('\n', lines) + "\n");
        Write("targets.csv", targets);
        Write("split.csv", split);
        Write("recipe.json", Recipe);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_ThenLoad_PredictsTheSame()
    {
        var result = CrystalTraining.Run(At("recipe.json"), At("model"), new RunContext { Threads = 2 }).ShouldNotBeNull();
        result.TrainingCrystals.ShouldBe(36);
        result.Single.Count.ShouldBe(2);
        result.Report.MeanAbsoluteError.ShouldBeLessThan(0.5);
        foreach (
            var file in (string[])["config.json", "recipe.json", "metrics.json", "README.md", "model-0.safetensors", "model-1.safetensors"]
        )
            File.Exists(At("model/" + file)).ShouldBeTrue(file);
        var model = CrystalModelPackage.Load(At("model"));
        CrystalEvaluation
            .Of(model, CrystalSource.Read(At("recipe.json"), null, "target", "val", model, 1, _ => { }), 1)
            .Report.ShouldBe(result.Report);
        CrystalEvaluation
            .Of(model, CrystalSource.Read(At("recipe.json"), null, "target", "test", model, 1, _ => { }), 1)
            .Rows.Count.ShouldBe(12);
        // The package's own recipe finds the data from where it lies.
        CrystalEvaluation
            .Of(model, CrystalSource.Read(At("model/recipe.json"), null, "target", "test", model, 1, _ => { }), 1)
            .Rows.Count.ShouldBe(12);
    }

    [Fact]
    public void Run_AnyThreads_SameNumbers()
    {
        Write("recipe.json", Recipe.Replace("\"epochs\": 30", "\"epochs\": 2", StringComparison.Ordinal));
        var one = CrystalTraining.Run(At("recipe.json"), At("one"), new RunContext()).ShouldNotBeNull();
        var three = CrystalTraining.Run(At("recipe.json"), At("three"), new RunContext { Threads = 3 }).ShouldNotBeNull();
        three.Report.ShouldBe(one.Report);
        CrystalTraining.Run(At("recipe.json"), At("other"), new RunContext { Seed = 5 }).ShouldNotBeNull().Report.ShouldNotBe(one.Report);
    }

    /// <summary>Another value in the test or validation part changes neither the scale nor anything that is learned.</summary>
    [Fact]
    public void Run_OtherTestTargets_SameModel()
    {
        Write("recipe.json", Recipe.Replace("\"epochs\": 30", "\"epochs\": 1", StringComparison.Ordinal));
        CrystalTraining.Run(At("recipe.json"), At("one"), new RunContext()).ShouldNotBeNull();
        Write(
            "targets.csv",
            File.ReadAllText(At("targets.csv"))
                .Replace("c24,7.5\n", "c24,500\n", StringComparison.Ordinal)
                .Replace("c48,7\n", "c48,1000\n", StringComparison.Ordinal)
        );
        File.ReadAllText(At("targets.csv")).ShouldContain("c24,500\n");
        File.ReadAllText(At("targets.csv")).ShouldContain("c48,1000\n");
        CrystalTraining.Run(At("recipe.json"), At("two"), new RunContext()).ShouldNotBeNull();
        File.ReadAllBytes(At("two/model-0.safetensors")).ShouldBe(File.ReadAllBytes(At("one/model-0.safetensors")));
        CrystalModelPackage.Load(At("two")).Members[0].Scale.ShouldBe(CrystalModelPackage.Load(At("one")).Members[0].Scale);
    }

    [Fact]
    public void Read_BadRows_AreReportedWithTheirPlaceAndTheRestGoesOn()
    {
        Write(
            "targets.csv",
            File.ReadAllText(At("targets.csv"))
                .Replace("c1,", "c1,nan,", StringComparison.Ordinal)
                .Replace("c2,", "c3,", StringComparison.Ordinal) + "c900,1\nalone\n"
        );
        File.AppendAllText(At("split.csv"), "c900,train\n");
        var crystals = File.ReadAllLines(At("crystals.jsonl"));
        crystals[6] = "{\"id\":\"c6\"";
        crystals[7] = crystals[7].Replace("[0.5,0.5,0.5]", "[0.01,0,0]", StringComparison.Ordinal);
        crystals[8] = crystals[8]
            .Replace("\"Be\"", "\"No\"", StringComparison.Ordinal)
            .Replace("\"B\"", "\"No\"", StringComparison.Ordinal);
        File.WriteAllLines(At("crystals.jsonl"), crystals);
        var recipe = CrystalRecipe.Read(At("recipe.json"));
        var problems = new List<string>();
        var set = CrystalDataset.Read(
            recipe.Data,
            At("recipe.json"),
            () => new CrystalInputBuilder(recipe.Graph, false),
            1,
            2,
            problems.Add
        );
        (set.Training.Count + set.Validation.Count + set.Test.Count).ShouldBe(60 - 5);
        var text = string.Join('\n', problems);
        text.ShouldContain("targets.csv:3: expected a finite target, got 'nan'");
        text.ShouldContain("targets.csv:5: the id 'c3' occurs twice; the first counts");
        text.ShouldContain("targets.csv:63: expected 2 columns or more, got 1");
        text.ShouldContain("targets.csv:62: there is no structure 'c900'");
        text.ShouldContain("crystals.jsonl:7: not a complete JSON object");
        text.ShouldContain("targets.csv:9: the structure 'c7': sites 1 (");
        text.ShouldContain("targets.csv:10: the structure 'c8': it holds No, an element beyond the 100 known ones");
    }

    [Fact]
    public void Read_IdPropWithCifs_IsReadAsItIs()
    {
        const string cif =
            "data_x\n_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n_cell_angle_alpha 90\n_cell_angle_beta 90\n"
            + "_cell_angle_gamma 90\n_symmetry_space_group_name_H-M 'P 1'\nloop_\n_atom_site_label\n_atom_site_fract_x\n"
            + "_atom_site_fract_y\n_atom_site_fract_z\nNa 0 0 0\n";
        foreach (var id in (string[])["a", "b", "c"])
            Write(id + ".cif", cif);
        Write("id_prop.csv", "a,1.5\nb,2\nc,2.5\n");
        Write("split.csv", "id,split\na,train\nb,val\nc,test\n");
        var data = CrystalRecipe.Read(At("recipe.json")).Data with { Structures = ".", Targets = "id_prop.csv" };
        var set = CrystalDataset.Read(
            data,
            At("recipe.json"),
            () => new CrystalInputBuilder(new(), false),
            1,
            1,
            problem => throw new InvalidOperationException(problem)
        );
        set.Training.ShouldHaveSingleItem().Target.ShouldBe(1.5);
        set.Test.ShouldHaveSingleItem().Crystal.Graph.Id.ShouldBe("c");
    }

    /// <summary>A training that was stopped after any step and resumed gives the same weights, bit by bit.</summary>
    [Fact]
    public void Run_StoppedAndResumed_SameWeights()
    {
        Write(
            "recipe.json",
            Recipe
                .Replace("\"epochs\": 30", "\"epochs\": 4", StringComparison.Ordinal)
                .Replace("\"weightMemory\": 0", "\"weightMemory\": 0.9", StringComparison.Ordinal)
        );
        CrystalTraining.Run(At("recipe.json"), At("whole"), new RunContext()).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        CrystalTraining
            .Run(
                At("recipe.json"),
                At("parts"),
                new RunContext { Progress = RunProgress.Lines(line => CancelAt(line, "step 8/16", stop)), Cancellation = stop.Token }
            )
            .ShouldBeNull();
        File.Exists(At("parts/config.json")).ShouldBeFalse();
        CrystalTraining.Run(At("recipe.json"), At("parts"), new RunContext { Resume = true }).ShouldNotBeNull();
        foreach (var file in (string[])["model-0.safetensors", "model-1.safetensors", "config.json"])
            File.ReadAllBytes(At("parts/" + file)).ShouldBe(File.ReadAllBytes(At("whole/" + file)), file);
    }

    [Fact]
    public void Run_TwoClasses_ProbabilitiesAreLearned()
    {
        Write(
            "targets.csv",
            string.Concat(
                File.ReadAllLines(At("targets.csv"))
                    .Select((line, i) => i == 0 ? line + "\n" : Invariant($"{line.Split(',')[0]},{((i - 1) % 6 < 3 ? 0 : 1)}\n"))
            )
        );
        Write(
            "recipe.json",
            Recipe
                .Replace("\"meanZ\"", "\"classProbability\"", StringComparison.Ordinal)
                .Replace("\"hidden\": 8", "\"hidden\": 8, \"outputs\": 2", StringComparison.Ordinal)
                .Replace("\"batchSize\": 8", "\"batchSize\": 8, \"loss\": \"crossEntropy\"", StringComparison.Ordinal)
        );
        CrystalTraining
            .Run(At("recipe.json"), At("model"), new RunContext())
            .ShouldNotBeNull()
            .Report.MeanAbsoluteError.ShouldBeLessThan(0.25);
        var model = CrystalModelPackage.Load(At("model"));
        using var predictor = new CrystalPredictor(model);
        var answers = predictor.Predict([
            .. CrystalSource.Read(At("recipe.json"), null, "z", "test", model, 1, _ => { }).Select(example => example.Crystal),
        ]);
        answers.ShouldAllBe(answer => answer.Value >= 0 && answer.Value <= 1);
        Write("targets.csv", File.ReadAllText(At("targets.csv")).Replace("c0,0", "c0,0.5", StringComparison.Ordinal));
        Should
            .Throw<DataFormatException>(() => CrystalTraining.Run(At("recipe.json"), At("other"), new RunContext()))
            .Message.ShouldContain("expected classes 0 and 1, got 0.5 for 'c0'");
    }

    [Fact]
    public void Run_TwoProperties_BothAreLearnedAndUnknownOnesDoNotCount()
    {
        Write(
            "targets.csv",
            string.Concat(
                File.ReadAllLines(At("targets.csv"))
                    .Select(
                        (line, i) =>
                            i == 0 ? line + ",edge\n"
                            : i % 5 == 0 ? line + ",\n"
                            : Invariant($"{line},{3.6 + (0.01 * (i - 1))}\n")
                    )
            )
        );
        Write(
            "recipe.json",
            Recipe
                .Replace("\"targetColumn\": \"z\"", "\"targetColumn\": \"z\", \"moreTargetColumns\": [\"edge\"]", StringComparison.Ordinal)
                .Replace("\"hidden\": 8", "\"hidden\": 8, \"outputs\": 2", StringComparison.Ordinal)
                .Replace("\"batchSize\": 8", "\"batchSize\": 8, \"loss\": \"absolute\"", StringComparison.Ordinal)
        );
        CrystalTraining
            .Run(At("recipe.json"), At("model"), new RunContext())
            .ShouldNotBeNull()
            .Report.MeanAbsoluteError.ShouldBeLessThan(0.7);
        var model = CrystalModelPackage.Load(At("model"));
        model.MoreProperties.ShouldBe(["edge"]);
        using var predictor = new CrystalPredictor(model);
        var examples = CrystalSource.Read(At("recipe.json"), null, "z", "test", model, 1, _ => { });
        var answers = predictor.Predict([.. examples.Select(example => example.Crystal)]);
        for (var i = 0; i < answers.Length; i++)
            answers[i].More.ShouldHaveSingleItem().ShouldBeInRange(3.4, 4.4);
    }

    private static void CancelAt(string line, string start, CancellationTokenSource stop)
    {
        if (line.StartsWith(start, StringComparison.Ordinal))
            stop.Cancel();
    }

    [Theory]
    [InlineData("\"rule\": \"shells\"", "\"rule\": \"some\"", "recipe.json:5")]
    [InlineData("\"channels\": 8", "\"channels\": 0", "channels is 0, expected 1…1024")]
    [InlineData("\"count\": 2", "\"count\": 0", "count is 0, expected 1…50")]
    [InlineData("\"epochs\": 30", "\"epochs\": 0", "training.epochs is 0")]
    [InlineData("\"hidden\": 8", "\"hidden\": 8, \"outputs\": 3", "outputs is 3, expected 1")]
    [InlineData("\"meanZ\"", "\"classProbability\"", "expected crossEntropy")]
    [InlineData("\"targetColumn\": \"z\"", "\"targetColumn\": \"y\"", "targets.csv:1: expected a header with the columns 'id' and 'y'")]
    [InlineData("\"split\": \"split.csv\"", "\"split\": \"none.csv\"", "none.csv: cannot be opened")]
    [InlineData("\"structures\": \"crystals.jsonl\", ", "", "data.structures is missing")]
    public void Run_BadRecipes_OneLine(string from, string to, string expected)
    {
        Write("recipe.json", Recipe.Replace(from, to, StringComparison.Ordinal));
        var message = Should
            .Throw<DataFormatException>(() => CrystalTraining.Run(At("recipe.json"), At("model"), new RunContext()))
            .Message;
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 3", "newer")]
    [InlineData("\"crystal\"", "\"xrd\"", "expected 'crystal'")]
    [InlineData("\"channels\": 8", "\"channels\": 9", "model-0.safetensors")]
    [InlineData("{", "", "no model configuration")]
    public void Load_DamagedPackages_OneLine(string from, string to, string expected)
    {
        Write("recipe.json", Recipe.Replace("\"epochs\": 30", "\"epochs\": 1", StringComparison.Ordinal));
        CrystalTraining.Run(At("recipe.json"), At("model"), new RunContext()).ShouldNotBeNull();
        FirstFormat.Of(At("model"));
        Write("model/config.json", File.ReadAllText(At("model/config.json")).Replace(from, to, StringComparison.Ordinal));
        var message = Should.Throw<DataFormatException>(() => CrystalModelPackage.Load(At("model"))).Message;
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void RegressionReport_KnownNumbers()
    {
        var report = RegressionReport.Evaluate([1, 2, 3, 4], [1, 3, 3, 6]);
        report.MeanAbsoluteError.ShouldBe(0.75, 1e-12);
        report.RootMeanSquareError.ShouldBe(Math.Sqrt(1.25), 1e-12);
        report.Determination.ShouldBe(1 - (5 / 12.75), 1e-12);
        RegressionReport.Evaluate([2, 2], [1, 3]).Determination.ShouldBe(0, 1e-12);
        Should.Throw<ArgumentException>(() => RegressionReport.Evaluate([1], [1])).Message.ShouldContain("two predictions");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
