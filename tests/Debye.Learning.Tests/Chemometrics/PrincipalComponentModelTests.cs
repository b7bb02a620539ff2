using Debye.Learning.Chemometrics;
using Debye.Learning.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Chemometrics;

public sealed class PrincipalComponentModelTests
{
    private static readonly PrincipalComponentOptions Two = new() { Components = 2 };

    [Theory]
    [InlineData(true, "semi")]
    [InlineData(true, "classical")]
    [InlineData(false, "semi")]
    [InlineData(false, "classical")]
    public void Fit_ReferenceData_SameDistancesAndLimits(bool scaled, string robust)
    {
        var (train, _) = SpectraReference.Inputs("pca_train.csv.gz", 1, 2);
        var (test, _) = SpectraReference.Inputs("pca_test.csv.gz", 0, 2);
        var expected = SpectraReference.Json("pca.json").GetProperty($"scale_x={(scaled ? "True" : "False")} robust={robust}");
        var model = PrincipalComponentModel.Fit(
            train,
            new PrincipalComponentOptions
            {
                Components = 3,
                Scaling = scaled ? ColumnScaling.Standard : ColumnScaling.Centred,
                Estimator = robust == "semi" ? DistanceEstimator.Robust : DistanceEstimator.Classical,
            }
        );
        (model.ScoreDistribution.Degrees, model.OrthogonalDistribution.Degrees).ShouldBe(
            (expected.GetProperty("Nh").GetInt32(), expected.GetProperty("Nq").GetInt32())
        );
        new[]
        {
            model.ScoreDistribution.Scale,
            model.OrthogonalDistribution.Scale,
            model.CriticalDistance,
            model.OutlierDistance,
        }.ShouldAgree(new[] { "h0", "q0", "c_crit", "c_out" }.Select(name => expected.Number(name)), 1e-8);
        train
            .Each(row => model.Measure(row))
            .Take(10)
            .SelectMany(d => new[] { d.Score, d.Orthogonal, d.Total })
            .ShouldAgree(
                expected
                    .Numbers("h_train")
                    .Zip(expected.Numbers("q_train"), expected.Numbers("distance_train"))
                    .SelectMany(t => new[] { t.First, t.Second, t.Third }),
                1e-8
            );
        test.Each(row => model.Measure(row).Total).ShouldAgree(expected.Numbers("distance_test"), 1e-8);
        test.Each(row => model.Scores(row))
            .SelectMany(scores => scores)
            .Select(Math.Abs)
            .ShouldAgree(expected.Numbers("scores_test_abs"), 1e-8, 1);
        test.Each(row => model.Judge(row) == SampleKind.Regular).ShouldBe(expected.Flags("pred_test"));
        var kinds = train.Each(row => model.Judge(row)).ToArray();
        new double[] { kinds.Count(kind => kind == SampleKind.Extreme), kinds.Count(kind => kind == SampleKind.Outlier) }.ShouldBe(
            expected.Numbers("extremes_outliers_train")
        );
    }

    [Fact]
    public void Fit_TwoFactors_ComponentsExplainThemAll()
    {
        var table = ChemometricSamples.Class(60, 1, noise: 1e-4);
        var model = PrincipalComponentModel.Fit(table, Two);
        model.OrthogonalDistribution.Scale.ShouldBeLessThan(1e-6);
        model.Variances[0].ShouldBeGreaterThan(model.Variances[1]);
        Dot(model.Loadings(0), model.Loadings(0)).ShouldBe(1, 1e-12);
        Dot(model.Loadings(0), model.Loadings(1)).ShouldBe(0, 1e-12);
        table.Each(row => model.Measure(row).Score).Average().ShouldBe(2 * 59 / 60.0, 1e-9);
    }

    [Fact]
    public void Fit_MoreColumnsThanRowsOrLess_SameComponents()
    {
        var narrow = ChemometricSamples.Class(30, 2);
        var wide = new SampleTable(narrow.Each(row => (double[])[.. row, .. new double[40]]).SelectMany(row => row).ToArray(), 52);
        var (first, second) = (PrincipalComponentModel.Fit(narrow, Two), PrincipalComponentModel.Fit(wide, Two));
        narrow.Each(row => first.Measure(row).Total).ShouldAgree(wide.Each(row => second.Measure(row).Total), 1e-9);
        second.Loadings(1)[..12].ToArray().ShouldAgree(first.Loadings(1).ToArray(), 1e-9, 1);
    }

