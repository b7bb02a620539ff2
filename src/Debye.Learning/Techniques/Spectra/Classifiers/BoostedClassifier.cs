using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>Boosted trees that give a probability for each class; of two classes the trees themselves give one.</summary>
internal sealed class BoostedClassifier(GradientBoosting trees) : IClassifier
{
    public GradientBoosting Trees => trees;

    public int FeatureCount => trees.FeatureCount;

    public int PredictionCount => Math.Max(2, trees.PredictionCount);

    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    public float[] Predict(FeatureTable table, int threads = 1)
    {
        var own = trees.Predict(table, threads);
        if (trees.PredictionCount > 1)
            return own;
        var both = new float[2 * own.Length];
        for (var i = 0; i < own.Length; i++)
            (both[2 * i], both[(2 * i) + 1]) = (1 - own[i], own[i]);
        return both;
    }
}
