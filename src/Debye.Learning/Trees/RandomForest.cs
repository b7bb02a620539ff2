using Debye.Learning.Tables;

namespace Debye.Learning.Trees;

/// <summary>
/// A random forest for classification: trees on bootstrap samples, each split the best of a few random features by Gini impurity.
/// </summary>
/// <remarks>
/// Probabilities are the mean over trees of the class shares in the leaf. Missing values are tried on both sides of each split; where
/// training had none they go with the heavier side. Source: L. Breiman, Mach. Learn. 45, 5 (2001), doi 10.1023/A:1010933404324.
/// </remarks>
public sealed class RandomForest : TreeModel, IClassifier
{
    private readonly float[] _start;

    internal RandomForest(TreeEnsemble trees, double? outOfBagAccuracy)
        : base(trees)
    {
        OutOfBagAccuracy = outOfBagAccuracy;
        _start = new float[trees.Outputs];
    }

    /// <inheritdoc/>
    public override int PredictionCount => ScoreCount;

    /// <summary>Share of training examples named right by the trees that did not see them; null unless asked for.</summary>
    public double? OutOfBagAccuracy { get; }

    internal override ReadOnlySpan<float> StartScores => _start;

    internal override double TreeScale => 1.0 / TreeCount;

    /// <summary>Trains a forest.</summary>
    /// <param name="examples">Examples with classes.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The examples have no classes, or the number of class weights does not match.</exception>
    public static RandomForest Train(TreeExamples examples, RandomForestOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (examples.Classes == 0)
            throw new ArgumentException("A forest needs examples with classes.", nameof(examples));
        var labels = new ushort[examples.Features.Rows];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = (ushort)examples.Targets[i];
        var usualFeatures = (int)Math.Sqrt(examples.Features.Columns);
        var trainer = new ForestTrainer<ClassSums>(
            examples,
            options,
            () => new ClassSums(labels, examples.Classes),
            examples.Classes,
            usualFeatures
        );
        var trees = trainer.Train();
        return new RandomForest(
            trees,
            options.OutOfBagScore ? trainer.OutOfBag(trees, (row, sums, _) => Array.IndexOf(sums, sums.Max()) == labels[row] ? 1 : 0) : null
        );
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="DataFormatException">The file is no such model, is damaged, or comes from a newer version.</exception>
    public static new RandomForest Load(string path) => Require<RandomForest>(TreeModel.Load(path), path);

    private protected override void Link(ReadOnlySpan<double> scores, Span<float> predictions)
    {
        for (var k = 0; k < predictions.Length; k++)
            predictions[k] = (float)scores[k];
    }
}
