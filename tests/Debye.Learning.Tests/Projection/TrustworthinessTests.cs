using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Projection;

public sealed class TrustworthinessTests
{
    /// <summary>
    /// scikit-learn 1.2.1: trustworthiness(x, y, n_neighbors=k) and, for continuity, trustworthiness(y, x, n_neighbors=k); x as in
    /// <see cref="PrincipalComponentsTests"/> (60 × 5), y = [x₀ + 0.5 cos(1.3 i), x₁ x₂]. Ranks are whole numbers: equal to rounding.
    /// </summary>
    [Theory]
    [InlineData(1, 0.6120689655172413, 0.8077586206896552)]
    [InlineData(5, 0.6543589743589744, 0.7893589743589744)]
    [InlineData(12, 0.6977576974564926, 0.7512717536813922)]
    [InlineData(29, 0.649353448275862, 0.6664870689655172)]
    public void Evaluate_Waves_AsScikitLearn(int neighbours, double trustworthiness, double continuity)
    {
        var table = ProjectionData.Waves(60, 5);
        var positions = Enumerable
            .Range(0, 60)
            .SelectMany(i => new[] { table.Row(i)[0] + 0.5 * Math.Cos(1.3 * i), (double)table.Row(i)[1] * table.Row(i)[2] })
            .ToArray();
        foreach (var threads in new[] { 1, 2 })
        {
            var found = Trustworthiness.Evaluate(table, positions, neighbours, threads);
            found.Neighbours.ShouldBe(neighbours);
            found.Value.ShouldBe(trustworthiness, 1e-12);
            found.Continuity.ShouldBe(continuity, 1e-12);
        }
    }

    [Fact]
    public void Evaluate_ScaledAndTurnedRows_IsPerfect()
    {
        var table = ProjectionData.Waves(40, 2);
        var positions = Enumerable.Range(0, 40).SelectMany(i => new[] { -7.0 * table.Row(i)[1], 7.0 * table.Row(i)[0] + 3 }).ToArray();
        var found = Trustworthiness.Evaluate(table, positions);
        (found.Value, found.Continuity).ShouldBe((1, 1));
    }

    /// <summary>Four places in a row, first and second exchanged: by hand, one neighbour of each.</summary>
    [Fact]
    public void Evaluate_ExchangedPlaces_AsByHand()
    {
        // Rows at 0, 1, 2.5, 5 have the nearest 1, 0, 1, 2; places 1, 0, 2.5, 5 give 1, 0, 0, 2. Only the third differs: row 0 is its
        // second neighbour (1.5, 2.5, 2.5 away: of rows 0 and 3 the first given), and row 1 its second in the plane (2.5, 1.5, 2.5 away).
        var found = Trustworthiness.Evaluate(new FeatureTable(new float[] { 0, 1, 2.5f, 5 }, 1), [1, 0, 2.5, 5], 1);
        found.Value.ShouldBe(1 - 2.0 / (4 * (2 * 4 - 3 - 1)), 1e-12);
        found.Continuity.ShouldBe(1 - 2.0 / (4 * (2 * 4 - 3 - 1)), 1e-12);
    }

    [Fact]
    public void Evaluate_RandomPositions_IsAboutAHalf()
    {
        var found = Trustworthiness.Evaluate(ProjectionData.Waves(500, 4), ProjectionData.Normal(1000, 9), 10);
        found.Value.ShouldBe(0.5, 0.03);
        found.Continuity.ShouldBe(0.5, 0.03);
    }

    [Fact]
    public void Evaluate_AnyPositions_StaysWithinItsRangeAndAgreesWithPlainRanks() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                seed =>
                {
                    var rows = 5 + (int)(seed % 40);
                    var neighbours = 1 + (int)(seed % (ulong)((rows - 1) / 2));
                    // Rounded, so that equal distances and equal rows are common.
                    var table = new FeatureTable(
                        ProjectionData.Normal(2 * rows, seed).Select(value => (float)Math.Round(value)).ToArray(),
                        2
                    );
                    var positions = ProjectionData.Normal(rows, seed + 1).Select(value => Math.Round(value, 1)).ToArray();
                    var found = Trustworthiness.Evaluate(table, positions, neighbours);
                    found.Value.ShouldBeInRange(-1e-12, 1);
                    found.Continuity.ShouldBeInRange(-1e-12, 1);
                    var (a, b) = (
                        Order(
                            rows,
                            (i, j) =>
                                Math.Sqrt(Math.Pow(table.Row(i)[0] - table.Row(j)[0], 2) + Math.Pow(table.Row(i)[1] - table.Row(j)[1], 2))
                        ),
                        Order(rows, (i, j) => Math.Abs(positions[i] - positions[j]))
                    );
                    found.Value.ShouldBe(Plain(a, b, neighbours), 1e-12);
                    found.Continuity.ShouldBe(Plain(b, a, neighbours), 1e-12);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void Evaluate_BadInput_SaysWhatWasExpected()
    {
        var table = ProjectionData.Waves(10, 2);
        Should.Throw<ArgumentOutOfRangeException>(() => Trustworthiness.Evaluate(table, new double[20], 0));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Trustworthiness.Evaluate(table, new double[20], 5))
            .Message.ShouldContain("fewer than half of 10 rows");
        Should.Throw<ArgumentException>(() => Trustworthiness.Evaluate(table, new double[19], 3)).Message.ShouldContain("10 rows, got 19");
        Should
            .Throw<ArgumentException>(() => Trustworthiness.Evaluate(table, [.. new double[19], double.NaN], 3))
            .Message.ShouldContain("finite positions");
        Should
            .Throw<ArgumentException>(() =>
                Trustworthiness.Evaluate(new FeatureTable(new float[] { 1, 2, float.NaN }, 1), new double[3], 1)
            )
            .Message.ShouldContain("finite values");
    }

    private static int[][] Order(int rows, Func<int, int, double> distance) =>
        [
            .. Enumerable
                .Range(0, rows)
                .Select(i => Enumerable.Range(0, rows).Where(j => j != i).OrderBy(j => distance(i, j)).ThenBy(j => j).ToArray()),
        ];

    private static double Plain(int[][] truth, int[][] claimed, int k)
    {
        var n = truth.Length;
        var sum = Enumerable.Range(0, n).Sum(i => claimed[i].Take(k).Sum(j => Math.Max(0, Array.IndexOf(truth[i], j) + 1 - k)));
        return 1 - 2.0 * sum / (n * k * (2.0 * n - 3 * k - 1));
    }
}
