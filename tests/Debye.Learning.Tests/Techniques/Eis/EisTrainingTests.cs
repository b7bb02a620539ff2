using Debye.Learning.Metrics;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Eis;
using Debye.Learning.Training;
using Debye.Numerics;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Eis;

public sealed class EisTrainingTests : IDisposable
{
    private const string Data =
        "\"data\": { \"file\": \"rows.csv.gz\", \"examplesPerClass\": 60, \"validationPerClass\": 20, \"validationShare\": 0.2 }";
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-eis").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Recipes_OfTheRepository_CanBeRead()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "recipes"), "eis-*.json"))
            EisRecipe.Read(path).Technique.ShouldBe("eis");
    }

    [Theory]
    [InlineData("{ \"technique\": \"xrd\" }")]
    [InlineData("{ \"features\": \"none\", \"data\": { \"file\": \"a\" } }")]
    [InlineData("{ \"model\": \"network\", \"data\": { \"file\": \"a\" } }")]
    [InlineData("{ \"data\": { \"file\": \"a\", \"validationShare\": 2 } }")]
    [InlineData("{ \"data\": { \"file\": \"a\", \"simulation\": { \"disturbances\": { \"driftShare\": -1 } } } }")]
    public void Read_BadRecipe_NamesTheFile(string text)
    {
        var path = Path.Combine(_folder, "bad.json");
        File.WriteAllText(path, text);
        Should.Throw<DataFormatException>(() => EisRecipe.Read(path)).Message.ShouldContain(path);
    }

    [Theory]
    [InlineData("\"model\": \"forest\", \"features\": \"interpolated-60-1\", \"forest\": { \"trees\": 20 }", ModelKind.Forest)]
    [InlineData(
        "\"model\": \"boosting\", \"features\": \"series-1\", \"boosting\": { \"rounds\": 10, \"maxDepth\": 3 }",
        ModelKind.Boosting
    )]
    public void Run_Trees_PackageAnswersAlikeForAnyNumberOfThreads(string model, ModelKind kind)
    {
        var recipe = EisSamples.WriteRecipe(_folder, "{ " + model + ", " + Data + " }");
        var result = EisTraining.Run(recipe, Path.Combine(_folder, "one"), new RunContext())!;
        result.Accuracy.Value.ShouldBeGreaterThan(0.25);
        EisTraining.Run(recipe, Path.Combine(_folder, "two"), new RunContext { Threads = 2 });
        File.ReadAllBytes(Path.Combine(_folder, "two", "model.dbtr"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(_folder, "one", "model.dbtr")));
        File.Exists(Path.Combine(_folder, "one", "examples.safetensors")).ShouldBeFalse();
        using var loaded = EisModel.Load(Path.Combine(_folder, "one"));
        loaded.Config.Kind.ShouldBe(kind);
        var evaluation = EisEvaluation.Run(
            loaded,
            Spectra(5),
            new Debye.Techniques.Eis.EisOptions { NoiseLevel = 0.001 },
            seed: 1,
            threads: 2
        );
        evaluation.Report.Count.ShouldBe(45);
        evaluation.Accuracy.Low.ShouldBeLessThanOrEqualTo(evaluation.Accuracy.Value);
        evaluation.Accuracy.High.ShouldBeGreaterThan(evaluation.Accuracy.Low);
        evaluation.SetCoverage!.Value.Value.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Run_Network_LearnsAndLoadsAgain()
    {
        var network =
            "\"model\": \"network\", \"features\": \"interpolated-60-1\", \"network\": { \"length\": 30, \"channels\": 2, "
            + "\"classes\": 9, \"stemChannels\": 8, \"stemKernel\": 3, \"stemStride\": 1, \"stages\": [ { \"channels\": 8, "
            + "\"stride\": 2, \"blocks\": 0 } ], \"headChannels\": 8, \"hidden\": 16 }, \"training\": { \"steps\": 30, "
            + "\"batchSize\": 32, \"validateEvery\": 15 }";
        var recipe = EisSamples.WriteRecipe(_folder, "{ " + network + ", " + Data + " }");
        EisTraining.Run(recipe, Path.Combine(_folder, "net"), new RunContext { Seed = 7 })!.JudgedExamples.ShouldBe(90);
        EisRecipe.Read(Path.Combine(_folder, "net", "recipe.json")).Seed.ShouldBe(7UL);
        using var loaded = EisModel.Load(Path.Combine(_folder, "net"));
        var probabilities = loaded.Probabilities(EisExamples.From(Spectra(2), "interpolated-60-1", 1).Features);
        for (var i = 0; i < probabilities.Length; i += 9)
            probabilities.AsSpan(i, 9).ToArray().Sum().ShouldBe(1, 1e-4f);
    }

    [Fact]
    public void Features_DoNotDependOnTheOrderOfPoints()
    {
        foreach (var id in EisFeatures.Identifiers)
        {
            var features = EisFeatures.Create(id);
            var (own, turned) = (new float[features.Names.Length], new float[features.Names.Length]);
            features.Names.Distinct().Count().ShouldBe(features.Names.Length);
            foreach (var item in Spectra(1))
            {
                features.Compute(item.Spectrum, own);
                var (f, z) = (item.Spectrum.FrequencyHertz.ToArray(), item.Spectrum.ImpedanceOhm.ToArray());
                Array.Reverse(f);
                Array.Reverse(z);
                features.Compute(new Debye.Spectra.ImpedanceSpectrum(f, z), turned);
                turned.ShouldBe(own);
            }
        }
    }

    [Fact]
    public void Bootstrap_Interval_IsCloseToWilsons()
    {
        var random = new RandomSource(1);
        var truth = Enumerable.Range(0, 400).Select(_ => random.NextInt(2)).ToArray();
        var probabilities = truth.SelectMany(t => random.NextBool(0.8) == (t == 0) ? new[] { 0.7f, 0.3f } : [0.3f, 0.7f]).ToArray();
        var accuracy = Bootstrap.Report(probabilities, truth, ["a", "b"], seed: 1, draws: 500).Accuracy;
        var expected = Interval.Wilson((int)Math.Round(400 * accuracy.Value), 400);
        accuracy.Low.ShouldBe(expected.Low, 0.015);
        accuracy.High.ShouldBe(expected.High, 0.015);
    }

    private static LabelledImpedance[] Spectra(int perClass)
    {
        var simulator = new AutoEcmSimulator(new AutoEcmRowSet(EisSamples.Rows(12)));
        var random = new RandomSource(9);
        return [.. EisCircuitClass.Names.SelectMany(name => Enumerable.Range(0, perClass).Select(_ => simulator.Draw(name, ref random)))];
    }
}
