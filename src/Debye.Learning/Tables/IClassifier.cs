using Debye.Learning.Trees;

namespace Debye.Learning.Tables;

/// <summary>A trained classifier of rows of numbers: immutable, deterministic, and safe to use from many threads at once.</summary>
public interface IClassifier
{
    /// <summary>Number of features that an example must have.</summary>
    int FeatureCount { get; }

    /// <summary>Numbers that a prediction has: one probability per class.</summary>
    int PredictionCount { get; }

    /// <summary>Class probabilities of one example.</summary>
    /// <param name="features"><see cref="FeatureCount"/> values.</param>
    /// <param name="destination">Room for <see cref="PredictionCount"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    void Predict(ReadOnlySpan<float> features, Span<float> destination);

    /// <summary>Class probabilities of a table, row-major, rows × <see cref="PredictionCount"/>.</summary>
    /// <param name="table">Examples with <see cref="FeatureCount"/> columns.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    float[] Predict(FeatureTable table, int threads = 1);
}
