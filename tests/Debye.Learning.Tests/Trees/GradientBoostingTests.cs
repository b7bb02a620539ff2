using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Trees;

public sealed class GradientBoostingTests
{
    [Fact]
    public void Train_StumpOnAStep_FindsItExactly()
    {
        var values = Enumerable.Range(0, 40).Select(i => (float)i).ToArray();
        var examples = TreeExamples.ForValues(new FeatureTable(values, 1), [.. values.Select(v => v < 12 ? -1f : 3f)]);
        var model = GradientBoosting.Train(
            examples,
            new GradientBoostingOptions
            {
                Rounds = 1,
                MaxDepth = 1,
                LearningRate = 1,
                L2 = 0,
            }
        );
        model.Trees.Nodes[0].Threshold.ShouldBe(11.5f);
        model.Predict(new FeatureTable(new[] { 11.49f, 11.51f }, 1)).ShouldBe([-1f, 3f], 1e-5f);
        model.Importance(TreeImportance.Gain).ShouldBe([1.0]);
    }

    [Fact]
    public void Train_Xor_NeedsTwoLevelsAndLearnsIt()
    {
        // Slightly unequal corners, or the first split would gain nothing.
        float[] corners = [0, 0, 0, 1, 1, 0, 1, 1, 0, 0];
        var examples = TreeExamples.ForClasses(new FeatureTable(corners, 2), [0, 1, 1, 0, 0], 2);
        var model = GradientBoosting.Train(
            examples,
            new GradientBoostingOptions
            {
                Rounds = 30,
                MaxDepth = 2,
                MinimumChildWeight = 0,
                L2 = 0.1,
            }
        );
        TreeData.Accuracy(model, examples).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Train_MonotoneConstraint_HoldsOnAGrid(int sign)
    {
        var table = TreeData.Features(400, 3, 5, missing: 0.1);
        var examples = TreeData.Values(table, 5);
        var model = GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 40, MonotoneConstraints = [sign, 0, 0] });
        foreach (var other in new[] { 0f, 2f, 5f, float.NaN })
        {
            var grid = Enumerable.Range(0, 120).SelectMany(i => new[] { i * 0.05f, other, 1f }).ToArray();
            var predictions = model.Predict(new FeatureTable(grid, 3));
            for (var i = 1; i < predictions.Length; i++)
                (sign * (predictions[i] - predictions[i - 1])).ShouldBeGreaterThanOrEqualTo(-1e-5f);
        }

