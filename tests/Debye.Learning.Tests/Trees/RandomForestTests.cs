using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Trees;

public sealed class RandomForestTests
{
    [Theory]
    [InlineData(255)]
    [InlineData(RandomForestOptions.ExactBins)]
    public void Train_NoBootstrap_EveryLeafIsPure(int bins)
    {
        var table = new FeatureTable(Enumerable.Range(0, 300).Select(i => MathF.Sin(i * i)).ToArray(), 1);
        var labels = Enumerable.Range(0, 300).Select(i => i * 7 % 3).ToArray();
        var examples = TreeExamples.ForClasses(table, labels, 3);
        var model = RandomForest.Train(
            examples,
            new RandomForestOptions
            {
                Trees = 1,
                Bootstrap = false,
                MaxBins = bins,
            }
        );
        if (bins == RandomForestOptions.ExactBins)
        {
            model.Predict(table).ShouldAllBe(p => p == 0 || p == 1);
            TreeData.Accuracy(model, examples).ShouldBe(1);
        }
        else
        {
            TreeData.Accuracy(model, examples).ShouldBeGreaterThan(0.8);
        }
    }

    [Fact]
    public void Train_Xor_IsLearned()
    {
        float[] corners = [0, 0, 0, 1, 1, 0, 1, 1];
        var examples = TreeExamples.ForClasses(new FeatureTable(corners, 2), [0, 1, 1, 0], 2);
        TreeData.Accuracy(RandomForest.Train(examples, new RandomForestOptions { Trees = 1, Bootstrap = false }), examples).ShouldBe(1);
    }

    [Fact]
    public void Train_MissingValues_AreLearned()
    {
        float[] values = [1, 2, 3, 4, float.NaN, float.NaN, 5, 6];
        var table = new FeatureTable(values, 1);
        foreach (
            var labels in (int[][])
                [
                    [0, 0, 0, 0, 1, 1, 1, 1],
                    [0, 0, 0, 0, 0, 0, 1, 1],
                    [0, 0, 0, 0, 1, 1, 0, 0],
                ]
        )
        {
            var examples = TreeExamples.ForClasses(table, labels, 2);
            TreeData.Accuracy(RandomForest.Train(examples, new RandomForestOptions { Trees = 1, Bootstrap = false }), examples).ShouldBe(1);
        }
    }

    [Fact]
    public void Train_OneClassConstantAndEmptyFeatures_AreFine()
    {
        float[] values = [1, float.NaN, 1, float.NaN, 1, float.NaN];
        var table = new FeatureTable(values, 2);
        RandomForest
            .Train(TreeExamples.ForClasses(table, [1, 1, 1], 2), new RandomForestOptions { Trees = 3 })
            .Predict(table)
            .ShouldBe([0, 1, 0, 1, 0, 1]);
        var undecided = RandomForest.Train(
            TreeExamples.ForClasses(table, [0, 1, 1], 2),
            new RandomForestOptions { Trees = 1, Bootstrap = false }
        );
        undecided.Predict(table)[0].ShouldBe(1 / 3f, 1e-6f);
        undecided.Importance(TreeImportance.Gain).ShouldBe([0.0, 0]);
    }

    [Fact]
    public void Train_OutOfBagScore_IsNearTheAccuracyOnNewData()
    {
        var (train, test) = (TreeData.Classes(TreeData.Features(1500, 6, 1), 3, 1), TreeData.Classes(TreeData.Features(1500, 6, 2), 3, 2));
        var model = RandomForest.Train(
            train,
            new RandomForestOptions
            {
                Trees = 60,
                OutOfBagScore = true,
                Threads = 2,
            }
        );
        model.OutOfBagAccuracy!.Value.ShouldBe(TreeData.Accuracy(model, test), 0.05);
        TreeData.Accuracy(model, train).ShouldBeGreaterThan(model.OutOfBagAccuracy.Value + 0.05);
        RandomForest.Train(train, new RandomForestOptions { Trees = 1 }).OutOfBagAccuracy.ShouldBeNull();
    }

