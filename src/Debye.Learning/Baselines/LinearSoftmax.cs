using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>
/// Class probabilities as the softmax of linear functions of standardised features: what linear classifiers have in common.
/// </summary>
internal sealed class LinearSoftmax(Standardisation standardisation, float[] weights, double[] intercepts)
{
    /// <summary>What the features go through first.</summary>
    public Standardisation Standardisation => standardisation;

    /// <summary>Weights, classes × features.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>Constant of each class.</summary>
    public ReadOnlySpan<double> Intercepts => intercepts;

    /// <summary>Number of features.</summary>
    public int FeatureCount { get; } = weights.Length / intercepts.Length;

    /// <summary>Number of classes.</summary>
    public int ClassCount => intercepts.Length;

    /// <summary>Probabilities of one example.</summary>
    public void Predict(ReadOnlySpan<float> features, Span<float> destination)
    {
        ClassifierInput.RequireLength(features.Length, FeatureCount, nameof(features));
        ClassifierInput.RequireLength(destination.Length, ClassCount, nameof(destination));
        Predict(new FeatureTable(features.ToArray(), FeatureCount), 1).CopyTo(destination);
    }

    /// <summary>Probabilities of a table.</summary>
    public float[] Predict(FeatureTable table, int threads)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        var probabilities = new float[table.Rows * ClassCount];
        ParallelLoop.Run(table.Rows, threads, (row, _) => Score(table.Row(row), probabilities.AsSpan(row * ClassCount, ClassCount)));
        return probabilities;
    }

    /// <summary>Values of the functions, before the softmax: rows × classes.</summary>
    public double[] Scores(FeatureTable table, int threads)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        var scores = new double[table.Rows * ClassCount];
        ParallelLoop.Run(table.Rows, threads, (row, _) => Evaluate(table.Row(row), scores.AsSpan(row * ClassCount, ClassCount)));
        return scores;
    }

    private void Evaluate(ReadOnlySpan<float> row, Span<double> scores)
    {
        var features = new float[row.Length];
        standardisation.Apply(row, features);
        for (var k = 0; k < scores.Length; k++)
            scores[k] = TensorPrimitives.Dot<float>(weights.AsSpan(k * features.Length, features.Length), features) + intercepts[k];
    }

    private void Score(ReadOnlySpan<float> row, Span<float> probabilities)
    {
        var scores = new double[probabilities.Length];
        Evaluate(row, scores);
        var largest = scores.Max();
        double total = 0;
        foreach (ref var score in scores.AsSpan())
            total += score = Math.Exp(score - largest);
        for (var k = 0; k < scores.Length; k++)
            probabilities[k] = (float)(scores[k] / total);
    }
}
