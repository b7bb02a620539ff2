using System.Numerics.Tensors;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>What all baselines ask of their input.</summary>
internal static class ClassifierInput
{
    /// <summary>Checks examples to learn from.</summary>
    /// <exception cref="ArgumentException">They have no classes, or a value is missing or infinite.</exception>
    public static void RequireTrainable(TreeExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Classes == 0)
            throw new ArgumentException("Expected examples with classes.", nameof(examples));
        RequireFinite(examples.Features.Values, nameof(examples));
    }

    /// <summary>Checks a table to judge.</summary>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is missing or infinite.</exception>
    public static void RequireTable(FeatureTable table, int columns, int threads)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        RequireLength(table.Columns, columns, nameof(table));
        RequireFinite(table.Values, nameof(table));
    }

    /// <summary>Checks a length.</summary>
    /// <exception cref="ArgumentException">It does not match.</exception>
    public static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException(Invariant($"Expected {expected} values, got {actual}."), name);
    }

    /// <summary>Probabilities of one example, by way of a table of one row.</summary>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public static void PredictOne(IClassifier classifier, ReadOnlySpan<float> features, Span<float> destination)
    {
        RequireLength(features.Length, classifier.FeatureCount, nameof(features));
        RequireLength(destination.Length, classifier.PredictionCount, nameof(destination));
        classifier.Predict(new FeatureTable(features.ToArray(), features.Length)).CopyTo(destination);
    }

    /// <summary>
    /// Probabilities of a table block by block, so that what stands between a signal and its probabilities need not fit into memory for
    /// all.
    /// </summary>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is missing or infinite.</exception>
    public static float[] PredictInBlocks(IClassifier classifier, FeatureTable table, int threads, Func<FeatureTable, float[]> predict)
    {
        const int rowsPerBlock = 256;
        var (columns, classes) = (classifier.FeatureCount, classifier.PredictionCount);
        RequireTable(table, columns, threads);
        var probabilities = new float[table.Rows * classes];
        for (var first = 0; first < table.Rows; first += rowsPerBlock)
        {
            var rows = Math.Min(rowsPerBlock, table.Rows - first);
            predict(new FeatureTable(table.Values.Slice(first * columns, rows * columns).ToArray(), columns))
                .CopyTo(probabilities, first * classes);
        }

        return probabilities;
    }

    /// <summary>Classes of examples as whole numbers.</summary>
    public static int[] LabelsOf(TreeExamples examples) => [.. examples.Targets.ToArray().Select(target => (int)target)];

    private static void RequireFinite(ReadOnlySpan<float> values, string name)
    {
        // The sum of magnitudes of finite numbers may overflow; only then is every one looked at.
        if (float.IsFinite(TensorPrimitives.SumOfMagnitudes(values)))
            return;
        foreach (var value in values)
            if (!float.IsFinite(value))
                throw new ArgumentException(Invariant($"Expected finite values, got {value}."), name);
    }
}