    [Fact]
    public void Measure_OrderOfSamplesOrShiftOfColumns_DoesNotCount() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                shift =>
                {
                    var table = ChemometricSamples.Class(40, (ulong)Math.Abs((long)shift));
                    var moved = new SampleTable(
                        table.Values.ToArray().Select(value => value + shift % 100).ToArray(),
                        table.Columns
                    ).Select([.. Enumerable.Range(0, 40).Reverse()]);
                    var (first, second) = (PrincipalComponentModel.Fit(table, Two), PrincipalComponentModel.Fit(moved, Two));
                    moved
                        .Each(row => second.Measure(row).Total)
                        .Reverse()
                        .ShouldAgree(table.Each(row => first.Measure(row).Total), 1e-7, 1e-3);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Judge_AShiftedSample_IsAnOutlier()
    {
        var model = PrincipalComponentModel.Fit(ChemometricSamples.Class(80, 3), Two);
        ChemometricSamples
            .Class(30, 4)
            .Each(row => model.Judge(row))
            .Count(kind => kind == SampleKind.Outlier)
            .ShouldBeLessThanOrEqualTo(1);
        ChemometricSamples.Class(30, 4, offset: 1).Each(row => model.Judge(row)).ShouldAllBe(kind => kind == SampleKind.Outlier);
    }

    [Theory]
    [InlineData(ColumnScaling.Pareto)]
    [InlineData(ColumnScaling.Robust)]
    public void Fit_OtherScalings_JudgeOwnSamplesRegular(ColumnScaling scaling)
    {
        var table = ChemometricSamples.Class(60, 5);
        var model = PrincipalComponentModel.Fit(table, Two with { Scaling = scaling });
        table.Each(row => model.Judge(row)).Count(kind => kind == SampleKind.Regular).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Boundary_EveryPoint_HasTheLimitAsTotalDistance()
    {
        var model = PrincipalComponentModel.Fit(ChemometricSamples.Class(60, 6), Two);
        var edge = AcceptancePlot.Boundary(model, model.CriticalDistance, 40);
        edge.Length.ShouldBe(40);
        foreach (var point in edge)
            (model.ScoreDistribution.Degrees * point.Score + model.OrthogonalDistribution.Degrees * point.Orthogonal).ShouldBe(
                model.CriticalDistance,
                1e-9
            );
        edge[0].Score.ShouldBe(0);
        edge[^1].Orthogonal.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Extremes_SamplesOfTheClass_LieMostlyWithinChance()
    {
        var table = ChemometricSamples.Class(200, 7);
        var counts = AcceptancePlot.Extremes(PrincipalComponentModel.Fit(table, Two), table);
        counts.Length.ShouldBe(50);
        counts.Count(count => count.Observed >= count.Low && count.Observed <= count.High).ShouldBeGreaterThan(40);
        counts.Zip(counts.Skip(1)).ShouldAllBe(pair => pair.First.Observed <= pair.Second.Observed);
    }

    [Fact]
    public void Fit_BadInput_Throws()
    {
        var table = ChemometricSamples.Class(10, 8);
        Should.Throw<ArgumentException>(() => PrincipalComponentModel.Fit(table, Two with { Components = 9 })).Message.ShouldContain("1…8");
        Should.Throw<ArgumentOutOfRangeException>(() => PrincipalComponentModel.Fit(table, Two with { Components = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => PrincipalComponentModel.Fit(table, Two with { Significance = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => PrincipalComponentModel.Fit(table, Two with { OutlierSignificance = 0 }));
        Should.Throw<ArgumentException>(() => new SampleTable(new[] { 1.0, double.NaN }, 2));
        Should.Throw<ArgumentException>(() => new SampleTable(new double[5], 2));
        var flat = new SampleTable(table.Each(row => (double[])[.. row, 3]).SelectMany(row => row).ToArray(), 13);
        Should
            .Throw<ArgumentException>(() => PrincipalComponentModel.Fit(flat, Two with { Scaling = ColumnScaling.Standard }))
            .Message.ShouldContain("column 12");
        var exact = ChemometricSamples.Class(10, 8, noise: 0);
        Should
            .Throw<ArgumentException>(() => PrincipalComponentModel.Fit(exact, Two with { Components = 3 }))
            .Message.ShouldContain("at most 2");
        var model = PrincipalComponentModel.Fit(table, Two);
        Should.Throw<ArgumentException>(() => model.Measure(new double[11]));
        Should.Throw<ArgumentException>(() => model.Judge([.. new double[11], double.NaN]));
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
