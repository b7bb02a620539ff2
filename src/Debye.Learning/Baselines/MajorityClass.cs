using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>Answers with the class frequencies of the training set, whatever the features: the floor for any model.</summary>
public sealed class MajorityClass : IClassifier
{
    private readonly float[] _shares;

    private MajorityClass(int features, float[] shares)
    {
        FeatureCount = features;
        _shares = shares;
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int PredictionCount => _shares.Length;

    /// <summary>Counts the classes.</summary>
    /// <param name="examples">Examples with classes; their weights count.</param>
    /// <exception cref="ArgumentException">The examples have no classes.</exception>
    public static MajorityClass Train(TreeExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Classes == 0)
            throw new ArgumentException("Expected examples with classes.", nameof(examples));
        var (weights, sums) = (examples.EffectiveWeights(null), new double[examples.Classes]);
        for (var i = 0; i < weights.Length; i++)
            sums[(int)examples.Targets[i]] += weights[i];
        return new MajorityClass(examples.Features.Columns, [.. sums.Select(sum => (float)(sum / sums.Sum()))]);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination)
    {
        ClassifierInput.RequireLength(features.Length, FeatureCount, nameof(features));
        ClassifierInput.RequireLength(destination.Length, PredictionCount, nameof(destination));
        _shares.CopyTo(destination);
    }

    /// <inheritdoc/>
    public float[] Predict(FeatureTable table, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ClassifierInput.RequireLength(table.Columns, FeatureCount, nameof(table));
        var probabilities = new float[table.Rows * _shares.Length];
        for (var i = 0; i < table.Rows; i++)
            _shares.CopyTo(probabilities, i * _shares.Length);
        return probabilities;
    }
}