        var free = GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 40, MonotoneConstraints = [0, 0, 0] });
        var usual = GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 40 });
        var (a, b) = (free.Predict(table), usual.Predict(table));
        for (var i = 0; i < a.Length; i++)
            a[i].ShouldBe(b[i], 0.02f);
    }

    [Fact]
    public void Train_MissingValues_LearnTheirWay()
    {
        float[] values = [1, 2, 3, 4, float.NaN, float.NaN, 5, 6];
        var table = new FeatureTable(values, 1);
        var options = new GradientBoostingOptions
        {
            Rounds = 1,
            MaxDepth = 1,
            LearningRate = 1,
            L2 = 0,
        };
        GradientBoosting
            .Train(TreeExamples.ForValues(table, [0, 0, 0, 0, 1, 1, 1, 1]), options)
            .Predict(table)
            .ShouldBe([0, 0, 0, 0, 1, 1, 1, 1], 1e-6f);
        GradientBoosting
            .Train(TreeExamples.ForValues(table, [0, 0, 0, 0, 0, 0, 1, 1]), options)
            .Predict(table)
            .ShouldBe([0, 0, 0, 0, 0, 0, 1, 1], 1e-6f);
        GradientBoosting
            .Train(TreeExamples.ForValues(table, [0, 0, 0, 0, 1, 1, 0, 0]), options)
            .Predict(table)
            .ShouldBe([0, 0, 0, 0, 1, 1, 0, 0], 1e-6f);
    }

    [Fact]
    public void Train_InfinitiesConstantAndEmptyFeatures_AreFine()
    {
        float[] values = [float.NegativeInfinity, 7, float.NaN, 1, 7, float.NaN, float.PositiveInfinity, 7, float.NaN];
        var table = new FeatureTable(values, 3);
        var model = GradientBoosting.Train(
            TreeExamples.ForValues(table, [1, 2, 3]),
            new GradientBoostingOptions
            {
                Rounds = 60,
                L2 = 0,
                MaxDepth = 3,
            }
        );
        model.Predict(table).ShouldBe([1, 2, 3], 1e-3f);
        model.Importance(TreeImportance.Splits).ShouldBe([1.0, 0, 0]);
    }

    [Fact]
    public void Train_OneClassOnly_IsCertain()
    {
        var table = TreeData.Features(20, 2, 1);
        GradientBoosting
            .Train(TreeExamples.ForClasses(table, new int[20], 1), new GradientBoostingOptions { Rounds = 2 })
            .Predict(table)
            .ShouldAllBe(p => p == 1);
        var model = GradientBoosting.Train(
            TreeExamples.ForClasses(table, [.. Enumerable.Repeat(1, 20)], 3),
            new GradientBoostingOptions { Rounds = 5 }
        );
        model.Predict(table).Chunk(3).ShouldAllBe(row => row[1] > 0.99f);
    }

    [Fact]
    public void Train_EarlyStopping_KeepsTheBestRound()
    {
        var (train, validation) = (
            TreeData.Classes(TreeData.Features(300, 4, 7), 3, 7),
            TreeData.Classes(TreeData.Features(300, 4, 8), 3, 8)
        );
        var model = GradientBoosting.Train(train, new GradientBoostingOptions { Rounds = 400, EarlyStoppingRounds = 10 }, validation);
        var losses = model.ValidationLosses.ToArray();
        model.Rounds.ShouldBe(Array.IndexOf(losses, losses.Min()) + 1);
        losses.Length.ShouldBe(model.Rounds + 10);
        var report = Learning.Metrics.ClassificationReport.Evaluate(
            model.Predict(validation.Features),
            [.. validation.Targets.ToArray().Select(t => (int)t)],
            ["a", "b", "c"]
        );
        report.NegativeLogLikelihood.ShouldBe(losses.Min(), 1e-4);
    }

    [Fact]
    public void Train_WeightTwo_IsTheSameAsTwice()
    {
        var table = TreeData.Features(120, 4, 9);
        var examples = TreeData.Values(table, 9);
        var weights = Enumerable.Range(0, 120).Select(i => i % 3 == 0 ? 2f : 1f).ToArray();
        var order = Enumerable.Range(0, 120).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var twice = TreeExamples.ForValues(
            new FeatureTable(order.SelectMany(i => table.Row(i).ToArray()).ToArray(), 4),
            [.. order.Select(i => examples.Targets[i])]
        );
        var options = new GradientBoostingOptions { Rounds = 8, MaxDepth = 3 };
        var weighted = GradientBoosting.Train(TreeExamples.ForValues(table, examples.Targets, weights), options).Predict(table);
        weighted.ShouldBe(GradientBoosting.Train(twice, options).Predict(table), 1e-3f);
    }

    [Fact]
    public void Train_ClassWeights_MoveTheBoundary()
    {
        var examples = TreeData.Classes(TreeData.Features(400, 3, 4), 2, 4);
        double Share(double weight) =>
            GradientBoosting
                .Train(
                    examples,
                    new GradientBoostingOptions
                    {
                        Rounds = 10,
                        MaxDepth = 2,
                        ClassWeights = [1, weight],
                    }
                )
                .Predict(examples.Features)
                .Chunk(2)
                .Average(row => (double)row[1]);
        Share(10).ShouldBeGreaterThan(Share(1) + 0.05);
    }

    [Fact]
    public void Train_MaxLeaves_LimitsEveryTree()
    {
        var examples = TreeData.Values(TreeData.Features(500, 5, 3), 3);
        var model = GradientBoosting.Train(
            examples,
            new GradientBoostingOptions
            {
                Rounds = 5,
                MaxDepth = 30,
                MaxLeaves = 9,
            }
        );
        model.Trees.LeafValues.Length.ShouldBe(5 * 9);
        var deep = GradientBoosting.Train(
            examples,
            new GradientBoostingOptions
            {
                Rounds = 5,
                MaxDepth = 4,
                MaxLeaves = 16,
            }
        );
        deep.Predict(examples.Features)
            .ShouldBe(
                GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 5, MaxDepth = 4 }).Predict(examples.Features),
                1e-6f
            );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Train_AnyThreadCount_SameModel(int classes)
    {
        var table = TreeData.Features(6000, 40, 2, missing: 0.05);
        var examples = classes == 0 ? TreeData.Values(table, 2) : TreeData.Classes(table, classes, 2);
        var options = new GradientBoostingOptions
        {
            Rounds = 3,
            RowFraction = 0.7,
            ColumnFraction = 0.5,
            Seed = 11,
        };
        var one = GradientBoosting.Train(examples, options);
        TreeData.Bytes(GradientBoosting.Train(examples, options with { Threads = 2 })).ShouldBe(TreeData.Bytes(one));
        one.Predict(table, 2).ShouldBe(one.Predict(table));
        TreeData.Bytes(GradientBoosting.Train(examples, options with { Seed = 12 })).ShouldNotBe(TreeData.Bytes(one));
    }

    [Theory]
    [InlineData(BoostingObjective.SquaredError, 0)]
    [InlineData(BoostingObjective.Logistic, 2)]
    [InlineData(BoostingObjective.Softmax, 3)]
    public void Differentiate_MatchesFiniteDifferences(BoostingObjective objective, int classes)
    {
        var loss = BoostingLoss.Of(objective, classes);
        var (targets, weights) = (new float[16], new float[16]);
        var scores = Enumerable.Range(0, 16 * loss.Outputs).Select(i => MathF.Sin(i)).ToArray();
        var (first, second) = (new float[scores.Length], new float[scores.Length]);
        for (var i = 0; i < 16; i++)
            (targets[i], weights[i]) = (i % Math.Max(1, classes), 0.5f + i);
        loss.Differentiate(scores, targets, weights, first, second, 16, 0, 16);
        for (var i = 0; i < 16; i++)
        for (var k = 0; k < loss.Outputs; k++)
        {
            const double step = 1e-4;
            var own = Enumerable.Range(0, loss.Outputs).Select(j => (double)scores[j * 16 + i]).ToArray();
            double At(double shift) => loss.Loss([.. own.Select((s, j) => j == k ? s + shift : s)], targets[i]);
            var curvature = objective == BoostingObjective.Softmax ? 2 : 1;
            ((double)first[k * 16 + i]).ShouldBe(weights[i] * (At(step) - At(-step)) / (2 * step), 1e-4 * weights[i]);
            ((double)second[k * 16 + i]).ShouldBe(
                curvature * weights[i] * (At(step) - 2 * At(0) + At(-step)) / (step * step),
                1e-4 * weights[i]
            );
        }
    }

    [Fact]
    public void Train_WrongInput_Throws()
    {
        var table = TreeData.Features(10, 2, 1);
        var examples = TreeData.Values(table, 1);
        Should.Throw<ArgumentException>(() => new FeatureTable(new float[5], 2));
        Should.Throw<ArgumentException>(() => TreeExamples.ForValues(table, new float[9]));
        Should.Throw<ArgumentException>(() => TreeExamples.ForValues(table, [.. Enumerable.Repeat(float.NaN, 10)]));
        Should.Throw<ArgumentException>(() => TreeExamples.ForClasses(table, [.. Enumerable.Repeat(2, 10)], 2));
        Should.Throw<ArgumentException>(() => TreeExamples.ForValues(table, new float[10], new float[10]));
        Should.Throw<ArgumentException>(() => TreeExamples.ForValues(new FeatureTable(Array.Empty<float>(), 2), []));
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(examples, new GradientBoostingOptions { EarlyStoppingRounds = 3 }));
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(examples, new GradientBoostingOptions { MonotoneConstraints = [1] }));
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(examples, new GradientBoostingOptions { ClassWeights = [1] }));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            GradientBoosting.Train(examples, new GradientBoostingOptions { LearningRate = double.NaN })
        );
        var model = GradientBoosting.Train(examples, new GradientBoostingOptions { Rounds = 1 });
        Should.Throw<ArgumentException>(() => model.Predict(new float[3], new float[1]));
        Should.Throw<ArgumentException>(() => model.Predict(new float[2], new float[2]));
        Should.Throw<ArgumentException>(() => model.Predict(TreeData.Features(3, 3, 1)));
    }

    [Fact]
    public void Train_ReferenceProblem_AsAccurateAsThePeer()
    {
        var (train, test) = ReferenceProblem.Read(SharedData.Require("reference/trees/classification_9000x72.csv.gz"));
        var model = GradientBoosting.Train(train, new GradientBoostingOptions { Threads = 2 });
        TreeData.Accuracy(model, test).ShouldBeGreaterThanOrEqualTo(0.523 - 0.005);
    }
}
