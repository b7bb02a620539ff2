using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>
/// A <see cref="RidgeClassifier"/> on <see cref="MiniRocket"/> features, as its authors recommend for up to some 10,000 examples.
/// </summary>
public sealed class MiniRocketClassifier : IClassifier
{
    internal MiniRocketClassifier(MiniRocket features, IClassifier head)
    {
        Features = features;
        Head = head;
    }

    /// <summary>The features.</summary>
    public MiniRocket Features { get; }

    /// <summary>The classifier on them.</summary>
    public IClassifier Head { get; }

    /// <inheritdoc/>
    public int FeatureCount => Features.SignalLength;

    /// <inheritdoc/>
    public int PredictionCount => Head.PredictionCount;

    /// <summary>Takes thresholds and fits the classifier.</summary>
    /// <param name="examples">Examples with classes; rows of at least 9 finite values, in the order of an axis.</param>
    /// <param name="options">Settings of the features; their threads also serve the classifier.</param>
    /// <param name="head">Settings of the classifier, or null for the usual ones.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of
    /// range.</exception>
    public static MiniRocketClassifier Train(TreeExamples examples, MiniRocketOptions options, RidgeClassifierOptions? head = null)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var features = MiniRocket.Fit(examples.Features, options);
        var transformed = examples.With(features.Transform(examples.Features, options.Threads));
        var settings = (head ?? new RidgeClassifierOptions()) with { Threads = options.Threads };
        return new MiniRocketClassifier(features, RidgeClassifier.Train(transformed, settings));
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1) =>
        ClassifierInput.PredictInBlocks(this, table, threads, signals => Head.Predict(Features.Transform(signals, threads), threads));
}
