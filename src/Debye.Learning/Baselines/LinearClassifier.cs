using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>A classifier whose scores are linear functions of standardised features.</summary>
internal interface ILinearClassifier : IClassifier
{
    /// <summary>The functions.</summary>
    LinearSoftmax Linear { get; }
}

/// <summary>A linear classifier as a model package keeps it, however it was fitted.</summary>
internal sealed class LinearClassifier(LinearSoftmax linear) : ILinearClassifier
{
    public LinearSoftmax Linear { get; } = linear;

    public int FeatureCount => Linear.FeatureCount;

    public int PredictionCount => Linear.ClassCount;

    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => Linear.Predict(features, destination);

    public float[] Predict(FeatureTable table, int threads = 1) => Linear.Predict(table, threads);
}
