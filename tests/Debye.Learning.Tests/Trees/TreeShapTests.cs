using System.Numerics;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Trees;

public sealed class TreeShapTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Explain_Boosting_EqualsShapleyValuesBySubsets(ulong seed, int classes)
    {
        var table = TreeData.Features(200, 5, seed, missing: 0.1);
        ContributionsShouldBeShapleyValues(
            GradientBoosting.Train(
                TreeData.Classes(table, classes, seed),
                new GradientBoostingOptions
                {
                    Rounds = 3,
                    MaxDepth = 5,
                    MinimumChildWeight = 0.1,
                }
            ),
            table
        );
    }

    [Fact]
    public void Explain_Regression_EqualsShapleyValuesBySubsets()
    {
        var table = TreeData.Features(200, 4, 8, missing: 0.1);
        ContributionsShouldBeShapleyValues(
            GradientBoosting.Train(TreeData.Values(table, 8), new GradientBoostingOptions { Rounds = 4 }),
            table
        );
    }

    [Fact]
    public void Explain_Forest_EqualsShapleyValuesBySubsets()
    {
        var table = TreeData.Features(150, 5, 4, missing: 0.1);
        ContributionsShouldBeShapleyValues(RandomForest.Train(TreeData.Classes(table, 3, 4), new RandomForestOptions { Trees = 4 }), table);
    }

    [Fact]
    public void Explain_ForestForValues_EqualsShapleyValuesBySubsets()
    {
        var table = TreeData.Features(150, 5, 4, missing: 0.1);
        ContributionsShouldBeShapleyValues(RegressionForest.Train(TreeData.Values(table, 4), new RandomForestOptions { Trees = 4 }), table);
    }

    [Fact]
    public void Explain_WrongLengths_Throw()
    {
        var table = TreeData.Features(20, 2, 1);
        var shap = new TreeShap(GradientBoosting.Train(TreeData.Values(table, 1), new GradientBoostingOptions { Rounds = 1 }));
        Should.Throw<ArgumentException>(() => shap.Explain(new float[3], new double[2]));
        Should.Throw<ArgumentException>(() => shap.Explain(new float[2], new double[3]));
    }

    private static void ContributionsShouldBeShapleyValues(TreeModel model, FeatureTable table)
    {
        var shap = new TreeShap(model);
        var (features, outputs) = (model.FeatureCount, model.ScoreCount);
        var contributions = new double[features * outputs];
        var scores = new double[outputs];
        for (var i = 0; i < 12; i++)
        {
            var row = table.Row(i).ToArray();
            shap.Explain(row, contributions);
            model.Score(row, scores);
            for (var k = 0; k < outputs; k++)
            {
                var sum = shap.BaseScores[k] + Enumerable.Range(0, features).Sum(f => contributions[f * outputs + k]);
                sum.ShouldBe(scores[k], 1e-6);
                for (var f = 0; f < features; f++)
                    contributions[f * outputs + k].ShouldBe(Plain(model, row, f, k), 1e-6);
            }
        }
    }

    /// <summary>The definition: weighted differences over all subsets of the other features.</summary>
    private static double Plain(TreeModel model, float[] row, int feature, int output)
    {
        var count = model.FeatureCount;
        double value = 0;
        for (uint known = 0; known < 1u << count; known++)
        {
            if ((known >> feature & 1) == 1)
                continue;
            var size = BitOperations.PopCount(known);
            var weight = Factorial(size) * Factorial(count - size - 1) / Factorial(count);
            for (var t = 0; t < model.TreeCount; t++)
            {
                var root = model.Trees.Roots[t];
                value +=
                    weight
                    * (
                        Expected(model.Trees, t, root, row, known | 1u << feature, output)
                        - Expected(model.Trees, t, root, row, known, output)
                    );
            }
        }

        return value * model.TreeScale;
    }

    private static double Expected(TreeEnsemble trees, int tree, int index, float[] row, uint known, int output)
    {
        var node = trees.Nodes[index];
        if (node.IsLeaf)
        {
            if (trees.LeafWidth > 1)
                return trees.LeafValues[node.Leaf * trees.LeafWidth + output];
            return tree % trees.Outputs == output ? trees.LeafValues[node.Leaf] : 0;
        }

        if ((known >> node.Feature & 1) == 1)
            return Expected(trees, tree, node.Next(row[node.Feature]), row, known, output);
        var (left, right) = ((double)trees.Covers[node.Child], (double)trees.Covers[node.Child + 1]);
        return (
                left * Expected(trees, tree, node.Child, row, known, output)
                + right * Expected(trees, tree, node.Child + 1, row, known, output)
            ) / (left + right);
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
