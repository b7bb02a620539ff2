using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>A ridge on <see cref="Hydra"/> features, alone or joined with <see cref="MiniRocket"/> features.</summary>
/// <remarks>The ridge only centres Hydra's features, which are scaled already, and standardises those of MiniRocket.</remarks>
public sealed class HydraClassifier : IClassifier
{
    internal HydraClassifier(Hydra features, MiniRocket? miniRocket, IClassifier head)
    {
        (Features, MiniRocket, Head) = (features, miniRocket, head);
    }

    /// <summary>The features.</summary>
    public Hydra Features { get; }

    /// <summary>The features joined to them; null for none.</summary>
    public MiniRocket? MiniRocket { get; }

    /// <summary>The classifier on them.</summary>
    public IClassifier Head { get; }

    /// <inheritdoc/>
    public int FeatureCount => Features.SignalLength;

    /// <inheritdoc/>
    public int PredictionCount => Head.PredictionCount;

    /// <summary>Draws kernels, takes scaling and thresholds, and fits the classifier.</summary>
    /// <param name="examples">At least two examples with classes; rows of at least 9 finite values, in the order of an axis.</param>
    /// <param name="options">Settings of the features; their threads also serve all the rest.</param>
    /// <param name="miniRocket">Settings of features to join, or null for none.</param>
    /// <param name="head">Settings of the classifier, or null for the usual ones.</param>
    /// <exception cref="ArgumentException">The examples have no classes or a value that is not finite, or an option is out of
    /// range.</exception>
    public static HydraClassifier Train(
        TreeExamples examples,
        HydraOptions options,
        MiniRocketOptions? miniRocket = null,
        RidgeClassifierOptions? head = null
    )
    {
        ClassifierInput.RequireTrainable(examples);
        var (features, transformed) = Hydra.FitTransform(examples.Features, options);
        var rocket = miniRocket is null ? null : MiniRocket.Fit(examples.Features, miniRocket with { Threads = options.Threads });
        if (rocket is not null)
            transformed = Join(transformed, rocket.Transform(examples.Features, options.Threads));
        var standardisation = Standardisation.Of(transformed).CentringOnly(features.FeatureCount);
        var settings = (head ?? new RidgeClassifierOptions()) with { Threads = options.Threads };
        return new HydraClassifier(features, rocket, RidgeClassifier.Train(examples.With(transformed), settings, standardisation));
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1) =>
        ClassifierInput.PredictInBlocks(
            this,
            table,
            threads,
            signals =>
            {
                var features = Features.Transform(signals, threads);
                return Head.Predict(MiniRocket is null ? features : Join(features, MiniRocket.Transform(signals, threads)), threads);
            }
        );

    private static FeatureTable Join(FeatureTable left, FeatureTable right)
    {
        var width = left.Columns + right.Columns;
        var values = new float[checked(left.Rows * width)];
        for (var row = 0; row < left.Rows; row++)
        {
            left.Row(row).CopyTo(values.AsSpan(row * width));
            right.Row(row).CopyTo(values.AsSpan((row * width) + left.Columns));
        }

        return new FeatureTable(values, width);
    }
}
