using Debye.Learning.Metrics;
using Debye.Numerics;

namespace Debye.Learning.Tests.Metrics;

public sealed class ErrorDifferenceTests
{
    [Fact]
    public void ErrorDifference_OneModelBetter_IntervalExcludesZero()
    {
        var random = new RandomSource(1);
        double[] truth = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())];
        double[] good = [.. truth.Select(value => value + 0.1 * random.NextNormal())];
        double[] poor = [.. truth.Select(value => value + 0.2 * random.NextNormal())];
        var interval = Bootstrap.ErrorDifference(good, poor, truth, seed: 1);
        interval.Value.ShouldBe(
            RegressionReport.Evaluate(good, truth).MeanAbsoluteError - RegressionReport.Evaluate(poor, truth).MeanAbsoluteError,
            1e-12
        );
        interval.High.ShouldBeLessThan(0);
        var reversed = Bootstrap.ErrorDifference(poor, good, truth, seed: 1);
        reversed.ShouldBe(new Interval(-interval.Value, -interval.High, -interval.Low));
        Bootstrap.ErrorDifference(good, good, truth, seed: 1).ShouldBe(new Interval(0, 0, 0));
    }

    [Fact]
    public void ErrorDifference_EqualModels_IntervalHoldsZeroAsOftenAsItSays()
    {
        var (random, held) = (new RandomSource(2), 0);
        for (var trial = 0; trial < 200; trial++)
        {
            double[] first = [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())];
            double[] second = [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())];
            var interval = Bootstrap.ErrorDifference(first, second, new double[60], (ulong)trial, draws: 200);
            if (interval.Low <= 0 && interval.High >= 0)
                held++;
        }

        (held / 200.0).ShouldBe(0.95, 0.05);
    }

    [Fact]
    public void ErrorDifference_WrongInput_Throws()
    {
        Should.Throw<ArgumentException>(() => Bootstrap.ErrorDifference([1], [1, 2], [1], 1));
        Should.Throw<ArgumentException>(() => Bootstrap.ErrorDifference([], [], [], 1));
        Should.Throw<ArgumentException>(() => Bootstrap.ErrorDifference([1], [1], [1], 1, draws: 10));
    }
}
