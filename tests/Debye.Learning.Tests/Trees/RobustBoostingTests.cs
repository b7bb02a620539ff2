using Debye.Learning.Tables;
using Debye.Learning.Tests.Regression;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Trees;

public sealed class RobustBoostingTests
{
    private static GradientBoostingOptions Absolute { get; } = new() { ValueObjective = BoostingObjective.AbsoluteError };

    private static GradientBoostingOptions Huber { get; } = new() { ValueObjective = BoostingObjective.Huber };

    [Theory]
    [InlineData(BoostingObjective.AbsoluteError)]
    [InlineData(BoostingObjective.Huber)]
    public void Differentiate_FirstDerivative_IsThatOfFiniteDifferences(BoostingObjective objective)
    {
        var loss = BoostingLoss.Of(objective, 0, huberWidth: 0.8);
        var scores = Enumerable.Range(0, 16).Select(i => 3 * MathF.Sin(i + 1)).ToArray();
        var (targets, weights, first, second) = (new float[16], new float[16], new float[16], new float[16]);
        for (var i = 0; i < 16; i++)
            (targets[i], weights[i]) = (0.1f * i, 0.5f + i);
        loss.Differentiate(scores, targets, weights, first, second, 16, 0, 16);
        for (var i = 0; i < 16; i++)
        {
            ((double)first[i]).ShouldBe(
                weights[i] * (loss.Loss([scores[i] + 1e-4], targets[i]) - loss.Loss([scores[i] - 1e-4], targets[i])) / 2e-4,
                1e-3 * weights[i]
            );
            second[i].ShouldBe(weights[i]);
        }
    }

    [Fact]
    public void Train_Stump_LeavesAreMediansOrHubersStep()
    {
        var table = new FeatureTable(Enumerable.Range(0, 10).Select(i => (float)i).ToArray(), 1);
        var examples = TreeExamples.ForValues(table, [0, 1, 2, 3, 99, 20, 21, 22, 23, -50]);
        var options = Absolute with { Rounds = 1, MaxDepth = 1, LearningRate = 1, L2 = 0, MinimumChildWeight = 5 };
        GradientBoosting.Train(examples, options).Predict(table).ShouldBe([2, 2, 2, 2, 2, 21, 21, 21, 21, 21], 1e-5f);
        // Residuals from the medians, clamped to ±1.5: −1.5, −1, 0, 1, 1.5 on the left and −1, 0, 1, 1.5, −1.5 on the right; both means are
        // 0.
        GradientBoosting
            .Train(examples, options with { ValueObjective = BoostingObjective.Huber, HuberWidth = 1.5 })
            .Predict(table)
            .ShouldBe([2, 2, 2, 2, 2, 21, 21, 21, 21, 21], 1e-5f);
        // A wide width makes it the mean.
        var wide = GradientBoosting
            .Train(examples, options with { ValueObjective = BoostingObjective.Huber, HuberWidth = 1e4 })
            .Predict(table);
        wide.ShouldBe(
            GradientBoosting.Train(examples, options with { ValueObjective = BoostingObjective.SquaredError }).Predict(table),
            1e-3f
        );
        GradientBoosting
            .Train(
                TreeExamples.ForValues(table, examples.Targets, [1, 1, 1, 9, 1, 1, 1, 1, 1, 1]),
                options with
                {
                    MinimumChildWeight = 0,
                    MaxDepth = 4,
                    MinimumGain = 1e9,
                }
            )
            .Predict(table)[0]
            .ShouldBe(3, 1e-5f);
    }

    [Fact]
    public void Train_FriedmanWithWildValues_AsAccurateAsThePeer()
    {
        // scikit-learn 1.2.1, HistGradientBoostingRegressor(loss='absolute_error', max_iter=200, learning_rate=0.1, max_depth=4,
        // max_leaf_nodes=None, min_samples_leaf=10), mean absolute error on the clean test values: 1.352 and, with 30 added to every tenth
        // training value, 1.518; with loss='squared_error' 1.278 and 4.134.
        var (train, test) = (RegressionData.Friedman(0, 500), RegressionData.Friedman(500, 1000));
        var wild = TreeExamples.ForValues(
            train.Features,
            [.. train.Targets.ToArray().Select((value, i) => i % 10 == 0 ? value + 30 : value)]
        );
        double Error(TreeExamples examples, GradientBoostingOptions options)
        {
            var model = GradientBoosting.Train(
                examples,
                options with
                {
                    Rounds = 200,
                    LearningRate = 0.1,
                    MaxDepth = 4,
                    L2 = 0,
                    MinimumChildWeight = 10,
                }
            );
            return model.Predict(test.Features).Select((value, i) => Math.Abs(value - test.Targets[i])).Average();
        }

        Error(train, Absolute).ShouldBe(1.352, 0.06);
        Error(wild, Absolute).ShouldBe(1.518, 0.09);
        Error(train, new GradientBoostingOptions()).ShouldBe(1.278, 0.06);
        Error(wild, new GradientBoostingOptions()).ShouldBeGreaterThan(3);

        // A plain loop over DecisionTreeRegressor(max_depth=4, min_samples_leaf=10) on residuals clamped to ±1, leaves by the same step:
        // 1.264, 2.501.
        Error(train, Huber).ShouldBe(1.264, 0.06);
        Error(wild, Huber).ShouldBe(2.501, 0.15);
    }

    [Theory]
    [InlineData(BoostingObjective.AbsoluteError)]
    [InlineData(BoostingObjective.Huber)]
    public void Train_AnyThreadCountSavedAndLoaded_SameModel(BoostingObjective objective)
    {
        var examples = TreeData.Values(TreeData.Features(600, 8, 2, missing: 0.05), 2);
        var options = new GradientBoostingOptions
        {
            Rounds = 5,
            RowFraction = 0.7,
            Seed = 11,
            ValueObjective = objective,
            EarlyStoppingRounds = 3,
        };
        var model = GradientBoosting.Train(examples, options, examples);
        TreeData.Bytes(GradientBoosting.Train(examples, options with { Threads = 2 }, examples)).ShouldBe(TreeData.Bytes(model));
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bin");
        model.Save(path);
        var read = GradientBoosting.Load(path);
        File.Delete(path);
        read.Objective.ShouldBe(objective);
        read.Predict(examples.Features).ShouldBe(model.Predict(examples.Features));
        model.ValidationLosses[^1].ShouldBeLessThan(model.ValidationLosses[0]);
    }

    [Fact]
    public void Train_WrongOptions_Throw()
    {
        var examples = TreeData.Values(TreeData.Features(10, 2, 1), 1);
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(examples, Huber with { HuberWidth = 0 }));
        Should.Throw<ArgumentException>(() =>
            GradientBoosting.Train(examples, new GradientBoostingOptions { ValueObjective = BoostingObjective.Softmax })
        );
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(examples, Absolute with { MonotoneConstraints = [1, 0] }));
        Should
            .Throw<ArgumentException>(() => GradientBoosting.Train(TreeData.Classes(examples.Features, 2, 1), Absolute))
            .Message.ShouldContain("classes");
    }
}
