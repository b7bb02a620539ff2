using System.Numerics.Tensors;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="OpenMaxDetector"/>.</summary>
public sealed record OpenMaxOptions : DetectorOptions
{
    private const int LeastDistances = 3;

    /// <summary>
    /// Share of the samples of a class, those with the largest distances and at least three, that makes its tail; above 0 and up to 1.
    /// </summary>
    public double TailShare { get; init; } = 0.05;

    /// <summary>Number of classes whose logits are revised, 1 or more.</summary>
    public int Revised { get; init; } = 3;

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (!(TailShare > 0 && TailShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(TailShare), TailShare, "Expected above 0 and up to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Revised, 1);
    }

    /// <summary>
    /// Means are over the examples that the logits name right; a class with fewer than three of them takes the distances of all classes.
    /// </summary>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        var (table, classes) = (examples.Inputs, examples.Classes);
        if (table.Columns != classes)
            throw new ArgumentException(Invariant($"Expected {classes} logits, one per class, got {table.Columns}."), nameof(examples));
        var (means, distances) = (new double[classes * classes], new double[classes][]);
        for (var k = 0; k < classes; k++)
        {
            var mean = means.AsSpan(k * classes, classes);
            var right = examples
                .RowsOf(k)
                .Where(i => TensorPrimitives.IndexOfMax(table.Row(i)) == k)
                .Select(i => OpenMaxDetector.Counted(table.Row(i)))
                .ToArray();
            if (right.Length == 0)
                right = [.. examples.RowsOf(k).Select(i => OpenMaxDetector.Counted(table.Row(i)))];
            foreach (var logits in right)
                TensorPrimitives.MultiplyAdd(logits, 1.0 / right.Length, mean, mean);
            distances[k] = Distances(right, mean);
        }

        double[] all = [.. distances.SelectMany(own => own)];
        var tails = distances.Select(own => Tail(own.Length >= LeastDistances ? own : all)).ToArray();
        return new OpenMaxDetector
        {
            InputCount = classes,
            Threshold = 0,
            Means = means,
            Shapes = tails.Select(tail => tail.Shape).ToArray(),
            Scales = tails.Select(tail => tail.Scale).ToArray(),
            Revised = Math.Min(Revised, classes),
        };
    }

    private WeibullTail Tail(double[] distances) =>
        WeibullTail.Fit(distances, Math.Max(LeastDistances, (int)Math.Ceiling(TailShare * distances.Length)));

    private static double[] Distances(double[][] rows, ReadOnlySpan<double> mean)
    {
        var distances = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            distances[i] = TensorPrimitives.Distance(rows[i], mean);
        return distances;
    }
}