    [Fact]
    public void Train_LimitsOfTheOptions_Hold()
    {
        var examples = TreeData.Classes(TreeData.Features(400, 5, 3), 3, 3);
        var model = RandomForest.Train(examples, new RandomForestOptions { Trees = 4, MaxDepth = 1 });
        model.Trees.Nodes.Length.ShouldBe(12);
        var wide = RandomForest.Train(
            examples,
            new RandomForestOptions
            {
                Trees = 1,
                Bootstrap = false,
                MinimumLeafRows = 30,
            }
        );
        for (var i = 0; i < wide.Trees.Nodes.Length; i++)
            wide.Trees.Covers[i].ShouldBeGreaterThanOrEqualTo(30);
    }

    [Fact]
    public void Train_ClassWeights_MoveTheProbabilities()
    {
        var examples = TreeData.Classes(TreeData.Features(400, 3, 4), 2, 4);
        double Share(double weight) =>
            RandomForest
                .Train(
                    examples,
                    new RandomForestOptions
                    {
                        Trees = 20,
                        MaxDepth = 2,
                        ClassWeights = [1, weight],
                    }
                )
                .Predict(examples.Features)
                .Chunk(2)
                .Average(row => (double)row[1]);
        Share(10).ShouldBeGreaterThan(Share(1) + 0.1);
    }

    [Fact]
    public void Train_AnyThreadCount_SameModel()
    {
        var examples = TreeData.Classes(TreeData.Features(800, 20, 6, missing: 0.1), 4, 6);
        var options = new RandomForestOptions
        {
            Trees = 12,
            OutOfBagScore = true,
            Seed = 4,
        };
        var one = TreeData.Bytes(RandomForest.Train(examples, options));
        TreeData.Bytes(RandomForest.Train(examples, options with { Threads = 2 })).ShouldBe(one);
        TreeData.Bytes(RandomForest.Train(examples, options with { Seed = 5 })).ShouldNotBe(one);
    }

    [Fact]
    public void Measure_PermutationImportance_FindsTheFeaturesThatMatter()
    {
        var (train, test) = (TreeData.Classes(TreeData.Features(600, 5, 1), 3, 1), TreeData.Classes(TreeData.Features(600, 5, 2), 3, 2));
        var model = RandomForest.Train(train, new RandomForestOptions { Trees = 40 });
        var importance = PermutationImportance.Measure(model, test, repeats: 3, seed: 1);
        PermutationImportance.Measure(model, test, repeats: 3, seed: 1, threads: 2).ShouldBe(importance);
        importance.Skip(2).ShouldAllBe(other => Math.Abs(other.Mean) < 0.05);
        importance.Take(2).ShouldAllBe(own => own.Mean > 0.1);
        foreach (var kind in Enum.GetValues<TreeImportance>())
            model.Importance(kind).Sum().ShouldBe(1, 1e-9);
        model.Importance(TreeImportance.Gain).Take(2).ShouldAllBe(share => share > 0.2);
    }

    [Fact]
    public void Train_WrongInput_Throws()
    {
        var table = TreeData.Features(10, 2, 1);
        Should.Throw<ArgumentException>(() => RandomForest.Train(TreeData.Values(table, 1), new RandomForestOptions()));
        Should.Throw<ArgumentException>(() =>
            RandomForest.Train(TreeData.Classes(table, 2, 1), new RandomForestOptions { ClassWeights = [1, 2, 3] })
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            RandomForest.Train(TreeData.Classes(table, 2, 1), new RandomForestOptions { Trees = 0 })
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            RandomForest.Train(TreeData.Classes(table, 2, 1), new RandomForestOptions { Bootstrap = false, OutOfBagScore = true })
        );
        var model = RandomForest.Train(TreeData.Classes(table, 2, 1), new RandomForestOptions { Trees = 1 });
        Should.Throw<ArgumentException>(() => PermutationImportance.Measure(model, TreeData.Values(table, 1)));
    }

    [Fact]
    public void Train_ReferenceProblem_AsAccurateAsThePeer()
    {
        var (train, test) = ReferenceProblem.Read(SharedData.Require("reference/trees/classification_9000x72.csv.gz"));
        var model = RandomForest.Train(train, new RandomForestOptions { Trees = 300, Threads = 2 });
        TreeData.Accuracy(model, test).ShouldBeGreaterThanOrEqualTo(0.547 - 0.005);
    }
}
