using Debye.Learning.Baselines;
using Debye.Learning.Chemometrics;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Baselines;

/// <summary>What every classifier of tables keeps to. A new one adds one line.</summary>
public sealed class ClassifierConformanceTests
{
    private static readonly StretchSearch Stretch = new() { First = 1, Last = 20 };

    private static Dictionary<string, Func<TreeExamples, int, IClassifier>> Cases { get; } =
        new(StringComparer.Ordinal)
        {
            ["majority"] = (examples, _) => MajorityClass.Train(examples),
            ["neighbours"] = (examples, _) => NearestNeighbours.Train(examples, new NearestNeighboursOptions { Neighbours = 3 }),
            ["neighbours-euclidean"] = (examples, _) =>
                NearestNeighbours.Train(examples, new NearestNeighboursOptions { Metric = NeighbourMetric.StandardisedEuclidean }),
            ["neighbours-stretch"] = (examples, _) =>
                NearestNeighbours.Train(
                    examples,
                    new NearestNeighboursOptions { Votes = NeighbourVotes.NearestOfEachClass, Stretch = Stretch }
                ),
            ["logistic"] = (examples, threads) =>
                LogisticRegression.Train(examples, new LogisticRegressionOptions { BalanceClasses = true, Threads = threads }),
            ["discriminant"] = (examples, threads) =>
                LinearDiscriminant.Train(examples, new LinearDiscriminantOptions { Threads = threads }),
            ["ridge"] = (examples, threads) => RidgeClassifier.Train(examples, new RidgeClassifierOptions { Threads = threads }),
            ["minirocket"] = (examples, threads) =>
                MiniRocketClassifier.Train(
                    examples,
                    new MiniRocketOptions
                    {
                        Features = 420,
                        Seed = 3,
                        Threads = threads,
                    }
                ),
            ["hydra"] = (examples, threads) =>
                HydraClassifier.Train(
                    examples,
                    new HydraOptions
                    {
                        Groups = 8,
                        Seed = 3,
                        Threads = threads,
                    }
                ),
            ["hydra-minirocket"] = (examples, threads) =>
                HydraClassifier.Train(
                    examples,
                    new HydraOptions
                    {
                        Groups = 8,
                        Seed = 3,
                        Threads = threads,
                    },
                    new MiniRocketOptions { Features = 420, Seed = 3 }
                ),
            ["forest"] = (examples, threads) =>
                RandomForest.Train(
                    examples,
                    new RandomForestOptions
                    {
                        Trees = 9,
                        Seed = 3,
                        Threads = threads,
                    }
                ),
            ["pls-hard"] = (examples, _) =>
                PlsDiscriminant.Train(
                    examples,
                    new PlsDiscriminantOptions
                    {
                        Style = DiscriminantStyle.Hard,
                        Regression = new() { Components = 5 },
                    }
                ),
            ["pls-soft"] = (examples, _) =>
                PlsDiscriminant.Train(examples, new PlsDiscriminantOptions { Regression = new() { Components = 5 } }),
            ["extra-trees"] = (examples, threads) =>
                RandomForest.Train(examples, RandomForestOptions.ExtraTrees with { Trees = 9, Seed = 3, Threads = threads }),
        };

    public static TheoryData<string> Classifiers() => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Train_SameSeedAnyThreads_SameNumbers(string name)
    {
        var (train, test) = (BaselineData.Peaks(80, 1), BaselineData.Peaks(50, 2).Features);
        var first = Cases[name](train, 1).Predict(test);
        Cases[name](train, 1).Predict(test).ShouldBe(first);
        Cases[name](train, 2).Predict(test, threads: 2).ShouldBe(first);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Predict_AnyRow_ProbabilitiesAsInTheTable(string name)
    {
        var (train, test) = (BaselineData.Peaks(80, 1), BaselineData.Peaks(50, 2).Features);
        var model = Cases[name](train, 1);
        (model.FeatureCount, model.PredictionCount).ShouldBe((40, 3));
        var all = model.Predict(test);
        all.Length.ShouldBe(150);
        foreach (var row in all.Chunk(3))
        {
            row.Sum().ShouldBe(1, 1e-5f);
            row.ShouldAllBe(p => p >= 0 && p <= 1);
        }

        var own = new float[3];
        model.Predict(test.Row(7), own);
        own.ShouldBe(all[21..24]);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Predict_PeaksApart_BeatsTheMajority(string name)
    {
        var model = Cases[name](BaselineData.Peaks(150, 5), 1);
        if (model is not MajorityClass)
            BaselineData.Accuracy(model, BaselineData.Peaks(90, 6)).ShouldBeGreaterThan(0.5);
        else
            BaselineData.Accuracy(model, BaselineData.Peaks(90, 6)).ShouldBe(1 / 3.0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Predict_WrongLengths_Throws(string name)
    {
        var model = Cases[name](BaselineData.Peaks(60, 1), 1);
        Should.Throw<ArgumentException>(() => model.Predict(new float[39], new float[3]));
        Should.Throw<ArgumentException>(() => model.Predict(new float[40], new float[2]));
        Should.Throw<ArgumentException>(() => model.Predict(new FeatureTable(new float[82], 41)));
        Should.Throw<ArgumentOutOfRangeException>(() => model.Predict(new FeatureTable(new float[80], 40), 0));
        model.Predict(new FeatureTable(Array.Empty<float>(), 40)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Train_WithoutClasses_Throws(string name)
    {
        var table = BaselineData.Peaks(20, 1).Features;
        Should.Throw<ArgumentException>(() => Cases[name](TreeExamples.ForValues(table, new float[20]), 1));
    }

    [Theory]
    [InlineData("neighbours")]
    [InlineData("neighbours-euclidean")]
    [InlineData("logistic")]
    [InlineData("ridge")]
    [InlineData("minirocket")]
    [InlineData("hydra")]
    [InlineData("pls-hard")]
    public void Train_MissingValues_AreRefused(string name)
    {
        var values = BaselineData.Peaks(20, 1).Features.Values.ToArray();
        var model = Cases[name](BaselineData.Peaks(20, 1), 1);
        values[33] = float.NaN;
        var labels = Enumerable.Range(0, 20).Select(i => i % 3).ToArray();
        Should.Throw<ArgumentException>(() => Cases[name](TreeExamples.ForClasses(new FeatureTable(values, 40), labels, 3), 1));
        Should.Throw<ArgumentException>(() => model.Predict(values.AsSpan(0, 40), new float[3]));
    }
}
