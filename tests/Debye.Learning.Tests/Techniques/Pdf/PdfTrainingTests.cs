using Debye.Crystals;
using Debye.Learning.Packages;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Training;
using Debye.Techniques.Pdf;
using Debye.Tensors;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Pdf;

public sealed class PdfTrainingTests : IDisposable
{
    private const string Tower =
        "\"towerNetwork\": { \"classes\": 2, \"filters\": [4, 4], \"kernel\": 8, \"hidden\": 8, \"dropout\": 0.1 }";
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-pdf").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Recipes_OfTheRepository_CanBeRead()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "recipes"), "pdf-*.json"))
            PdfRecipe.Read(path).Technique.ShouldBe("pdf");
    }

    [Theory]
    [InlineData("{ \"technique\": \"xrd\" }")]
    [InlineData("{ \"data\": { \"curves\": \"x\" } }")]
    [InlineData("{ \"data\": { \"curves\": \"x\", \"labels\": \"y\", \"structures\": \"z\" }, \"networks\": 1 }")]
    [InlineData("{ \"data\": { \"curves\": \"x\", \"labels\": \"y\", \"structures\": \"z\" }, \"networks\": 0, \"folds\": 1 }")]
    [InlineData(
        "{ \"data\": { \"curves\": \"x\", \"labels\": \"y\", \"structures\": \"z\" }, \"networks\": 1, \"towerNetwork\": { "
            + "\"length\": 100 } }"
    )]
    [InlineData(
        "{ \"data\": { \"curves\": \"x\", \"labels\": \"y\", \"structures\": \"z\" }, \"networks\": 0, \"examples\": { "
            + "\"variedShare\": 0.9, \"syntheticShare\": 0.2 } }"
    )]
    public void Read_BadRecipe_NamesTheFile(string text)
    {
        var path = Path.Combine(_folder, "bad.json");
        File.WriteAllText(path, text);
        Should.Throw<DataFormatException>(() => PdfRecipe.Read(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void Run_KnownCurvesAlone_FindsTheClassAtAnotherCellAndElement()
    {
        var recipe = PdfSamples.Write(_folder, 24, "\"networks\": 0");
        var result = PdfTraining.Run(recipe, Path.Combine(_folder, "library"), new RunContext())!;
        result.Report.Count.ShouldBe(24);
        result.Report.Accuracy.Value.ShouldBe(1);
        using var identifier = PdfIdentifier.Load(Path.Combine(_folder, "library"));
        var answer = identifier.Identify(Data(101), "unseen", new PdfIdentifyOptions { Top = 2 });
        answer.Candidates[0].Label.ShouldBe("227");
        answer.PredictionSet.ShouldContain("227");
        answer.Matches.Length.ShouldBe(2);
        answer.Matches[0].SpaceGroup.ShouldBe(227);
        answer.Matches[0].Correlation.ShouldBeGreaterThan(0.9);
        var nearest = PdfSamples.Crystal(int.Parse(answer.Matches[0].Id["sample-".Length..]));
        answer.Matches[0].Stretch.ShouldBe(PdfSamples.Crystal(101).Lattice.A / nearest.Lattice.A, 0.02);
        answer.NearestCurve.Length.ShouldBe(PdfDataset.Points);
        answer.Refined.ShouldNotBeNull().SpaceGroup.ShouldBe(227);
        answer.Refined.Misfit.ShouldBeLessThan(0.03);
        answer.Refined.Crystal.Lattice.A.ShouldBe(PdfSamples.Crystal(101).Lattice.A, 0.01);
    }

    [Fact]
    public void Identify_OwnLibrary_RefinesItsCrystals()
    {
        var recipe = PdfSamples.Write(_folder, 12, "\"networks\": 0");
        PdfTraining.Run(recipe, Path.Combine(_folder, "library"), new RunContext()).ShouldNotBeNull();
        using var identifier = PdfIdentifier.Load(Path.Combine(_folder, "library"));
        identifier.Use(PdfLibrary.OfCrystals([PdfSamples.Crystal(30), PdfSamples.Crystal(31)], new PdfOptions()));
        var refined = identifier.Identify(Data(101), "unseen", new PdfIdentifyOptions()).Refined.ShouldNotBeNull();
        refined.Id.ShouldBe("sample-31");
        refined.Misfit.ShouldBeLessThan(0.03);
    }

    [Fact]
    public void Recipe_WithoutRefinement_MakesAPackageWithoutCrystals()
    {
        var recipe = PdfSamples.Write(_folder, 12, "\"networks\": 0, \"refinesCrystals\": false");
        PdfTraining.Run(recipe, Path.Combine(_folder, "plain"), new RunContext()).ShouldNotBeNull().Sources.Count.ShouldBe(2);
        using var identifier = PdfIdentifier.Load(Path.Combine(_folder, "plain"));
        identifier.Identify(Data(101), "unseen", new PdfIdentifyOptions()).Refined.ShouldBeNull();
    }

    [Fact]
    public void Probabilities_Stopped_Throws()
    {
        var recipe = PdfSamples.Write(_folder, 12, "\"networks\": 0");
        PdfTraining.Run(recipe, Path.Combine(_folder, "library"), new RunContext()).ShouldNotBeNull();
        using var model = PdfModel.Load(Path.Combine(_folder, "library"));
        var curves = PdfDataset.Read(Path.Combine(_folder, "x.csv"), Path.Combine(_folder, "y.csv")).Features([0, 1, 2]);
        Should.Throw<OperationCanceledException>(() => model.Probabilities(curves, report: null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Run_StoppedWhileThePoolIsFitted_WritesNoPackage()
    {
        var recipe = PdfSamples.Write(_folder, 12, "\"networks\": 0");
        using var stop = new CancellationTokenSource();
        PdfTraining
            .Run(
                recipe,
                Path.Combine(_folder, "stopped"),
                new RunContext
                {
                    Progress = RunProgress.Lines(line =>
                    {
                        if (line.StartsWith("fold 2", StringComparison.Ordinal))
                            stop.Cancel();
                    }),
                    Cancellation = stop.Token,
                }
            )
            .ShouldBeNull();
        File.Exists(Path.Combine(_folder, "stopped", "config.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("hallNumbers", 900)]
    [InlineData("siteCounts", 77)]
    [InlineData("siteWyckoffLetters", 1)]
    public void Load_CrystalsThatDoNotFit_NamesTheFile(string tensor, int value)
    {
        var recipe = PdfSamples.Write(_folder, 12, "\"networks\": 0");
        PdfTraining.Run(recipe, Path.Combine(_folder, "damaged"), new RunContext()).ShouldNotBeNull();
        var path = Path.Combine(_folder, "damaged", "library.safetensors");
        var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(path).AsMemory());
        var bytes = tensors[tensor].Bytes.ToArray();
        BitConverter.TryWriteBytes(bytes, (short)value);
        SafeTensors.Write(
            path,
            tensors.ToDictionary(item => item.Key, item => item.Key == tensor ? item.Value with { Bytes = bytes } : item.Value),
            metadata
        );
        Should
            .Throw<DataFormatException>(() => PdfIdentifier.Load(Path.Combine(_folder, "damaged")))
            .Message.ShouldContain("library.safetensors");
    }

    [Fact]
    public void Run_Network_SameSeedSameWeightsAndLoadsAgain()
    {
        var recipe = PdfSamples.Write(
            _folder,
            24,
            "\"networks\": 1, "
                + Tower
                + ", \"examples\": { \"variedShare\": 0.5, \"syntheticShare\": 0, \"measurement\": { \"instruments\": 2 } }, "
                + "\"training\": { \"steps\": 12, \"batchSize\": 16, \"validateEvery\": 6 }"
        );
        foreach (var name in (string[])["one", "two"])
            PdfTraining.Run(recipe, Path.Combine(_folder, name), new RunContext { Seed = 5 }).ShouldNotBeNull();
        var (one, two) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "two"));
        File.ReadAllBytes(Path.Combine(two, "model-0.safetensors")).ShouldBe(File.ReadAllBytes(Path.Combine(one, "model-0.safetensors")));
        foreach (var file in (string[])["config.json", "fusion.json", "library.safetensors", "metrics.json", "recipe.json", "README.md"])
            File.Exists(Path.Combine(one, file)).ShouldBeTrue(file);
        using var model = PdfModel.Load(one);
        model.Config.Kind.ShouldBe(ModelKind.Network);
        var dataset = PdfDataset.Read(Path.Combine(_folder, "x.csv"), Path.Combine(_folder, "y.csv"));
        var probabilities = model.Probabilities(dataset.Features([0, 1]));
        probabilities.Take(2).Sum().ShouldBe(1, 1e-5);
        PdfEvaluation.Run(model, dataset.Features([0, 1, 2, 3]), [225, 227, 225, 227], seed: 1).Report.Count.ShouldBe(4);
    }

    [Fact]
    public void Run_Resumed_GivesTheWeightsOfOneGo()
    {
        var recipe = PdfSamples.Write(
            _folder,
            12,
            "\"networks\": 1, \"usesLibrary\": false, "
                + Tower
                + ", \"examples\": { \"usesGivenCurves\": true }, \"balancedClasses\": true, \"training\": { \"steps\": 10, "
                + "\"batchSize\": 8, \"validateEvery\": 5 }"
        );
        var (whole, broken) = (Path.Combine(_folder, "whole"), Path.Combine(_folder, "broken"));
        PdfTraining.Run(recipe, whole, new RunContext()).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        PdfTraining
            .Run(
                recipe,
                broken,
                new RunContext
                {
                    Progress = RunProgress.Lines(line =>
                    {
                        if (line.StartsWith("step 5", StringComparison.Ordinal))
                            stop.Cancel();
                    }),
                    Cancellation = stop.Token,
                }
            )
            .ShouldBeNull();
        PdfTraining.Run(recipe, broken, new RunContext { Resume = true }).ShouldNotBeNull();
        File.ReadAllBytes(Path.Combine(broken, "model-0.safetensors"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(whole, "model-0.safetensors")));
    }

    [Fact]
    public void Examples_SameIndex_SameCurveInAnyOrderWithTheCrystalsClass()
    {
        var crystals = Enumerable.Range(0, 8).Select(i => AsymmetricStructure.From(PdfSamples.Crystal(i))!).ToArray();
        var source = new PdfExampleSource(
            new PdfExampleOptions
            {
                SyntheticShare = 0.2,
                Measurement = new PdfMeasurementRanges { Instruments = 2 },
            },
            crystals,
            [225, 227],
            seed: 4
        );
        var (forward, backward) = (source.CreateMaker(), source.CreateMaker());
        var first = Enumerable.Range(0, 12).Select(i => Made(forward, i)).ToArray();
        foreach (var i in Enumerable.Range(0, 12).Reverse())
        {
            var again = Made(backward, i);
            again.Label.ShouldBe(first[i].Label);
            again.Values.ShouldBe(first[i].Values);
            again.Values.Min().ShouldBe(0);
            again.Values.Max().ShouldBe(1, 1e-6);
        }

        first.Select(made => made.Label).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Folds_ByPrototype_KeepOneFormulaAndGroupTogether()
    {
        var recipe = PdfSamples.Write(_folder, 24, "\"networks\": 0, \"foldsByPrototype\": true");
        var set = PdfTrainingSet.Read(PdfRecipe.Read(recipe), recipe, threads: 1);
        var prototypes = set
            .Rows.Select(
                (row, i) =>
                    (Key: $"{PdfTrainingSet.AnonymousFormula(PdfSamples.Crystal(row))}|{set.Dataset.SpaceGroups[row]}", Fold: set.Folds[i])
            )
            .GroupBy(item => item.Key)
            .ToArray();
        prototypes.Length.ShouldBe(2);
        prototypes.ShouldAllBe(group => group.Select(item => item.Fold).Distinct().Count() == 1);
    }

    private static PdfData Data(int i) => new(PdfQuantity.PairDistribution, PdfGrid.SpaceGroupNetwork.ToArray(), PdfSamples.Curve(i));

    private static (int Label, float[] Values) Made(Learning.Training.IExampleMaker maker, int index)
    {
        var values = new float[PdfDataset.Points];
        return (maker.Make(index, values), values);
    }
}
