using Debye.Learning.Projection;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Projection;

public sealed class NeighbourAffinitiesTests
{
    /// <summary>
    /// scikit-learn 1.2.1: squareform(_joint_probabilities(pairwise_distances(x, squared=True).astype(float32), 20, 0)), x as in
    /// <see cref="PrincipalComponentsTests"/>; its search ends at an entropy within 1e-5, hence the tolerance.
    /// </summary>
    [Fact]
    public void Of_AllRowsAsNeighbours_AsScikitLearn()
    {
        var dense = PlainEmbedding.Dense(NeighbourAffinities.Of(ProjectionData.Waves(40, 5), 20, 1, default));
        dense[0, 1].ShouldBe(0.0004190819021520943, 1e-8);
        dense[3, 17].ShouldBe(3.078040851885822e-05, 1e-8);
        dense[39, 38].ShouldBe(0.0002637409804346121, 1e-8);
    }

    [Theory]
    [InlineData(100, 7)]
    [InlineData(30, 29)]
    [InlineData(2, 1)]
    public void Of_AnyTable_IsSymmetricWithSumOne(int rows, double perplexity)
    {
        var affinities = NeighbourAffinities.Of(ProjectionData.Waves(rows, 4), perplexity, 2, default);
        var dense = PlainEmbedding.Dense(affinities);
        dense.Cast<double>().Sum().ShouldBe(1, 1e-12);
        for (var i = 0; i < rows; i++)
        {
            dense[i, i].ShouldBe(0);
            affinities.Partners(i).ToArray().ShouldBeInOrder();
            for (var j = 0; j < rows; j++)
                dense[i, j].ShouldBe(dense[j, i], 1e-17);
        }
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(30)]
    public void Find_Perplexity_IsThatOfTheProbabilities(double perplexity)
    {
        double[] distances = [.. ProjectionData.Normal(90, 3, 1e-6).Select(Math.Abs).Order()];
        var probabilities = new double[90];
        PerplexitySearch.Find(distances, perplexity, probabilities);
        Math.Exp(-probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p))).ShouldBe(perplexity, 1e-6);
        probabilities.ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Find_EqualDistances_ShareEvenly()
    {
        var probabilities = new double[4];
        foreach (var distance in new[] { 0.0, 2.5 })
        {
            PerplexitySearch.Find([distance, distance, distance, distance], 2, probabilities);
            probabilities.ShouldBe([0.25, 0.25, 0.25, 0.25], 1e-12);
        }

        PerplexitySearch.Find([0, 0, 0, 7], 2, probabilities);
        probabilities.ShouldBe([1 / 3.0, 1 / 3.0, 1 / 3.0, 0], 1e-9);
    }

    [Fact]
    public void Of_DistantPairsFarFromTheOrigin_KeepsThemTogether()
    {
        var values = Enumerable.Range(0, 40).Select(i => (float)(1e4 * (i / 2) + 0.01f * (i % 2))).ToArray();
        var affinities = NeighbourAffinities.Of(new FeatureTable(values, 1), 1, 1, default);
        for (var i = 0; i < 40; i++)
            PlainEmbedding.Dense(affinities)[i, i ^ 1].ShouldBe(1 / 40.0, 1e-9);
    }
}
