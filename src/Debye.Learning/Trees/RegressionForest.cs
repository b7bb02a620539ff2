namespace Debye.Learning.Trees;

/// <summary>
/// A random forest for values: each split is the best of some random features by squared error, a leaf says the mean of its examples.
/// </summary>
/// <remarks>
/// The prediction is the mean over trees. Values are taken to 2⁻³¹ of their range. With <see cref="RandomForestOptions.ExtraTrees"/>
/// thresholds are random. Missing values are tried on both sides of each split; where training had none they go with the heavier side.
/// Source: L. Breiman, Mach. Learn. 45, 5 (2001), doi 10.1023/A:1010933404324; P. Geurts, D. Ernst and L. Wehenkel, Mach. Learn. 63, 3
/// (2006), doi 10.1007/s10994-006-6226-1.
/// </remarks>
public sealed class RegressionForest : TreeModel
{
    private const int UsualShare = 3;

    internal RegressionForest(TreeEnsemble trees, double? outOfBagError)
        : base(trees)
    {
        OutOfBagError = outOfBagError;
    }

    /// <inheritdoc/>
    public override int PredictionCount => 1;

    /// <summary>
    /// Root mean square error over the training examples, each predicted by the trees that did not see it; null unless asked for.
    /// </summary>
    public double? OutOfBagError { get; }

    internal override ReadOnlySpan<float> StartScores => [0];

    internal override double TreeScale => 1.0 / TreeCount;

    /// <summary>Trains a forest.</summary>
    /// <param name="examples">Examples with values.</param>
    /// <param name="options">Settings; a third of the features are tried for a split where they do not say, and class weights are
    /// refused.</param>
    /// <exception cref="ArgumentException">The examples have classes, or there are class weights.</exception>
    public static RegressionForest Train(TreeExamples examples, RandomForestOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (examples.Classes != 0)
            throw new ArgumentException("A forest for values needs examples with values.", nameof(examples));
        if (options.ClassWeights is not null)
            throw new ArgumentException("A forest for values takes no class weights.", nameof(options));
        var targets = examples.Targets.ToArray();
        var trainer = new ForestTrainer<ValueSums>(
            examples,
            options,
            () => new ValueSums(targets),
            1,
            examples.Features.Columns / UsualShare
        );
        var trees = trainer.Train();
        return new RegressionForest(
            trees,
            options.OutOfBagScore
                ? Math.Sqrt(trainer.OutOfBag(trees, (row, sums, count) => Math.Pow(sums[0] / count - targets[row], 2)))
                : null
        );
    }

    /// <summary>Standard deviation of what the trees say about an example: a rough measure of doubt, to be calibrated.</summary>
    /// <param name="features"><see cref="TreeModel.FeatureCount"/> values; NaN where missing.</param>
    /// <returns>0 or more, in the unit of the values.</returns>
    /// <exception cref="ArgumentException">The length does not match.</exception>
    public double Spread(ReadOnlySpan<float> features)
    {
        if (features.Length != FeatureCount)
            throw new ArgumentException(Invariant($"Expected {FeatureCount} values, got {features.Length}."), nameof(features));
        var (mean, squares) = (0.0, 0.0);
        for (var t = 0; t < TreeCount; t++)
        {
            var value = Trees.LeafValues[Trees.LeafOf(t, features)];
            var deviation = value - mean;
            mean += deviation / (t + 1);
            squares += deviation * (value - mean);
        }

        return Math.Sqrt(squares / TreeCount);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="DataFormatException">The file is no such model, is damaged, or comes from a newer version.</exception>
    public static new RegressionForest Load(string path) => Require<RegressionForest>(TreeModel.Load(path), path);

    private protected override void Link(ReadOnlySpan<double> scores, Span<float> predictions) => predictions[0] = (float)scores[0];
}
