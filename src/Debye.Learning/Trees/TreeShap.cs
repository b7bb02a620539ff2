namespace Debye.Learning.Trees;

/// <summary>Shapley values of the features of one example: what each of them adds to the raw scores.</summary>
/// <remarks>
/// "Path-dependent": an unknown feature sends an example down both branches in proportion to the training weight there. Base scores plus
/// the contributions of all features equal <see cref="TreeModel.Score"/>. Cost per tree: leaves × depth². Source: S. M. Lundberg et al.,
/// Nat. Mach. Intell. 2, 56 (2020), doi 10.1038/s42256-019-0138-9, algorithm 2.
/// Safe for calls from many threads.
/// </remarks>
public sealed class TreeShap
{
    private readonly TreeModel _model;
    private readonly double[] _base;
    private readonly int _depth;

    /// <summary>Prepares the explanation of a model.</summary>
    /// <param name="model">The model.</param>
    public TreeShap(TreeModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        var trees = model.Trees;
        var expected = new double[trees.Outputs];
        var reach = new (double Share, int Depth)[trees.Nodes.Length];
        for (var t = 0; t < trees.Roots.Length; t++)
        {
            reach[trees.Roots[t]] = (1, 0);
            var end = t + 1 < trees.Roots.Length ? trees.Roots[t + 1] : trees.Nodes.Length;
            for (var i = trees.Roots[t]; i < end; i++)
                Visit(i, t, reach, expected);
        }

        _depth = reach.Length == 0 ? 0 : reach.Max(r => r.Depth);
        _base = new double[trees.Outputs];
        for (var k = 0; k < _base.Length; k++)
            _base[k] = model.StartScores[k] + model.TreeScale * expected[k];
    }

    /// <summary>Scores when no feature is known, one per score.</summary>
    public ReadOnlySpan<double> BaseScores => _base;

    /// <summary>Contributions of one example.</summary>
    /// <param name="features">As for a prediction.</param>
    /// <param name="destination">Row-major, features × scores (<see cref="TreeModel.FeatureCount"/> ×
    /// <see cref="TreeModel.ScoreCount"/>).</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public void Explain(ReadOnlySpan<float> features, Span<double> destination)
    {
        var trees = _model.Trees;
        if (features.Length != trees.Features)
            throw new ArgumentException(Invariant($"Expected {trees.Features} values, got {features.Length}."), nameof(features));
        if (destination.Length != trees.Features * trees.Outputs)
            throw new ArgumentException(
                Invariant($"Expected room for {trees.Features} × {trees.Outputs} contributions, got {destination.Length}."),
                nameof(destination)
            );
        destination.Clear();
        var elements = new ShapPath.Element[(_depth + 2) * (_depth + 3) / 2];
        for (var t = 0; t < trees.Roots.Length; t++)
            Walk(new Question(trees, t, features, destination), trees.Roots[t], ShapPath.Empty(elements));
        foreach (ref var contribution in destination)
            contribution *= _model.TreeScale;
    }

    private static void Walk(in Question question, int index, ShapPath path)
    {
        var node = question.Trees.Nodes[index];
        if (node.IsLeaf)
        {
            AddLeaf(question, node.Leaf, path);
            return;
        }

        var feature = node.Feature;
        var (zero, one) = path.Remove(feature);
        var hot = node.Next(question.Features[feature]);
        var cold = hot == node.Child ? node.Child + 1 : node.Child;
        var cover = question.Trees.Covers[node.Child] + (double)question.Trees.Covers[node.Child + 1];
        Walk(question, hot, path.Extend(feature, zero * question.Trees.Covers[hot] / cover, one));
        Walk(question, cold, path.Extend(feature, zero * question.Trees.Covers[cold] / cover, 0));
    }

    private static void AddLeaf(in Question question, int leaf, ShapPath path)
    {
        var trees = question.Trees;
        var values = trees.LeafValues.AsSpan(leaf * trees.LeafWidth, trees.LeafWidth);
        var first = trees.LeafWidth == 1 ? question.Tree % trees.Outputs : 0;
        for (var i = 1; i < path.Length; i++)
        {
            var element = path[i];
            var weight = path.SumWithout(i) * (element.One - element.Zero);
            var target = question.Destination.Slice(element.Feature * trees.Outputs + first, values.Length);
            for (var k = 0; k < values.Length; k++)
                target[k] += weight * values[k];
        }
    }

    private void Visit(int index, int tree, (double Share, int Depth)[] reach, double[] expected)
    {
        var trees = _model.Trees;
        var node = trees.Nodes[index];
        var (share, depth) = reach[index];
        if (node.IsLeaf)
        {
            for (var k = 0; k < trees.LeafWidth; k++)
                expected[trees.LeafWidth == 1 ? tree % trees.Outputs : k] += share * trees.LeafValues[node.Leaf * trees.LeafWidth + k];
            return;
        }

        var (left, right) = ((double)trees.Covers[node.Child], (double)trees.Covers[node.Child + 1]);
        reach[node.Child] = (share * left / (left + right), depth + 1);
        reach[node.Child + 1] = (share * right / (left + right), depth + 1);
    }

    private readonly ref struct Question(TreeEnsemble trees, int tree, ReadOnlySpan<float> features, Span<double> destination)
    {
        public TreeEnsemble Trees { get; } = trees;

        public int Tree { get; } = tree;

        public ReadOnlySpan<float> Features { get; } = features;

        public Span<double> Destination { get; } = destination;
    }
}
