using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.OpenSet;

/// <summary>
/// The detector looks at the logarithms of a classifier's probabilities: logits for all methods but the energy, which they have lost.
/// </summary>
/// <remarks>Probabilities below 1e-30 count as that.</remarks>
/// <param name="classifier">The classifier.</param>
public sealed class LogProbabilities(IClassifier classifier) : IRepresentation
{
    private const double Least = 1e-30;

    /// <inheritdoc/>
    public int FeatureCount => classifier.FeatureCount;

    /// <inheritdoc/>
    public int OutputCount => classifier.PredictionCount;

    /// <inheritdoc/>
    public SampleTable Represent(FeatureTable table, int threads = 1) =>
        new(classifier.Predict(table, threads).Select(probability => Math.Log(Math.Max(probability, Least))).ToArray(), OutputCount);
}
