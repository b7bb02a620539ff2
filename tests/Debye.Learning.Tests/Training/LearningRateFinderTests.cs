using Debye.Learning.Tests.Chemometrics;
using Debye.Learning.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Training;

public sealed class LearningRateFinderTests
{
    [Fact]
    public void Record_ReferenceLosses_SameRatesSmoothingAndStop()
    {
        var expected = SpectraReference.Json("lr_finder.json");
        var finder = new LearningRateFinder(new LearningRateFinderOptions { Start = 1e-6 });
        var losses = expected.Numbers("raw_loss");
        var stopped = Array.FindIndex(losses, loss => !finder.Record(loss));
        stopped.ShouldBe(expected.GetProperty("stopped_at_batch_index").GetInt32());
        finder.Curve.Rates.ToArray().ShouldAgree(expected.Numbers("learning_rate"), 1e-12);
        finder.Curve.Losses.ToArray().ShouldBe(losses);
        finder.Curve.Smoothed.ToArray().ShouldAgree(expected.Numbers("smoothed_loss"), 1e-12);
        foreach (var share in new[] { 0.25, 0.5, 0.75, 0.9 })
            Bounds(finder.Curve.EstimateBounds(share))
                .ShouldAgree(expected.GetProperty("estimate_clr_base_max_by_frac").Numbers(FormattableString.Invariant($"{share}")), 1e-12);
        Bounds(finder.Curve.EstimateBounds(0.75, skip: 10)).ShouldAgree(expected.Numbers("estimate_clr_skip10_frac075"), 1e-12);
    }

    [Theory]
    [InlineData("triangular", ScheduleKind.Cyclical, 1)]
    [InlineData("triangular2", ScheduleKind.CyclicalHalving, 1)]
    [InlineData("exp_range", ScheduleKind.CyclicalDecaying, 0.97)]
    public void RateAt_ReferenceSchedules_SameRates(string name, ScheduleKind kind, double decay)
    {
        var expected = SpectraReference.Json("clr_schedules.json").GetProperty(name).Numbers("clr_at_iteration_0_to_60");
        var schedule = new LearningRateBounds(LearningRateBoundsStatus.Found, 1e-4, 1e-2).ToSchedule(kind, 3) with { DecayPerStep = decay };
        Enumerable.Range(0, 61).Select(step => schedule.RateAt(step, 60)).ShouldAgree(expected, 1e-12);
    }

    [Fact]
    public void RateAt_AnyCyclicalSchedule_StaysWithinItsBounds() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                ArbMap.Default.ArbFor<byte>(),
                (step, cycles) =>
                {
                    foreach (var kind in new[] { ScheduleKind.Cyclical, ScheduleKind.CyclicalHalving, ScheduleKind.CyclicalDecaying })
                        new LearningRateSchedule
                        {
                            Kind = kind,
                            BaseRate = 0.1,
                            FinalShare = 0.01,
                            Cycles = cycles + 1,
                            DecayPerStep = 0.999,
                        }
                            .RateAt(Math.Abs((long)step), 5000)
                            .ShouldBeInRange(0.000999999, 0.100000001);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Record_LossThatStays_GoesThroughTheWholeRange()
    {
        var finder = new LearningRateFinder(
            new LearningRateFinderOptions
            {
                Start = 1e-5,
                End = 1,
                Updates = 50,
            }
        );
        var steps = 1;
        while (finder.Record(2))
            steps++;
        steps.ShouldBe(51);
        finder.Curve.Rates.Span[^1].ShouldBe(1, 1e-9);
        finder.Curve.Smoothed.ToArray().ShouldAllBe(loss => Math.Abs(loss - 2) < 1e-9);
    }

    [Fact]
    public void Record_LossThatIsNotANumber_EndsTheRunAndIsNotKept()
    {
        var finder = new LearningRateFinder(new LearningRateFinderOptions());
        finder.Record(2).ShouldBeTrue();
        finder.Record(double.NaN).ShouldBeFalse();
        finder.Curve.Losses.Length.ShouldBe(1);
    }

    [Fact]
    public void EstimateBounds_CurvesWithoutAnswer_SaySo()
    {
        var rates = Enumerable.Range(0, 50).Select(i => 1e-6 * Math.Pow(1.3, i)).ToArray();
        Curve([.. Enumerable.Range(0, 50).Select(i => 1.0 + i)]).EstimateBounds().Status.ShouldBe(LearningRateBoundsStatus.MinimumTooEarly);
        Curve([.. Enumerable.Range(0, 50).Select(i => i == 49 ? 0.9 : 1 + Math.Sin(Math.PI * i / 49.0))])
            .EstimateBounds()
            .Status.ShouldBe(LearningRateBoundsStatus.NoDescent);
        var few = new LearningRateCurve(rates.AsMemory(0, 12), rates.AsMemory(0, 12), rates.AsMemory(0, 12)).EstimateBounds(skip: 5);
        few.Status.ShouldBe(LearningRateBoundsStatus.TooFewPoints);
        Should.Throw<InvalidOperationException>(() => few.ToSchedule(ScheduleKind.Cyclical, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Curve(rates).EstimateBounds(1));
        Should.Throw<ArgumentOutOfRangeException>(() => Curve(rates).EstimateBounds(skip: -1));

        LearningRateCurve Curve(double[] smoothed) => new(rates, smoothed, smoothed);
    }

    [Fact]
    public void Create_BadOptions_Throws()
    {
        LearningRateFinderOptions[] bad =
        [
            new() { Start = 0 },
            new() { End = 1e-9 },
            new() { Updates = 3 },
            new() { StopFactor = 1 },
            new() { Smoothing = 1 },
        ];
        foreach (var options in bad)
            Should.Throw<ArgumentOutOfRangeException>(() => new LearningRateFinder(options));
    }

    private static double[] Bounds(LearningRateBounds bounds) => [bounds.Lower, bounds.Upper];
}
