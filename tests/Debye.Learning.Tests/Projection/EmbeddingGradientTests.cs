using Debye.Learning.Projection;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Projection;

public sealed class EmbeddingGradientTests
{
    [Theory]
    [InlineData(2, 1e-4)]
    [InlineData(7, 1)]
    [InlineData(64, 1e-4)]
    [InlineData(301, 1)]
    [InlineData(301, 40)]
    public void At_ThetaZero_AsAllPairs(int rows, double spread)
    {
        var (affinities, positions) = Problem(rows, spread);
        var (dense, tree) = (PlainEmbedding.Dense(affinities), new EmbeddingGradient(affinities, positions, 0, 1));
        foreach (var exaggeration in new[] { 1.0, 12 })
            Deviation(tree.At(exaggeration), PlainEmbedding.Gradient(dense, positions, exaggeration)).ShouldBeLessThan(1e-11);
        tree.Divergence().ShouldBe(PlainEmbedding.Divergence(dense, positions), 1e-11);
    }

    [Theory]
    [InlineData(0.2, 0.0001)]
    [InlineData(0.5, 0.003)]
    [InlineData(1, 0.08)]
    public void At_LargerTheta_IsClose(double theta, double tolerance)
    {
        foreach (var spread in new[] { 1e-4, 1, 40.0 })
        {
            var (affinities, positions) = Problem(1500, spread);
            var dense = PlainEmbedding.Dense(affinities);
            var tree = new EmbeddingGradient(affinities, positions, theta, 1);
            Deviation(tree.At(1), PlainEmbedding.Gradient(dense, positions, 1)).ShouldBeLessThan(tolerance);
            tree.Divergence().ShouldBe(PlainEmbedding.Divergence(dense, positions), tolerance);
        }
    }

    [Fact]
    public void At_PointsInOnePlace_AreFine()
    {
        var (affinities, positions) = Problem(100, 1);
        for (var k = 0; k < 120; k++)
            positions[k] = positions[k % 2];
        foreach (var theta in new[] { 0.0, 0.5 })
            Deviation(
                    new EmbeddingGradient(affinities, positions, theta, 1).At(1),
                    PlainEmbedding.Gradient(PlainEmbedding.Dense(affinities), positions, 1)
                )
                .ShouldBeLessThan(theta == 0 ? 1e-11 : 0.005);
        Array.Fill(positions, 3.5);
        new EmbeddingGradient(affinities, positions, 0.5, 1).At(1).ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void At_ThetaZero_IsTheSlopeOfTheDivergence()
    {
        var (affinities, positions) = Problem(40, 2);
        var tree = new EmbeddingGradient(affinities, positions, 0, 1);
        var gradient = tree.At(1).ToArray();
        for (var k = 0; k < 10; k++)
        {
            var here = positions[k];
            positions[k] = here + 1e-5;
            var above = tree.Divergence();
            positions[k] = here - 1e-5;
            gradient[k].ShouldBe((above - tree.Divergence()) / 2e-5, 1e-8);
            positions[k] = here;
        }
    }

    [Fact]
    public void At_ManyPoints_AllocatesNothing()
    {
        var (affinities, positions) = Problem(2000, 5);
        var tree = new EmbeddingGradient(affinities, positions, 0.5, 1);
        tree.At(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
            tree.At(1);
        // Less than one array with a number for each point: the runtime itself may need something.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16_000);
    }

    private static (NeighbourAffinities Affinities, double[] Positions) Problem(int rows, double spread) =>
        (
            NeighbourAffinities.Of(ProjectionData.Waves(rows, 5), StochasticNeighboursOptions.PerplexityFor(rows), 1, default),
            ProjectionData.Normal(2 * rows, 4, spread)
        );

    /// <summary>Length of the difference over that of the expected gradient.</summary>
    private static double Deviation(ReadOnlySpan<double> actual, double[] expected) =>
        Math.Sqrt(actual.ToArray().Zip(expected, (a, b) => (a - b) * (a - b)).Sum() / expected.Sum(value => value * value));
}
