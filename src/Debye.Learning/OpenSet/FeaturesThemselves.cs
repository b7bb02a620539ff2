using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.OpenSet;

/// <summary>The detector looks at the features as they are.</summary>
/// <param name="featureCount">Number of features, 1 or more.</param>
public sealed class FeaturesThemselves(int featureCount) : IRepresentation
{
    /// <inheritdoc/>
    public int FeatureCount { get; } =
        featureCount > 0 ? featureCount : throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, "Expected at least 1.");

    /// <inheritdoc/>
    public int OutputCount => FeatureCount;

    /// <inheritdoc/>
    public SampleTable Represent(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        return SampleTable.From(table);
    }
}
