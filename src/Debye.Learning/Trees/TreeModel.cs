using Debye.Learning.Tables;

namespace Debye.Learning.Trees;

/// <summary>A trained tree ensemble: immutable, and safe to use from many threads at once.</summary>
public abstract class TreeModel
{
    private protected TreeModel(TreeEnsemble trees)
    {
        Trees = trees;
    }

    /// <summary>Number of features that an example must have.</summary>
    public int FeatureCount => Trees.Features;

    /// <summary>Number of trees.</summary>
    public int TreeCount => Trees.Roots.Length;

    /// <summary>Numbers that <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> writes: one per class, or 1 for regression.</summary>
    public abstract int PredictionCount { get; }

    /// <summary>Raw scores per example: logits before softmax or sigmoid, the value for regression, class shares for a forest.</summary>
    public int ScoreCount => Trees.Outputs;

    /// <summary>Scores when nothing is known, one per score.</summary>
    internal abstract ReadOnlySpan<float> StartScores { get; }

    /// <summary>Factor on the sum over the trees.</summary>
    internal abstract double TreeScale { get; }

    internal TreeEnsemble Trees { get; }

    /// <summary>Class probabilities, or the predicted value for regression.</summary>
    /// <param name="features"><see cref="FeatureCount"/> values; NaN where missing.</param>
    /// <param name="destination">Room for <see cref="PredictionCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination)
    {
        RequireLength(features.Length, FeatureCount, nameof(features));
        RequireLength(destination.Length, PredictionCount, nameof(destination));
        Span<double> scores = ScoreCount <= 64 ? stackalloc double[ScoreCount] : new double[ScoreCount];
        scores.Clear();
        Trees.AddTo(features, scores);
        Finish(scores);
        Link(scores, destination);
    }

    /// <summary>Predictions for a table, row-major, rows × <see cref="PredictionCount"/>.</summary>
    /// <param name="table">Examples with <see cref="FeatureCount"/> columns.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    public float[] Predict(FeatureTable table, int threads = 1)
    {
        const int block = 256;
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        RequireLength(table.Columns, FeatureCount, nameof(table));
        var predictions = new float[table.Rows * PredictionCount];
        ParallelLoop.Run(
            (table.Rows + block - 1) / block,
            threads,
            (item, _) =>
            {
                var (first, rows) = (item * block, Math.Min(block, table.Rows - item * block));
                var scores = new double[rows * ScoreCount];
                Trees.AddTo(table, first, rows, scores);
                for (var i = 0; i < rows; i++)
                {
                    var own = scores.AsSpan(i * ScoreCount, ScoreCount);
                    Finish(own);
                    Link(own, predictions.AsSpan((first + i) * PredictionCount, PredictionCount));
                }
            }
        );
        return predictions;
    }

    /// <summary>Raw scores of one example: what <see cref="TreeShap"/> explains.</summary>
    /// <param name="features"><see cref="FeatureCount"/> values; NaN where missing.</param>
    /// <param name="destination">Room for <see cref="ScoreCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public void Score(ReadOnlySpan<float> features, Span<double> destination)
    {
        RequireLength(features.Length, FeatureCount, nameof(features));
        RequireLength(destination.Length, ScoreCount, nameof(destination));
        destination.Clear();
        Trees.AddTo(features, destination);
        Finish(destination);
    }

    /// <summary>How much each feature served the trees, as shares that sum to 1 (or zeros where nothing was ever split).</summary>
    /// <param name="kind">What is counted.</param>
    public double[] Importance(TreeImportance kind)
    {
        var shares = new double[FeatureCount];
        for (var i = 0; i < Trees.Nodes.Length; i++)
            if (!Trees.Nodes[i].IsLeaf)
                shares[Trees.Nodes[i].Feature] += kind == TreeImportance.Gain ? Trees.Gains[i] : 1;
        var total = shares.Sum();
        if (total > 0)
            for (var f = 0; f < shares.Length; f++)
                shares[f] /= total;
        return shares;
    }

    /// <summary>Writes the model; a name such as trees.bin inside a model package.</summary>
    /// <param name="path">The file; an older one is replaced whole or not at all.</param>
    public void Save(string path) => TreeModelFile.Write(path, this);

    /// <summary>Reads a model of any kind.</summary>
    /// <exception cref="DataFormatException">The file is no tree model, is damaged, or comes from a newer version.</exception>
    public static TreeModel Load(string path) => TreeModelFile.Read(path);

    private protected abstract void Link(ReadOnlySpan<double> scores, Span<float> predictions);

    private protected static T Require<T>(TreeModel model, string path)
        where T : TreeModel =>
        model as T ?? throw new DataFormatException(path, 0, $"expected a {typeof(T).Name}, found a {model.GetType().Name}");

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException(Invariant($"Expected {expected} values, got {actual}."), name);
    }

    private void Finish(Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
            scores[k] = StartScores[k] + TreeScale * scores[k];
    }
}

/// <summary>How the importance of a feature is measured.</summary>
public enum TreeImportance
{
    /// <summary>Total gain of the splits on it.</summary>
    Gain = 0,

    /// <summary>Number of splits on it.</summary>
    Splits = 1,
}
