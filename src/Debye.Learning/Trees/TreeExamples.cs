using Debye.Learning.Tables;

namespace Debye.Learning.Trees;

/// <summary>What a tree ensemble learns from: features, what they should predict, and how much each example counts.</summary>
public sealed class TreeExamples
{
    private readonly float[] _targets;
    private readonly float[] _weights;

    private TreeExamples(FeatureTable features, float[] targets, int classes, ReadOnlySpan<float> weights)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Rows == 0)
            throw new ArgumentException("Expected at least one example.", nameof(features));
        if (targets.Length != features.Rows)
            throw new ArgumentException(
                Invariant($"Expected {features.Rows} targets, one per row, got {targets.Length}."),
                nameof(targets)
            );
        if (!weights.IsEmpty && weights.Length != features.Rows)
            throw new ArgumentException(
                Invariant($"Expected {features.Rows} weights, one per row, got {weights.Length}."),
                nameof(weights)
            );
        foreach (var weight in weights)
            if (!(weight > 0 && float.IsFinite(weight)))
                throw new ArgumentException(Invariant($"Expected finite weights above 0, got {weight}."), nameof(weights));
        Features = features;
        _targets = targets;
        Classes = classes;
        _weights = weights.ToArray();
    }

    /// <summary>The features.</summary>
    public FeatureTable Features { get; }

    /// <summary>Number of classes; 0 for regression.</summary>
    public int Classes { get; }

    /// <summary>Class index or value of each example.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>Weight of each example; empty where all count the same.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Examples with a class.</summary>
    /// <param name="features">At least one row.</param>
    /// <param name="labels">Class of each row, 0…<paramref name="classes"/>−1.</param>
    /// <param name="classes">Number of classes, 1…65,535; a class may be without examples.</param>
    /// <param name="weights">Finite weights above 0, one per row, or empty.</param>
    /// <exception cref="ArgumentException">A length does not match, or a label or weight is out of range.</exception>
    public static TreeExamples ForClasses(
        FeatureTable features,
        ReadOnlySpan<int> labels,
        int classes,
        ReadOnlySpan<float> weights = default
    )
    {
        if (classes is < 1 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "Expected 1…65,535 classes.");
        var targets = new float[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected labels 0…{classes - 1}, got {labels[i]} in row {i}."), nameof(labels));
            targets[i] = labels[i];
        }

        return new TreeExamples(features, targets, classes, weights);
    }

    /// <summary>Examples with a value.</summary>
    /// <param name="features">At least one row.</param>
    /// <param name="values">Finite value of each row.</param>
    /// <param name="weights">Finite weights above 0, one per row, or empty.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value or weight is not finite.</exception>
    public static TreeExamples ForValues(FeatureTable features, ReadOnlySpan<float> values, ReadOnlySpan<float> weights = default)
    {
        foreach (var value in values)
            if (!float.IsFinite(value))
                throw new ArgumentException(Invariant($"Expected finite values, got {value}."), nameof(values));
        return new TreeExamples(features, values.ToArray(), 0, weights);
    }

    /// <summary>The same targets and weights with other features.</summary>
    internal TreeExamples With(FeatureTable features) => new(features, _targets, Classes, _weights);

    /// <summary>Weight of every example with its class weight, all of them 1 where none were given.</summary>
    internal float[] EffectiveWeights(IReadOnlyList<double>? classWeights)
    {
        if (classWeights is not null && classWeights.Count != Classes)
            throw new ArgumentException(Invariant($"Expected {Classes} class weights, got {classWeights.Count}."), nameof(classWeights));
        var weights = new float[Features.Rows];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (_weights.Length == 0 ? 1 : _weights[i]) * (float)(classWeights?[(int)_targets[i]] ?? 1);
        return weights;
    }
}
