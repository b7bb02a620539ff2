using Debye.Learning.Networks;
using Debye.Learning.OpenSet;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Techniques.Spectra;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Spectra;

/// <summary>Every kind of classifier from training through a package to an answer.</summary>
public sealed class SpectraModelTests : IDisposable
{
    private static readonly string[] Classes = ["clay", "lime", "sand"];

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-spectra-").FullName;

    private static Dictionary<string, SpectrumClassifierOptions> Kinds { get; } =
        new(StringComparer.Ordinal)
        {
            ["boosting"] = new BoostingClassifierOptions { Rounds = 20 },
            ["linear-discriminant"] = new DiscriminantClassifierOptions(),
            ["forest"] = new ForestClassifierOptions { Trees = 20, BalanceClasses = true },
            ["extra-trees"] = new ForestClassifierOptions { Trees = 20, ExtraTrees = true },
            ["hydra"] = new HydraSpectrumOptions { Groups = 16 },
            ["hydra-mini-rocket"] = new HydraSpectrumOptions { Groups = 16, WithMiniRocket = true },
            ["logistic-regression"] = new LogisticClassifierOptions { BalanceClasses = true },
            ["mini-rocket"] = new MiniRocketSpectrumOptions { Features = 420 },
            ["nearest-neighbours"] = new NeighbourClassifierOptions { Neighbours = 3 },
            ["network"] = new NetworkClassifierOptions
            {
                Network = new()
                {
                    Stages = [new(8, 8, 4, 2), new(16, 4, 2)],
                    Head = Debye.Learning.Networks.NetworkHead.Pooling,
                    BatchNormalisation = true,
                },
                Training = new()
                {
                    Steps = 60,
                    BatchSize = 16,
                    ValidateEvery = 60,
                    LabelSmoothing = 0,
                    Schedule = new() { BaseRate = 0.01 },
                },
            },
            ["pls-discriminant"] = new PlsClassifierOptions { Components = 4 },
            ["ridge"] = new RidgeSpectrumOptions(),
        };

