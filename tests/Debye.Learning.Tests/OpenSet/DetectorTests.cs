using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Tests.Chemometrics;
using Debye.Numerics;

namespace Debye.Learning.Tests.OpenSet;

public sealed class DetectorTests
{
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(10)]
    public void Dime_ReferenceFeatures_SameDistancesAndVerdicts(int axes)
    {
        var (train, test) = (SpectraReference.Table("dime_features_train.csv"), SpectraReference.Table("dime_features_test.csv"));
        var expected = SpectraReference.Json("dime.json").GetProperty($"k={axes}");
        foreach (var significance in new[] { 0.01, 0.05, 0.2 })
        {
            var detector = (DimeDetector)new DimeOptions { Axes = axes, Significance = significance }.Fit(OneClass(train));
            detector.Scores(train).ShouldAgree(expected.Numbers("train_scores"), Tolerance);
            detector.Scores(test).ShouldAgree(expected.Numbers("test_scores"), Tolerance);
            test.Each(row => detector.DistanceWithin(row)).ShouldAgree(expected.Numbers("distance_within_test"), Tolerance);
            // The reference looks its percentiles up in a table of 10,000.
            test.Each(row => detector.Percentile(row)).ToArray().ShouldBe(expected.Numbers("prob_to_hyperplane_test"), 1.01e-4);
            var at = expected.GetProperty(FormattableString.Invariant($"alpha={significance}"));
            detector.Threshold.ShouldBe(at.Number("threshold"), Tolerance);
            test.Each(row => detector.Accepts(row)).ShouldBe(at.Flags("test_is_inlier"));
            train.Each(row => detector.Accepts(row)).Count(accepted => !accepted).ShouldBe(at.GetProperty("n_train_rejected").GetInt32());
        }
    }

    [Theory]
    [InlineData("energy T=1.0 alpha=0.01", 1, 0.01)]
    [InlineData("energy T=1.0 alpha=0.05", 1, 0.05)]
    [InlineData("energy T=2.0 alpha=0.01", 2, 0.01)]
    [InlineData("energy T=2.0 alpha=0.05", 2, 0.05)]
    [InlineData("softmax alpha=0.01", 0, 0.01)]
    [InlineData("softmax alpha=0.05", 0, 0.05)]
    public void EnergyAndSoftmax_ReferenceLogits_SameScoresAndVerdicts(string name, double temperature, double significance)
    {
        var data = SpectraReference.Json("energy_softmax_ood.json");
        var (train, test) = (new SampleTable(data.Numbers("logits_train"), 5), new SampleTable(data.Numbers("logits_test"), 5));
        DetectorOptions options =
            temperature > 0
                ? new EnergyOptions { Temperature = temperature, Significance = significance }
                : new SoftmaxOptions { Significance = significance };
        var detector = options.Fit(OneClass(train));
        var expected = data.GetProperty(name);
        detector.Scores(train).ShouldAgree(expected.Numbers("train_scores"), 1e-12);
        detector.Scores(test).ShouldAgree(expected.Numbers("test_scores"), 1e-12);
        detector.Threshold.ShouldBe(expected.Number("threshold"), 1e-12);
        test.Each(row => detector.Accepts(row)).ShouldBe(expected.Flags("test_is_inlier"));
    }

    [Fact]
    public void Dime_AsManyAxesAsFeatures_NothingIsFar()
    {
        var detector = new DimeOptions { Axes = 50 }.Fit(OpenSetSamples.Features(20, 1));
        detector.Score(new double[] { 9, -3, 2, 4, 5, 6, -7, 8 }).ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Mahalanobis_OneRoundClass_IsTheEuclideanDistance()
    {
        var random = new RandomSource(3, 1);
        var table = new SampleTable(Enumerable.Range(0, 60_000).Select(_ => 2 * random.NextNormal()).ToArray(), 3);
        var detector = new MahalanobisOptions { Shrinkage = 1e-6 }.Fit(OneClass(table));
        detector.Score([4, 0, 0]).ShouldBe(-4, 0.2);
        detector.Score([0, 2, -2]).ShouldBe(-2, 0.1);
    }

    [Fact]
    public void Mahalanobis_ShrinkageOfManySamples_IsSmallAndOfFewLarge()
    {
        var many = (MahalanobisDetector)new MahalanobisOptions().Fit(Stretched(2000));
        var few = (MahalanobisDetector)new MahalanobisOptions().Fit(Stretched(10));
        many.Shrinkage.ShouldBeLessThan(0.02);
        few.Shrinkage.ShouldBeGreaterThan(many.Shrinkage);
    }

    [Fact]
    public void NearestNeighbour_KnownPlaces_CountsTheKthAndLeavesItselfOut()
    {
        var table = new SampleTable(new double[] { 0, 1, 3, 10 }, 1);
        var first = new NearestNeighbourOptions { Significance = 0.001 }.Fit(OneClass(table));
        first.Score([3]).ShouldBe(0);
        first.Score([5]).ShouldBe(-2);
        first.Threshold.ShouldBe(-7, 0.02);
        var second = new NearestNeighbourOptions { Neighbour = 2 }.Fit(OneClass(table));
        second.Score([2.5]).ShouldBe(-1.5);
        Should.Throw<ArgumentException>(() => new NearestNeighbourOptions { Neighbour = 4 }.Fit(OneClass(table)));
    }

    [Fact]
    public void FitGrouped_GroupsApart_TheLimitReachesToTheNextGroup()
    {
        var examples = new OpenSetExamples(new SampleTable(new double[] { 0, 1, 5, 6, 20, 21, 22 }, 1), [0, 0, 0, 0, 1, 1, 1], 2);
        var options = new NearestNeighbourOptions { Significance = 0.001 };
        options.Fit(examples).Threshold.ShouldBe(-1);
        options.FitGrouped(examples, [1, 1, 2, 2, 3, 3, 3], 1).Threshold.ShouldBe(-5, 0.01);
    }

    [Fact]
    public void OpenMax_ConstantAddedToLogits_ChangesNothing()
    {
        var detector = new OpenMaxOptions().Fit(OpenSetSamples.Logits(30, 1));
        detector.Score([107, 100, 99.5]).ShouldBe(detector.Score([7, 0, -0.5]), 1e-9);
        detector.Score([8, 0, 0]).ShouldBeGreaterThan(0.9);
        detector.Score([30, 25, 0]).ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData(0.7, 2)]
    [InlineData(3, 0.1)]
    public void WeibullTail_DrawnDistances_GivesTheParametersBack(double shape, double scale)
    {
        var random = new RandomSource(4, 1);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => scale * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / shape)).ToArray();
        var own = WeibullTail.Fit(drawn, drawn.Length);
        own.Shape.ShouldBe(shape, 0.03 * shape);
        own.Scale.ShouldBe(scale, 0.03 * scale);
    }

    [Fact]
    public void Conformal_HeldOutCalibration_KeepsItsPromiseInEveryClass()
    {
        var detector = (ConformalDetector)
            new ConformalOptions { Significance = 0.1 }.Fit(OpenSetSamples.Features(100, 1), OpenSetSamples.Features(200, 2));
        var fresh = OpenSetSamples.Features(2000, 3);
        for (var k = 0; k < OpenSetSamples.Classes; k++)
            fresh.RowsOf(k).Average(row => detector.Values(fresh.Inputs.Row(row))[k] <= 0.1 ? 1.0 : 0).ShouldBe(0.1, 0.05);
        detector.SmallestValue.ShouldBe(1 / 201.0);
    }

    [Fact]
    public void Conformal_PooledClasses_KeepTheirPromiseOnAverage()
    {
        var options = new ConformalOptions { Significance = 0.1, IsClassConditional = false };
        var fresh = OpenSetSamples.Features(300, 99).Inputs;
        var accepted = Enumerable
            .Range(0, 12)
            .Average(seed =>
            {
                var detector = options.Fit(OpenSetSamples.Features(60, (ulong)seed), OpenSetSamples.Features(60, (ulong)seed + 50));
                return fresh.Each(row => detector.Accepts(row) ? 1.0 : 0).Average();
            });
        accepted.ShouldBe(0.9, 0.025);
    }

    [Fact]
    public void Conformal_SmallClasses_CanRefuseOnlyWhenPooled()
    {
        var examples = OpenSetSamples.Features(10, 1);
        var far = Enumerable.Repeat(1000.0, OpenSetSamples.Columns).ToArray();
        var apart = (ConformalDetector)new ConformalOptions().Fit(examples);
        apart.SmallestValue.ShouldBe(1 / 11.0);
        apart.Accepts(far).ShouldBeTrue();
        new ConformalOptions { IsClassConditional = false }
            .Fit(examples)
            .Accepts(far)
            .ShouldBeFalse();
    }

    [Fact]
    public void Fit_BadInput_Throws()
    {
        var table = OpenSetSamples.Features(4, 1).Inputs;
        Should.Throw<ArgumentException>(() => new OpenSetExamples(table, new int[11], 1));
        Should.Throw<ArgumentException>(() => new OpenSetExamples(table, new int[12], 2)).Message.ShouldContain("class 1 has none");
        Should.Throw<ArgumentException>(() => new OpenSetExamples(table.Select([0]), new int[1], 1));
        Should.Throw<ArgumentException>(() => new OpenMaxOptions().Fit(OpenSetSamples.Features(4, 1))).Message.ShouldContain("logits");
        Should.Throw<ArgumentOutOfRangeException>(() => new EnergyOptions { Temperature = -1 }.Fit(OpenSetSamples.Logits(4, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new DimeOptions { Axes = 0 }.Fit(OpenSetSamples.Features(4, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new MahalanobisOptions { Shrinkage = 0 }.Fit(OpenSetSamples.Features(4, 1)));
        Should
            .Throw<ArgumentException>(() =>
                new EnergyOptions().Fit(OneClass(new SampleTable(new[] { Math.Log(0.5), Math.Log(0.5), Math.Log(0.9), Math.Log(0.1) }, 2)))
            )
            .Message.ShouldContain("energy 0");
        Should
            .Throw<ArgumentException>(() => new ConformalOptions().Fit(new OpenSetExamples(table, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2)))
            .Message.ShouldContain("class 1");
        Should
            .Throw<ArgumentException>(() =>
                new DimeOptions().FitCrossed(new OpenSetExamples(table, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2), 3, 1)
            )
            .Message.ShouldContain("folds");
    }

    private static OpenSetExamples OneClass(SampleTable table) => new(table, new int[table.Rows], 1);

    private static OpenSetExamples Stretched(int rows)
    {
        var random = new RandomSource(8, 1);
        return OneClass(new SampleTable(Enumerable.Range(0, rows * 6).Select(i => (1 + i % 6) * random.NextNormal()).ToArray(), 6));
    }
}
