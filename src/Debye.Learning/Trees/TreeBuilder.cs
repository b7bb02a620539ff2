namespace Debye.Learning.Trees;

/// <summary>One tree while it grows. Node numbers are local; node 0 is the root.</summary>
internal sealed class TreeBuilder
{
    public List<TreeNode> Nodes { get; } = [];

    /// <summary>Weight of the training examples in each node.</summary>
    public List<float> Covers { get; } = [];

    /// <summary>What the split of each node gained; 0 for a leaf.</summary>
    public List<float> Gains { get; } = [];

    /// <summary>Values of the leaves, in the order of their numbers.</summary>
    public List<float> LeafValues { get; } = [];

    private int _leaves;

    /// <summary>Forgets the tree and starts with a root.</summary>
    public void Reset(double cover)
    {
        Nodes.Clear();
        Covers.Clear();
        Gains.Clear();
        LeafValues.Clear();
        _leaves = 0;
        Add(cover);
    }

    /// <summary>Makes two children and returns the left one; the right one follows it.</summary>
    public int Split(int node, int feature, float threshold, bool missingLeft, double gain, double leftCover, double rightCover)
    {
        var left = Nodes.Count;
        Nodes[node] = TreeNode.Split(feature, threshold, missingLeft, left);
        Gains[node] = (float)gain;
        Add(leftCover);
        Add(rightCover);
        return left;
    }

    /// <summary>Ends a branch.</summary>
    public void End(int node, ReadOnlySpan<float> values)
    {
        Nodes[node] = TreeNode.End(_leaves++);
        foreach (var value in values)
            LeafValues.Add(value);
    }

    /// <summary>A copy to keep.</summary>
    public GrownTree ToTree() => new([.. Nodes], [.. Covers], [.. Gains], [.. LeafValues]);

    private void Add(double cover)
    {
        Nodes.Add(default);
        Covers.Add((float)cover);
        Gains.Add(0);
    }
}

/// <summary>A finished tree with local node and leaf numbers.</summary>
internal sealed record GrownTree(TreeNode[] Nodes, float[] Covers, float[] Gains, float[] LeafValues)
{
    /// <summary>Value of the leaf that a row reaches, for leaves of one value.</summary>
    public float ValueOf(ReadOnlySpan<float> row)
    {
        var node = Nodes[0];
        while (!node.IsLeaf)
            node = Nodes[node.Next(row[node.Feature])];
        return LeafValues[node.Leaf];
    }
}