    public static TheoryData<string> Names() => new(Kinds.Keys);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Package_SavedAndLoaded_SameAnswers(string kind)
    {
        var (recipe, train, test) = (Recipe(Kinds[kind]), LineSpectra.Make(12, 1), LineSpectra.Make(6, 2));
        var model = Fit(recipe, train).Model;
        SpectraModelPackage.Save(_folder, recipe, model, Report(train));
        var loaded = SpectraModelPackage.Load(_folder);
        loaded.Predict(test).ShouldBe(model.Predict(test), 1e-6);
        loaded.Scores(test).ShouldBe(model.Scores(test));
        // What was loaded can be kept again.
        SpectraModelPackage.Save(Path.Combine(_folder, "again"), recipe, loaded, Report(train));
        SpectraModelPackage.Load(Path.Combine(_folder, "again")).Predict(test).ShouldBe(loaded.Predict(test), 1e-6);
        SpectraModelPackage.Recipe(_folder).Members[0].Classifier.ShouldBeOfType(recipe.Members[0].Classifier.GetType());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Identify_OtherSpectra_RightAndUnknownRefused(string kind)
    {
        var model = Fit(Recipe(Kinds[kind]), LineSpectra.Make(16, 1)).Model;
        var (known, unknown) = (LineSpectra.Make(10, 3), LineSpectra.Make(5, 3, "zinc"));
        var answers = model.Identify(known, new SpectraIdentifyOptions { Threads = 2 });
        answers.Count(answer => answer.IsUnknown).ShouldBeLessThanOrEqualTo(1);
        answers.Zip(known).Count(pair => pair.First.Candidates[0].Label == pair.Second.Label).ShouldBeGreaterThanOrEqualTo(28);
        model
            .Identify(unknown, new SpectraIdentifyOptions())
            .ShouldAllBe(answer => answer.IsUnknown && answer.UnknownScore > answer.Threshold);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_AnyThreads_SameModel(string kind)
    {
        var (train, test) = (LineSpectra.Make(8, 1), LineSpectra.Make(4, 2));
        var recipe = Recipe(Kinds[kind]) with { Folds = 0 };
        var one = Fit(recipe, train).Model.Predict(test);
        Fit(recipe, train, threads: 2).Model.Predict(test, threads: 2).ShouldBe(one, 1e-6);
        one.Chunk(3).ShouldAllBe(row => Math.Abs(row.Sum() - 1) < 1e-5);
    }

    [Fact]
    public void Fit_SeveralMembers_WeightsAndSetsFromFolds()
    {
        var recipe = Recipe(new RidgeSpectrumOptions()) with
        {
            Members = [Member(new RidgeSpectrumOptions()), Member(new ForestClassifierOptions { Trees = 20 })],
        };
        var fit = Fit(recipe, LineSpectra.Make(12, 1));
        fit.Model.Pool.Weights.ShouldAllBe(weight => weight > 0);
        fit.LeftOut.ShouldNotBeNull().Length.ShouldBe(36 * 3);
        fit.Model.Sets.ShouldNotBeNull().Scores.Length.ShouldBe(36);
        Fit(recipe with { Folds = 0 }, LineSpectra.Make(12, 1)).Model.Pool.Weights.ShouldBe([0.5, 0.5]);
    }

    [Theory]
    [InlineData(GateCalibration.Own)]
    [InlineData(GateCalibration.Crossed)]
    public void Gate_OnLogits_IsKeptAndScores(GateCalibration calibration)
    {
        var recipe = Recipe(new LogisticClassifierOptions()) with
        {
            Gate = new SpectraGateOptions
            {
                Detector = new SoftmaxOptions { Significance = 0.05 },
                Calibration = calibration,
            },
        };
        var (train, test) = (LineSpectra.Make(12, 1), LineSpectra.Make(4, 2));
        var model = Fit(recipe, train).Model;
        model.Gate.ShouldNotBeNull().Pipeline.ShouldBeNull();
        SpectraModelPackage.Save(_folder, recipe, model, Report(train));
        SpectraModelPackage.Load(_folder).Scores(test).ShouldBe(model.Scores(test));
        model.Scores(test).ShouldAllBe(score => score > 1 / 3.0 - 1e-6 && score <= 1);
    }

    [Fact]
    public void Adopt_NoUnitOrNoAxis_TakesTheModels()
    {
        var model = Fit(Recipe(new RidgeSpectrumOptions()), LineSpectra.Make(8, 1)).Model;
        var own = LineSpectra.Make(1, 2)[0];
        var bare = new MaterialSpectrum(
            SpectrumAxisUnit.Index,
            [.. Enumerable.Range(0, LineSpectra.Points).Select(i => (double)i)],
            own.Intensity
        );
        var unnamed = new MaterialSpectrum(SpectrumAxisUnit.Other, own.Axis, own.Intensity);
        foreach (var spectrum in (MaterialSpectrum[])[bare, unnamed])
        {
            var adopted = model.Adopt(spectrum);
            adopted.Notes.ShouldHaveSingleItem();
            model.Predict([adopted]).ShouldBe(model.Predict([own]));
        }

        model.Adopt(own).ShouldBeSameAs(own);
        var wrong = new MaterialSpectrum(SpectrumAxisUnit.PerCentimetre, own.Axis, own.Intensity);
        Should.Throw<ArgumentException>(() => model.Predict([model.Adopt(wrong)]));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("member-0.pipeline.json")]
    [InlineData("member-0.safetensors")]
    [InlineData("gate.json")]
    [InlineData("gate.pipeline.json")]
    [InlineData("background.safetensors")]
    public void Load_PartMissingOrCut_IsRefusedByName(string file)
    {
        var (recipe, train) = (Recipe(new RidgeSpectrumOptions()), LineSpectra.Make(8, 1));
        SpectraModelPackage.Save(_folder, recipe, Fit(recipe, train).Model, Report(train));
        var path = Path.Combine(_folder, file);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Should.Throw<DataFormatException>(() => SpectraModelPackage.Load(_folder)).Message.ShouldContain(file);
        File.Delete(path);
        Should.Throw<DataFormatException>(() => SpectraModelPackage.Load(_folder)).Message.ShouldContain(file);
    }

    [Fact]
    public void Load_NewerOrOtherTechnique_IsRefused()
    {
        var (recipe, train) = (Recipe(new RidgeSpectrumOptions()), LineSpectra.Make(8, 1));
        SpectraModelPackage.Save(_folder, recipe, Fit(recipe, train).Model, Report(train));
        FirstFormat.Of(_folder);
        var path = Path.Combine(_folder, "config.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("\"formatVersion\": 1", "\"formatVersion\": 99", StringComparison.Ordinal));
        Should.Throw<DataFormatException>(() => SpectraModelPackage.Load(_folder)).Message.ShouldContain("newer");
        File.WriteAllText(path, text.Replace("\"spectra\"", "\"xrd\"", StringComparison.Ordinal));
        Should.Throw<DataFormatException>(() => SpectraModelPackage.Load(_folder)).Message.ShouldContain("technique");
    }

    internal static SpectraRecipe Recipe(SpectrumClassifierOptions classifier) =>
        new()
        {
            Description = "made for tests",
            Data = new SpectraData { Spectra = ["spectra.csv"] },
            Members = [Member(classifier)],
            Gate = new SpectraGateOptions
            {
                Preprocessing = Steps,
                Detector = new NearestNeighbourOptions { Significance = 0.01 },
            },
            Folds = 3,
        };

    private static System.Collections.Immutable.ImmutableArray<SpectrumStep> Steps =>
        [new NormaliseStep(), new LogStep { Floor = 1e-4 }, new SegmentsStep { Count = 40 }];

    private static SpectraMemberOptions Member(SpectrumClassifierOptions classifier) =>
        new() { Preprocessing = Steps, Classifier = classifier };

    private static SpectraFit Fit(SpectraRecipe recipe, MaterialSpectrum[] train, int threads = 1) =>
        SpectraTraining.Fit(
            recipe,
            train,
            Classes,
            Path.GetFileName("model"),
            new SpectrumTrainingContext(recipe.Seed, threads, CancellationToken.None)
        );

    private static SpectraTrainingReport Report(MaterialSpectrum[] train) =>
        new()
        {
            Spectra = new Dictionary<string, int>(StringComparer.Ordinal) { ["all"] = train.Length },
            Accuracy = null,
            NegativeLogLikelihood = null,
            Members = [],
            Split = "none",
            Warnings = [],
        };
}
