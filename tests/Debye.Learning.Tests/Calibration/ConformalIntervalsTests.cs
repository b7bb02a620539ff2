using System.Text.Json;
using Debye.Learning.Calibration;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Calibration;

public sealed class ConformalIntervalsTests
{
    [Fact]
    public void Quantile_NineScores_IsTheRankOfTheLiterature()
    {
        var intervals = new ConformalIntervals { Scores = [9, 1, 2, 3, 8, 4, 5, 6, 7] };
        intervals.Quantile(0).ShouldBe(0);
        intervals.Quantile(0.1).ShouldBe(1);
        intervals.Quantile(0.11).ShouldBe(2);
        intervals.Quantile(0.8).ShouldBe(8);
        intervals.Quantile(0.9).ShouldBe(9);
        intervals.HighestCoverage.ShouldBe(0.9);
        new ConformalIntervals { Scores = [.. Enumerable.Range(1, 99).Select(i => (double)i)] }
            .Quantile(0.07)
            .ShouldBe(7);
        intervals.Predict(5, 2, 0.9).ShouldBe(new Learning.Metrics.Interval(5, -13, 23));
    }

    [Fact]
    public void Predict_TooFewScores_IsInfinite()
    {
        var intervals = new ConformalIntervals { Scores = [1, 2, 3] };
        var interval = intervals.Predict(5, 1, 0.9);
        (interval.Low, interval.High).ShouldBe((double.NegativeInfinity, double.PositiveInfinity));
        intervals.Quantile(1).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Judge_ExchangeableData_CoversAsOftenAsAsked() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).ToArbitrary(),
                Gen.Choose(1, 19).ToArbitrary(),
                (seed, twentieths) =>
                {
                    // With n scores the coverage over all calibrations is rank/(n + 1) exactly; over 300 of them and one test value each,
                    // to 4 standard errors.
                    var (random, coverage, covered) = (new RandomSource((ulong)seed), twentieths / 20.0, 0);
                    for (var trial = 0; trial < 300; trial++)
                    {
                        var (predictions, scales, truth) = Draw(40, ref random);
                        var intervals = ConformalIntervals.Fit(predictions.AsSpan(1), scales.AsSpan(1), truth.AsSpan(1));
                        covered += (int)
                            Math.Round(
                                intervals.Judge(predictions.AsSpan(0, 1), scales.AsSpan(0, 1), truth.AsSpan(0, 1), coverage).Coverage.Value
                            );
                    }

                    (covered / 300.0).ShouldBe(coverage, 4 * Math.Sqrt(coverage * (1 - coverage) / 300));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20260101, 1));

    [Fact]
    public void Judge_ScalesThatFit_AreNarrowerThanOneWidth()
    {
        var random = new RandomSource(3);
        var (calibration, test) = (Draw(2000, ref random), Draw(2000, ref random));
        double[] ones = [.. Enumerable.Repeat(1.0, 2000)];
        var own = ConformalIntervals
            .Fit(calibration.Predictions, calibration.Scales, calibration.Truth)
            .Judge(test.Predictions, test.Scales, test.Truth, 0.9);
        var flat = ConformalIntervals.Fit(calibration.Predictions, ones, calibration.Truth).Judge(test.Predictions, ones, test.Truth, 0.9);
        own.Coverage.Value.ShouldBe(0.9, 0.03);
        flat.Coverage.Value.ShouldBe(0.9, 0.03);
        own.MeanWidth.ShouldBeLessThan(flat.MeanWidth);
    }

    [Fact]
    public void Serialize_Json_RoundTrips()
    {
        var intervals = new ConformalIntervals { Scores = [0.3, 0.1, 2] };
        var read = JsonSerializer.Deserialize<ConformalIntervals>(JsonSerializer.Serialize(intervals)).ShouldNotBeNull();
        read.Scores.ShouldBe([0.1, 0.3, 2]);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ConformalIntervals>("{}"));
    }

    [Fact]
    public void Fit_WrongInput_Throws()
    {
        Should.Throw<ArgumentException>(() => ConformalIntervals.Fit([1], [1, 1], [1]));
        Should.Throw<ArgumentException>(() => ConformalIntervals.Fit([1], [0], [1]));
        Should.Throw<ArgumentException>(() => ConformalIntervals.Fit([double.NaN], [1], [1]));
        Should.Throw<ArgumentException>(() => ConformalIntervals.Fit([], [], []));
        var intervals = new ConformalIntervals { Scores = [1] };
        Should.Throw<ArgumentException>(() => intervals.Quantile(1.1));
        Should.Throw<ArgumentException>(() => intervals.Predict(1, double.NaN, 0.5));
    }

    /// <summary>Predictions whose errors are as wide as their scales say.</summary>
    private static (double[] Predictions, double[] Scales, double[] Truth) Draw(int count, ref RandomSource random)
    {
        var (predictions, scales, truth) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            (predictions[i], scales[i]) = (random.NextNormal(), Math.Exp(random.NextNormal()));
            truth[i] = predictions[i] + 0.3 * scales[i] * random.NextNormal();
        }

        return (predictions, scales, truth);
    }
}
