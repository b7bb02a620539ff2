using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>Logistic regression on <see cref="MiniRocket"/> features; its penalty is chosen by examples held out of the training ones.</summary>
public sealed class MiniRocketClassifier : IClassifier
{
    private const int RowsPerBlock = 256;

    private MiniRocketClassifier(MiniRocket features, LogisticRegression head)
    {
        Features = features;
        Head = head;
    }

    /// <summary>The features.</summary>
    public MiniRocket Features { get; }

    /// <summary>The classifier on them.</summary>
    public LogisticRegression Head { get; }

    /// <inheritdoc/>
    public int FeatureCount => Features.SignalLength;

    /// <inheritdoc/>
    public int PredictionCount => Head.PredictionCount;

    /// <summary>Penalties to choose from where none are given.</summary>
    public static IReadOnlyList<double> Penalties { get; } = [1e5, 3e4, 1e4, 3e3, 1e3];

    /// <summary>Takes thresholds and fits the classifier.</summary>
    /// <param name="examples">Examples with classes; rows of at least 9 finite values, in the order of an axis.</param>
    /// <param name="options">Settings of the features; also seed of the examples held out.</param>
    /// <param name="penalties">Penalties to choose from, or null for <see cref="Penalties"/>.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of range.</exception>
    public static MiniRocketClassifier Train(TreeExamples examples, MiniRocketOptions options, IReadOnlyList<double>? penalties = null)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var features = MiniRocket.Fit(examples.Features, options);
        var transformed = examples.With(features.Transform(examples.Features, options.Threads));
        var settings = new LogisticRegressionOptions { Threads = options.Threads, MaxIterations = 300 };
        return new MiniRocketClassifier(features, PenaltyChoice.Train(transformed, settings, penalties ?? Penalties, options.Seed));
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination)
    {
        ClassifierInput.RequireLength(features.Length, FeatureCount, nameof(features));
        ClassifierInput.RequireLength(destination.Length, PredictionCount, nameof(destination));
        Predict(new FeatureTable(features.ToArray(), FeatureCount)).CopyTo(destination);
    }

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        var probabilities = new float[table.Rows * PredictionCount];
        for (var first = 0; first < table.Rows; first += RowsPerBlock)
        {
            var rows = Math.Min(RowsPerBlock, table.Rows - first);
            var signals = new FeatureTable(table.Values.Slice(first * FeatureCount, rows * FeatureCount).ToArray(), FeatureCount);
            Head.Predict(Features.Transform(signals, threads), threads).CopyTo(probabilities, first * PredictionCount);
        }

        return probabilities;
    }
}
