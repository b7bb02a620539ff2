using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Projection;

public sealed class StochasticNeighboursTests
{
    private static readonly StochasticNeighboursOptions Short = new()
    {
        Perplexity = 10,
        Iterations = 300,
        ExaggeratedIterations = 100,
    };

    /// <summary>
    /// scikit-learn 1.2.1: t = TSNE(perplexity=perplexity, init="pca", learning_rate="auto", random_state=0).fit(x); t.kl_divergence_ and
    /// trustworthiness(x, t.embedding_, n_neighbors=12), x as in <see cref="PrincipalComponentsTests"/>. Not convex: seeds scatter by
    /// some 8 %, hence the tolerance of a tenth.
    /// </summary>
    [Theory]
    [InlineData(30, 0.43239, 0.99303)]
    [InlineData(10, 0.28040, 0.98883)]
    public void Fit_Waves_AsGoodAsScikitLearn(double perplexity, double divergence, double trustworthiness)
    {
        var table = ProjectionData.Waves(300, 5);
        var found = StochasticNeighbours.Fit(table, new StochasticNeighboursOptions { Perplexity = perplexity });
        found.Divergence.ShouldBe(divergence, 0.1 * divergence);
        Trustworthiness.Evaluate(table, found.Positions, 12).Value.ShouldBe(trustworthiness, 0.005);
    }

    [Fact]
    public void Fit_Clusters_KeepsThemApart()
    {
        var found = StochasticNeighbours.Fit(ProjectionData.Clusters(200, 4, 1), Short).Positions.ToArray();
        for (var i = 0; i < 200; i++)
        {
            var nearest = Enumerable.Range(0, 200).Where(j => j != i).OrderBy(j => Distance(found, i, found, j)).Take(10);
            nearest.ShouldAllBe(j => j % 4 == i % 4);
        }

        found.Where((_, k) => k % 2 == 0).Average().ShouldBe(0, 1e-10);
    }

    [Fact]
    public void Fit_SameSeed_SamePositionsWhateverTheThreads()
    {
        var table = ProjectionData.Clusters(1300, 5, 2);
        var options = Short with { Iterations = 30, ExaggeratedIterations = 10 };
        var first = StochasticNeighbours.Fit(table, options);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var again = StochasticNeighbours.Fit(table, options with { Threads = threads });
            again.Positions.ToArray().ShouldBe(first.Positions.ToArray());
            again.Divergence.ShouldBe(first.Divergence);
        }

