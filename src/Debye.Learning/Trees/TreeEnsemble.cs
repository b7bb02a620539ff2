using Debye.Learning.Tables;

namespace Debye.Learning.Trees;

/// <summary>
/// Many trees in flat arrays. Tree t adds the values of the leaf it reaches to the outputs from t·LeafWidth mod Outputs on.
/// </summary>
internal sealed class TreeEnsemble
{
    private const int BlockRows = 64;

    /// <summary>Takes the arrays as they are; <see cref="Problem"/> says whether they fit together.</summary>
    public TreeEnsemble(
        int features,
        int outputs,
        int leafWidth,
        int[] roots,
        TreeNode[] nodes,
        float[] covers,
        float[] gains,
        float[] leafValues
    )
    {
        Features = features;
        Outputs = outputs;
        LeafWidth = leafWidth;
        Roots = roots;
        Nodes = nodes;
        Covers = covers;
        Gains = gains;
        LeafValues = leafValues;
    }

    public int Features { get; }

    public int Outputs { get; }

    /// <summary>Values per leaf: 1, or as many as outputs.</summary>
    public int LeafWidth { get; }

    public int[] Roots { get; }

    public TreeNode[] Nodes { get; }

    public float[] Covers { get; }

    public float[] Gains { get; }

    public float[] LeafValues { get; }

    /// <summary>Joins trees in order.</summary>
    public static TreeEnsemble From(int features, int outputs, int leafWidth, IReadOnlyList<GrownTree> trees)
    {
        var nodes = new List<TreeNode>();
        var values = new List<float>();
        var roots = new int[trees.Count];
        for (var t = 0; t < trees.Count; t++)
        {
            roots[t] = nodes.Count;
            var leafBase = values.Count / leafWidth;
            foreach (var node in trees[t].Nodes)
                nodes.Add(node with { Child = node.IsLeaf ? ~(node.Leaf + leafBase) : node.Child + roots[t] });
            values.AddRange(trees[t].LeafValues);
        }

        return new TreeEnsemble(
            features,
            outputs,
            leafWidth,
            roots,
            [.. nodes],
            [.. trees.SelectMany(tree => tree.Covers)],
            [.. trees.SelectMany(tree => tree.Gains)],
            [.. values]
        );
    }

    /// <summary>Adds the sum over all trees to <paramref name="sums"/>.</summary>
    public void AddTo(ReadOnlySpan<float> row, Span<double> sums)
    {
        for (var t = 0; t < Roots.Length; t++)
            AddTree(t, row, sums);
    }

    /// <summary>Adds the sums of consecutive rows; trees outside, rows inside, so that a tree stays in cache.</summary>
    public void AddTo(FeatureTable table, int firstRow, int rows, Span<double> sums)
    {
        for (var start = 0; start < rows; start += BlockRows)
        {
            var end = Math.Min(rows, start + BlockRows);
            for (var t = 0; t < Roots.Length; t++)
            for (var i = start; i < end; i++)
                AddTree(t, table.Row(firstRow + i), sums.Slice(i * Outputs, Outputs));
        }
    }

    /// <summary>Adds one tree.</summary>
    public void AddTree(int tree, ReadOnlySpan<float> row, Span<double> sums)
    {
        var values = LeafValues.AsSpan(LeafOf(tree, row) * LeafWidth, LeafWidth);
        if (LeafWidth == 1)
        {
            sums[tree % Outputs] += values[0];
            return;
        }

        for (var k = 0; k < values.Length; k++)
            sums[k] += values[k];
    }

    /// <summary>Number of the leaf a row reaches.</summary>
    public int LeafOf(int tree, ReadOnlySpan<float> row)
    {
        var nodes = Nodes;
        var node = nodes[Roots[tree]];
        while (!node.IsLeaf)
            node = nodes[node.Next(row[node.Feature])];
        return node.Leaf;
    }

    /// <summary>What is wrong with the arrays, or null: every index in range, children after their parents, finite numbers.</summary>
    public string? Problem()
    {
        if (Features < 1 || Outputs < 1 || (LeafWidth != 1 && LeafWidth != Outputs))
            return "impossible sizes";
        if (Covers.Length != Nodes.Length || Gains.Length != Nodes.Length || LeafValues.Length % LeafWidth != 0)
            return "lengths that do not fit";
        if (LeafValues.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            return Invariant($"leaf value {Array.Find(LeafValues, value => !float.IsFinite(value))}, expected finite numbers");
        var leaves = LeafValues.Length / LeafWidth;
        for (var t = 0; t < Roots.Length; t++)
        {
            var end = t + 1 < Roots.Length ? Roots[t + 1] : Nodes.Length;
            if (Roots[t] < 0 || Roots[t] >= end || end > Nodes.Length)
                return Invariant($"tree {t} without nodes");
            for (var i = Roots[t]; i < end; i++)
            {
                var node = Nodes[i];
                if (
                    node.IsLeaf
                        ? node.Leaf >= leaves
                        : node.Child <= i || node.Child + 1 >= end || node.Feature >= Features || float.IsNaN(node.Threshold)
                )
                    return Invariant($"node {i} points nowhere");
            }
        }

        return null;
    }
}
