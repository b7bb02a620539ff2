using Debye.Learning.Baselines;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Baselines;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Run_Rosenbrock_FindsTheMinimum()
    {
        var point = new double[] { -1.2, 1, -1.2, 1 };
        var result = new QuasiNewton(Rosenbrock, 4).Run(point, 1e-8, 200);
        result.Converged.ShouldBeTrue();
        result.Iterations.ShouldBeLessThan(80);
        point.ShouldAllBe(value => Math.Abs(value - 1) < 1e-6);
        new QuasiNewton(Rosenbrock, 4).Run([-1.2, 1, -1.2, 1], 1e-8, 3).Converged.ShouldBeFalse();
    }

    [Fact]
    public void Run_NoMinimum_SaysSo()
    {
        double Slope(ReadOnlySpan<double> point, Span<double> gradient)
        {
            gradient[0] = -1;
            return -point[0];
        }

        new QuasiNewton(Slope, 1).Run([0], 1e-8, 50).Converged.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Evaluate_AnyPoint_GradientAgreesWithDifferences(bool balance)
    {
        var examples = Uneven(40);
        using var backend = new CpuBackend(2);
        var objective = new SoftmaxObjective(
            examples,
            Standardisation.Of(examples.Features),
            new LogisticRegressionOptions { Penalty = 3, BalanceClasses = balance },
            backend
        );
        var random = new RandomSource(5);
        var point = new double[objective.Dimension];
        for (var i = 0; i < point.Length; i++)
            point[i] = random.NextNormal();
        var (gradient, scratch) = (new double[point.Length], new double[point.Length]);
        objective.Evaluate(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            const double step = 1e-2;
            point[i] += step;
            var above = objective.Evaluate(point, scratch);
            point[i] -= 2 * step;
            var below = objective.Evaluate(point, scratch);
            point[i] += step;
            ((above - below) / (2 * step)).ShouldBe(gradient[i], 2e-4);
        }
    }

    [Fact]
    public void Train_ConstantFeatures_GivesTheSharesOfTheClasses()
    {
        var examples = TreeExamples.ForClasses(new FeatureTable(new float[] { 4, 4, 4, 4, 4 }, 1), [0, 0, 0, 2, 2], 3);
        var model = LogisticRegression.Train(examples, new LogisticRegressionOptions { GradientTolerance = 1e-6 });
        var shares = new float[3];
        model.Predict([4], shares);
        shares.ShouldBe([0.6f, 0, 0.4f], 1e-3);
        LogisticRegression
            .Train(examples, new LogisticRegressionOptions { BalanceClasses = true, GradientTolerance = 1e-6 })
            .Predict([9], shares);
        shares.ShouldBe([0.5f, 0, 0.5f], 1e-3);
    }

    [Fact]
    public void Train_ScaledAndShiftedFeatures_SameProbabilities()
    {
        var (train, test) = (BaselineData.Peaks(90, 1), BaselineData.Peaks(30, 2).Features);
        FeatureTable Bent(FeatureTable table) =>
            new(table.Values.ToArray().Select((value, i) => value * (1 + i % table.Columns) - 3).ToArray(), table.Columns);
        var labels = train.Targets.ToArray().Select(target => (int)target).ToArray();
        var options = new LogisticRegressionOptions { GradientTolerance = 1e-6 };
        var bent = LogisticRegression.Train(TreeExamples.ForClasses(Bent(train.Features), labels, 3), options);
        bent.Predict(Bent(test)).ShouldBe(LogisticRegression.Train(train, options).Predict(test), 2e-3);
    }

    [Fact]
    public void Train_WeightOfTwo_SameAsTheExampleTwice()
    {
        var once = TreeExamples.ForClasses(new FeatureTable(new float[] { 0, 1, 2, 3 }, 1), [0, 1, 0, 1], 2, [1, 1, 1, 2]);
        var twice = TreeExamples.ForClasses(new FeatureTable(new float[] { 0, 1, 2, 3, 3 }, 1), [0, 1, 0, 1, 1], 2);
        var options = new LogisticRegressionOptions { GradientTolerance = 1e-6, Penalty = 1e-3 };
        LogisticRegression
            .Train(once, options)
            .Predict(once.Features)
            .ShouldBe(LogisticRegression.Train(twice, options).Predict(once.Features), 2e-3);
    }

    [Fact]
    public void Train_MorePenalty_LessCertain()
    {
        var train = BaselineData.Peaks(60, 3);
        double Certainty(double penalty) =>
            LogisticRegression
                .Train(train, new LogisticRegressionOptions { Penalty = penalty })
                .Predict(train.Features)
                .Chunk(3)
                .Average(row => row.Max());
        Certainty(0.01).ShouldBeGreaterThan(0.95);
        Certainty(1e5).ShouldBeLessThan(0.4);
    }

    [Fact]
    public void Train_WrongOptions_Throws()
    {
        foreach (
            var options in new[]
            {
                new LogisticRegressionOptions { Penalty = 0 },
                new LogisticRegressionOptions { GradientTolerance = 0 },
                new LogisticRegressionOptions { MaxIterations = 0 },
                new LogisticRegressionOptions { Threads = 0 },
            }
        )
            Should.Throw<ArgumentOutOfRangeException>(() => LogisticRegression.Train(Uneven(9), options));
    }

    [Theory]
    [InlineData(false, 0.399, 0.628, 0.301)]
    [InlineData(true, 0.344, 0.574, 0.377)]
    public void Train_ReferenceSplit_ReachesTheReferenceNumbers(bool balance, double top1, double top2, double recall)
    {
        var (train, test, truth, set) = BaselineData.Pdf(BaselineData.RandomSplit);
        var model = LogisticRegression.Train(train, new LogisticRegressionOptions { BalanceClasses = balance, Threads = 2 });
        model.Converged.ShouldBeTrue(
            $"{model.Iterations} iterations, gradient {model.GradientNorm:e2}, objective {model.Objective}, accuracy "
                + $"{BaselineData.Top(model.Predict(test), truth, 1)}"
        );
        var probabilities = model.Predict(test);
        BaselineData.Top(probabilities, truth, 1).ShouldBe(top1, 0.003);
        BaselineData.Top(probabilities, truth, 2).ShouldBe(top2, 0.003);
        ClassificationReport
            .Evaluate(probabilities, truth, [.. set.Classes.Select(group => $"{group}")])
            .MacroRecall.ShouldBe(recall, 0.005);
    }

    private static TreeExamples Uneven(int rows)
    {
        var peaks = BaselineData.Peaks(rows, 4, points: 6);
        return TreeExamples.ForClasses(peaks.Features, [.. Enumerable.Range(0, rows).Select(i => i % 3 == 2 && i % 2 == 0 ? 0 : i % 3)], 3);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double value = 0;
        for (var i = 0; i < x.Length; i += 2)
        {
            var (a, b) = (1 - x[i], x[i + 1] - x[i] * x[i]);
            value += a * a + 100 * b * b;
            gradient[i] = -2 * a - 400 * x[i] * b;
            gradient[i + 1] = 200 * b;
        }

        return value;
    }
}