        StochasticNeighbours.Fit(table, options with { Seed = 1 }).Positions.ToArray().ShouldNotBe(first.Positions.ToArray());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(5, 3)]
    public void Fit_FewRows_GivesFinitePlaces(int rows, int columns)
    {
        var options = Short with { Perplexity = StochasticNeighboursOptions.PerplexityFor(rows) };
        StochasticNeighbours
            .Fit(ProjectionData.Waves(rows, columns), options)
            .Positions.ToArray()
            .ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Fit_EqualRows_StayTogether()
    {
        var table = ProjectionData.Clusters(60, 3, 3);
        var twice = new FeatureTable(table.Values.ToArray().Concat(table.Values.ToArray()).ToArray(), table.Columns);
        var found = StochasticNeighbours.Fit(twice, Short with { Iterations = 600 }).Positions.ToArray();
        var spread = found.Max() - found.Min();
        for (var i = 0; i < 60; i++)
            Distance(found, i, found, i + 60).ShouldBeLessThan(0.05 * spread);
        var same = new FeatureTable(Enumerable.Repeat(2f, 50).ToArray(), 1);
        StochasticNeighbours.Fit(same, Short).Positions.ToArray().ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Place_NewRows_LandInTheirClusters()
    {
        var fit = StochasticNeighbours.Fit(ProjectionData.Clusters(200, 4, 4), Short);
        var found = fit.Positions.ToArray();
        foreach (var steps in new[] { 0, 20 })
        {
            var placed = fit.Place(ProjectionData.Clusters(40, 4, 5), steps);
            for (var i = 0; i < 40; i++)
                (Enumerable.Range(0, 200).MinBy(j => Distance(placed, i, found, j)) % 4).ShouldBe(i % 4);
            fit.Place(ProjectionData.Clusters(40, 4, 5), steps, threads: 2).ShouldBe(placed);
        }

        fit.Place(new FeatureTable(Array.Empty<float>(), 10)).ShouldBeEmpty();
    }

    [Fact]
    public void Place_OldRows_LandNearThemselves()
    {
        var table = ProjectionData.Waves(400, 3);
        var fit = StochasticNeighbours.Fit(table, Short with { Iterations = 600 });
        var (found, placed) = (fit.Positions.ToArray(), fit.Place(table, steps: 10));
        var spread = found.Max() - found.Min();
        Enumerable.Range(0, 400).Select(i => Distance(found, i, placed, i)).Order().ElementAt(200).ShouldBeLessThan(0.05 * spread);
    }

    [Fact]
    public void Fit_Reports_ProgressAndEndsWithTheDivergence()
    {
        var steps = new List<StochasticNeighboursStep>();
        var found = StochasticNeighbours.Fit(ProjectionData.Waves(50, 3), Short, steps.Add);
        steps.Select(step => step.Iteration).ShouldBe([50, 100, 150, 200, 250, 300]);
        steps[^1].ShouldBe(new StochasticNeighboursStep(300, 300, found.Divergence));
        steps[^1].Divergence.ShouldBeLessThan(steps[0].Divergence);
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() =>
            StochasticNeighbours.Fit(ProjectionData.Waves(50, 3), Short, _ => stop.Cancel(), stop.Token)
        );
    }

    [Fact]
    public void Fit_BadInput_SaysWhatWasExpected()
    {
        var table = ProjectionData.Waves(20, 3);
        Refused(new FeatureTable(new float[] { 1, float.NaN, 3 }, 1), Short).ShouldContain("Expected finite values");
        Refused(new FeatureTable(new float[] { 1, 2e15f, 3 }, 1), Short).ShouldContain("Expected magnitudes up to 1E+15");
        Refused(ProjectionData.Waves(1, 3), Short).ShouldContain("two rows or more");
        Refused(table, Short with { Perplexity = 20 }).ShouldContain("Expected a perplexity of 1…19 for 20 rows, got 20");
        Refused(table, Short with { LearningRate = 1e300 }).ShouldContain("expected a smaller learning rate");
        foreach (
            var options in new[]
            {
                Short with
                {
                    Perplexity = 0.5,
                },
                Short with
                {
                    Theta = 1.1,
                },
                Short with
                {
                    Theta = double.NaN,
                },
                Short with
                {
                    Iterations = 0,
                },
                Short with
                {
                    EarlyExaggeration = 0.9,
                },
                Short with
                {
                    ExaggeratedIterations = -1,
                },
                Short with
                {
                    LearningRate = 0,
                },
                Short with
                {
                    Threads = 0,
                },
            }
        )
            Should.Throw<ArgumentOutOfRangeException>(() => StochasticNeighbours.Fit(table, options));
        var fit = StochasticNeighbours.Fit(table, Short with { Perplexity = 3, Iterations = 1 });
        Should.Throw<ArgumentException>(() => fit.Place(ProjectionData.Waves(2, 4))).Message.ShouldContain("Expected 3 values");
        Should.Throw<ArgumentOutOfRangeException>(() => fit.Place(table, steps: -1));
    }

    private static string Refused(FeatureTable table, StochasticNeighboursOptions options) =>
        Should.Throw<ArgumentException>(() => StochasticNeighbours.Fit(table, options)).Message;

    private static double Distance(double[] a, int i, double[] b, int j) =>
        Math.Sqrt(Math.Pow(a[2 * i] - b[2 * j], 2) + Math.Pow(a[2 * i + 1] - b[2 * j + 1], 2));
}
