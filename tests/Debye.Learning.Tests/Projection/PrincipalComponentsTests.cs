using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Projection;

public sealed class PrincipalComponentsTests
{
    // scikit-learn 1.2.1: p = PCA(3, svd_solver="full").fit(x); p.explained_variance_, p.explained_variance_ratio_, abs(p.transform(x)[4]),
    // x = the float32 values of ProjectionData.Waves as float64.
    [Theory]
    [InlineData(
        60,
        5,
        new[] { 0.6553574399140032, 0.563085615929815, 0.5138159792689768 },
        new[] { 0.263218735873178, 0.22615854339406696, 0.20636981332258356 },
        new[] { 1.3900079236691363, 0.16429115837272945, 1.1244577031813907 }
    )]
    [InlineData(
        6,
        40,
        new[] { 4.7666111254408445, 4.087635636989713, 3.939629334336149 },
        new[] { 0.24441190721651962, 0.20959688041479768, 0.2020077354731118 },
        new[] { 2.921349094938543, 1.8572360411452626, 0.6287742547136335 }
    )]
    public void Fit_Waves_AsScikitLearn(int rows, int columns, double[] variances, double[] shares, double[] scores)
    {
        var table = ProjectionData.Waves(rows, columns);
        var found = PrincipalComponents.Fit(table, 3);
        found.Variances.ToArray().ShouldBe(variances, 1e-9);
        found.VarianceShares.ShouldBe(shares, 1e-9);
        found.Transform(table).AsSpan(12, 3).ToArray().Select(Math.Abs).ShouldBe(scores, 1e-8);
    }

    [Fact]
    public void Fit_PointsOnALine_FindsItsDirectionAndSpread()
    {
        var table = new FeatureTable(new float[] { 1, 2, 4, 6, 7, 10, 10, 14 }, 2);
        var found = PrincipalComponents.Fit(table, 2);
        found.Loadings.ToArray().ShouldBe([0.6, 0.8, 0, 0], 1e-12);
        found.Variances.ToArray().ShouldBe([125.0 / 3, 0], 1e-12);
        found.VarianceShares.ShouldBe([1, 0], 1e-12);
        found.Transform(table).ShouldBe([-7.5, 0, -2.5, 0, 2.5, 0, 7.5, 0], 1e-12);
    }

    [Theory]
    [InlineData(30, 6, 6)]
    [InlineData(6, 30, 5)]
    public void Fit_AllComponents_AreOrthonormalAndGiveTheRowsBack(int rows, int columns, int rank)
    {
        var table = ProjectionData.Waves(rows, columns);
        var found = PrincipalComponents.Fit(table, Math.Min(rows, columns));
        var scores = found.Transform(table);
        for (var a = 0; a < rank; a++)
        {
            for (var b = 0; b < rank; b++)
                Dot(Loading(found, a), Loading(found, b)).ShouldBe(a == b ? 1 : 0, 1e-10);
            Loading(found, a).MaxBy(Math.Abs).ShouldBeGreaterThan(0);
        }

        for (var i = 0; i < rows; i++)
        for (var f = 0; f < columns; f++)
            (
                found.Mean[f] + Enumerable.Range(0, found.Count).Sum(c => scores[i * found.Count + c] * found.Loadings[c * columns + f])
            ).ShouldBe(table.Row(i)[f], 1e-9);
        found.VarianceShares.Sum().ShouldBe(1, 1e-12);
        for (var c = rank; c < found.Count; c++)
            Loading(found, c).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Fit_RotatedRows_SameVariances() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var table = new FeatureTable(ProjectionData.Normal(20 * 4, seed).Select(value => (float)value).ToArray(), 4);
                    var values = table.Values.ToArray();
                    foreach (var (a, b, angle) in new[] { (0, 1, 0.3), (1, 2, 2.1), (3, 0, seed % 100 * 0.06) })
                        for (var i = 0; i < 20; i++)
                        {
                            var (x, y) = (values[4 * i + a], values[4 * i + b]);
                            (values[4 * i + a], values[4 * i + b]) = (
                                (float)(Math.Cos(angle) * x - Math.Sin(angle) * y),
                                (float)(Math.Sin(angle) * x + Math.Cos(angle) * y)
                            );
                        }

                    PrincipalComponents
                        .Fit(new FeatureTable(values, 4), 4)
                        .Variances.ToArray()
                        .ShouldBe(PrincipalComponents.Fit(table, 4).Variances.ToArray(), 1e-5);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    [Fact]
    public void Fit_EqualRows_HasNoVariance()
    {
        var table = new FeatureTable(Enumerable.Repeat(0.1f, 21).ToArray(), 3);
        var found = PrincipalComponents.Fit(table, 2);
        found.TotalVariance.ShouldBe(0);
        found.VarianceShares.ShouldBe([0, 0]);
        found.Transform(table).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Fit_BadInput_SaysWhatWasExpected()
    {
        var table = ProjectionData.Waves(5, 3);
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Should
                .Throw<ArgumentException>(() => PrincipalComponents.Fit(new FeatureTable(new float[] { 1, 2, bad, 4 }, 2), 1))
                .Message.ShouldContain("Expected finite values");
            Should
                .Throw<ArgumentException>(() => PrincipalComponents.Fit(table, 1).Transform(new FeatureTable(new float[] { 1, 2, bad }, 3)))
                .Message.ShouldContain("Expected finite values");
        }

        Should.Throw<ArgumentException>(() => PrincipalComponents.Fit(ProjectionData.Waves(1, 3), 1)).Message.ShouldContain("two rows");
        Should.Throw<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(table, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(table, 4));
        Should
            .Throw<ArgumentException>(() => PrincipalComponents.Fit(table, 1).Transform(ProjectionData.Waves(5, 2)))
            .Message.ShouldContain("Expected 3 values");
    }

    private static double[] Loading(PrincipalComponents found, int c) =>
        found.Loadings.Slice(c * found.FeatureCount, found.FeatureCount).ToArray();

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
