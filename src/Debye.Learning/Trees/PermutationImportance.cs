using Debye.Learning.Tables;
using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>How much worse a model does when the values of one feature are shuffled among the examples.</summary>
/// <param name="Mean">Mean fall of the accuracy, or mean rise of the mean squared error; may be below 0 by chance.</param>
/// <param name="StandardDeviation">Standard deviation over the repeats.</param>
/// <remarks>Source: L. Breiman, Mach. Learn. 45, 5 (2001), doi 10.1023/A:1010933404324, section 10.</remarks>
public readonly record struct PermutationImportance(double Mean, double StandardDeviation)
{
    /// <summary>Measures every feature.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Examples that the model has not seen, with classes or values as it was trained on.</param>
    /// <param name="repeats">Shuffles of each feature, 1 or more.</param>
    /// <param name="seed">Seed of the shuffles.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>One entry per feature.</returns>
    /// <exception cref="ArgumentException">Columns or classes do not match the model.</exception>
    public static PermutationImportance[] Measure(TreeModel model, TreeExamples examples, int repeats = 5, ulong seed = 0, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var expected = Math.Max(1, examples.Classes);
        if (examples.Features.Columns != model.FeatureCount || expected != model.PredictionCount)
            throw new ArgumentException(
                Invariant($"Expected {model.FeatureCount} columns and {model.PredictionCount} predictions, got ")
                    + Invariant($"{examples.Features.Columns} and {expected}."),
                nameof(examples)
            );
        var whole = Error(model, examples, examples.Features);
        var importance = new PermutationImportance[model.FeatureCount];
        ParallelLoop.Run(
            importance.Length,
            threads,
            (feature, _) =>
            {
                var rises = new double[repeats];
                for (var r = 0; r < repeats; r++)
                {
                    var random = new RandomSource(seed, (ulong)(feature * (long)repeats + r));
                    rises[r] = Error(model, examples, Shuffled(examples.Features, feature, ref random)) - whole;
                }

                var mean = rises.Average();
                importance[feature] = new PermutationImportance(mean, Math.Sqrt(rises.Average(rise => (rise - mean) * (rise - mean))));
            }
        );
        return importance;
    }

    private static FeatureTable Shuffled(FeatureTable table, int feature, ref RandomSource random)
    {
        var values = table.Values.ToArray();
        for (var row = table.Rows - 1; row > 0; row--)
        {
            var (a, b) = (row * table.Columns + feature, random.NextInt(row + 1) * table.Columns + feature);
            (values[a], values[b]) = (values[b], values[a]);
        }

        return new FeatureTable(values, table.Columns);
    }

    private static double Error(TreeModel model, TreeExamples examples, FeatureTable table)
    {
        var predictions = model.Predict(table);
        var width = model.PredictionCount;
        double error = 0;
        for (var i = 0; i < table.Rows; i++)
        {
            var row = predictions.AsSpan(i * width, width);
            var target = examples.Targets[i];
            if (examples.Classes == 0)
                error += (row[0] - target) * (double)(row[0] - target);
            else if (Metrics.ClassificationReport.RankOf(row, (int)target) > 0)
                error++;
        }

        return error / table.Rows;
    }
}
