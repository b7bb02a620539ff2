using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Trees;

/// <summary>A plain search over every threshold and both ways of missing values must find no better split than the fast ones did.</summary>
public sealed class SplitOracleTests
{
    private delegate double NodeScore(List<int> rows);

    [Theory]
    [InlineData(1, 0.0, 0.0, 1.0)]
    [InlineData(2, 0.2, 1.0, 1.0)]
    [InlineData(3, 0.4, 0.5, 12.0)]
    [InlineData(4, 0.0, 3.0, 0.0)]
    public void GradientBoosting_EveryNode_HasTheBestSplit(ulong seed, double missing, double l2, double minimum)
    {
        var examples = TreeData.Values(TreeData.Features(180, 21, seed, missing), seed);
        var model = GradientBoosting.Train(
            examples,
            new GradientBoostingOptions
            {
                Rounds = 1,
                MaxDepth = 4,
                LearningRate = 1,
                L2 = l2,
                MinimumChildWeight = minimum,
            }
        );
        var start = examples.Targets.ToArray().Average(v => (double)v);
        var targets = examples.Targets.ToArray();
        double Score(List<int> rows)
        {
            var gradient = rows.Sum(row => start - targets[row]);
            return gradient * gradient / (rows.Count + l2);
        }

        var checkedNodes = Check(
            model.Trees,
            0,
            [.. Enumerable.Range(0, 180)],
            examples.Features,
            Score,
            (int)Math.Max(1, minimum),
            depth: 4,
            unit: 1,
            rows => -rows.Sum(row => start - targets[row]) / (rows.Count + l2)
        );
        checkedNodes.ShouldBeGreaterThan(4);
    }

    [Theory]
    [InlineData(1, 0.0, 255, 1)]
    [InlineData(2, 0.2, 255, 5)]
    [InlineData(3, 0.3, RandomForestOptions.ExactBins, 1)]
    public void RandomForest_EveryNode_HasTheBestSplit(ulong seed, double missing, int bins, int minimum)
    {
        var examples = TreeData.Classes(TreeData.Features(180, 9, seed, missing), 4, seed);
        var model = RandomForest.Train(
            examples,
            new RandomForestOptions
            {
                Trees = 1,
                Bootstrap = false,
                FeaturesPerSplit = 9,
                MaxDepth = 5,
                MinimumLeafRows = minimum,
                MaxBins = bins,
            }
        );
        var targets = examples.Targets.ToArray();
        double Score(List<int> rows) => rows.GroupBy(row => targets[row]).Sum(group => (double)group.Count() * group.Count()) / rows.Count;
        Check(
                model.Trees,
                0,
                [.. Enumerable.Range(0, 180)],
                examples.Features,
                Score,
                minimum,
                depth: 5,
                unit: 180,
                rows => rows.Count(row => targets[row] == 0) / (double)rows.Count
            )
            .ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData(1, 0.0, 255, 1)]
    [InlineData(2, 0.2, 255, 5)]
    [InlineData(3, 0.3, RandomForestOptions.ExactBins, 1)]
    public void RegressionForest_EveryNode_HasTheBestSplit(ulong seed, double missing, int bins, int minimum)
    {
        var examples = TreeData.Values(TreeData.Features(180, 9, seed, missing), seed);
        var model = RegressionForest.Train(
            examples,
            new RandomForestOptions
            {
                Trees = 1,
                Bootstrap = false,
                FeaturesPerSplit = 9,
                MaxDepth = 5,
                MinimumLeafRows = minimum,
                MaxBins = bins,
            }
        );
        var targets = examples.Targets.ToArray();
        double Score(List<int> rows) => Math.Pow(rows.Sum(row => (double)targets[row]), 2) / rows.Count;
        Check(
                model.Trees,
                0,
                [.. Enumerable.Range(0, 180)],
                examples.Features,
                Score,
                minimum,
                depth: 5,
                unit: 180,
                rows => rows.Average(row => (double)targets[row])
            )
            .ShouldBeGreaterThan(8);
    }

    private static int Check(
        TreeEnsemble trees,
        int index,
        List<int> rows,
        FeatureTable table,
        NodeScore score,
        int minimum,
        int depth,
        double unit,
        Func<List<int>, double> leafValue
    )
    {
        var node = trees.Nodes[index];
        var best = depth == 0 ? 0 : BestGain(rows, table, score, minimum);
        if (node.IsLeaf)
        {
            best.ShouldBeLessThan(1e-4, $"node {index} could have been split");
            trees.LeafValues[node.Leaf * trees.LeafWidth].ShouldBe((float)leafValue(rows), 1e-5f);
            return 1;
        }

        trees.Covers[index].ShouldBe(rows.Count, 1e-3f);
        ((double)trees.Gains[index]).ShouldBe(best / unit, 1e-5 + 1e-4 * best / unit);
        var left = rows.Where(row => node.Next(table.Row(row)[node.Feature]) == node.Child).ToList();
        var right = rows.Except(left).ToList();
        (score(left) + score(right) - score(rows)).ShouldBe(best, 1e-4 * (1 + best), "the rows do not fall as the split promised");
        return 1
            + Check(trees, node.Child, left, table, score, minimum, depth - 1, unit, leafValue)
            + Check(trees, node.Child + 1, right, table, score, minimum, depth - 1, unit, leafValue);
    }

    private static double BestGain(List<int> rows, FeatureTable table, NodeScore score, int minimum)
    {
        var best = 0.0;
        for (var feature = 0; feature < table.Columns; feature++)
        {
            var missing = rows.Where(row => float.IsNaN(table.Row(row)[feature])).ToList();
            foreach (var threshold in rows.Select(row => table.Row(row)[feature]).Where(value => !float.IsNaN(value)).Distinct())
            {
                var below = rows.Where(row => table.Row(row)[feature] <= threshold).ToList();
                var above = rows.Where(row => table.Row(row)[feature] > threshold).ToList();
                foreach (var (left, right) in new[] { (below, above.Concat(missing).ToList()), (below.Concat(missing).ToList(), above) })
                    if (left.Count >= minimum && right.Count >= minimum)
                        best = Math.Max(best, score(left) + score(right) - score(rows));
            }
        }

        return best;
    }
}
