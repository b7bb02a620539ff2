using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Base and classifier of a member as one classifier of preprocessed spectra.</summary>
internal sealed class BaseClassifier(SpectraMember member) : IClassifier
{
    public int FeatureCount => member.Pipeline.OutputAxis.Length;

    public int PredictionCount => member.Classifier.PredictionCount;

    public void Predict(ReadOnlySpan<float> features, Span<float> destination) =>
        Baselines.ClassifierInput.PredictOne(this, features, destination);

    public float[] Predict(FeatureTable table, int threads = 1) =>
        member.Classifier.Predict(member.Base!.Eye.Represent(table, threads).ToFeatures(), threads);
}
