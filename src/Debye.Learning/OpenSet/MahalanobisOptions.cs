using System.Numerics.Tensors;
using Debye.Learning.Chemometrics;
using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="MahalanobisDetector"/>.</summary>
public sealed record MahalanobisOptions : DetectorOptions
{
    private const double LeastShrinkage = 1e-6;

    /// <summary>
    /// Share of the covariance that is replaced by a multiple of the identity, above 0 and up to 1; null for the share that is best on
    /// average.
    /// </summary>
    /// <remarks>
    /// Source of the best share: O. Ledoit and M. Wolf, J. Multivariate Anal. 88, 365 (2004), doi 10.1016/S0047-259X(03)00096-4.
    /// </remarks>
    public double? Shrinkage { get; init; }

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Shrinkage is { } share && !(share > 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(Shrinkage), share, "Expected above 0 and up to 1.");
    }

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        var (table, centres) = (examples.Inputs, Centres(examples));
        var left = table.Values.ToArray();
        for (var i = 0; i < table.Rows; i++)
        {
            var row = left.AsSpan(i * table.Columns, table.Columns);
            TensorPrimitives.Subtract(row, centres.AsSpan(examples.Labels[i] * table.Columns, table.Columns), row);
        }

        var axes = PrincipalAxes.Of(left, table.Columns, table.Columns);
        var mean = axes.SquaredValues.Sum() / table.Rows / table.Columns;
        if (!(mean > 0))
            throw new ArgumentException("Expected examples that vary within their classes.", nameof(examples));
        var share = Shrinkage ?? BestShare(left, table, axes, mean);
        return new MahalanobisDetector
        {
            InputCount = table.Columns,
            Threshold = 0,
            Centres = centres,
            Axes = Enumerable.Range(0, axes.Count).SelectMany(a => axes.Axis(a).ToArray()).ToArray(),
            Variances = axes.SquaredValues.Select(square => (1 - share) * square / table.Rows + share * mean).ToArray(),
            OtherVariance = share * mean,
            Shrinkage = share,
        };
    }

    private static double[] Centres(OpenSetExamples examples)
    {
        var columns = examples.Inputs.Columns;
        var centres = new double[examples.Classes * columns];
        for (var k = 0; k < examples.Classes; k++)
        {
            var rows = examples.RowsOf(k);
            var centre = centres.AsSpan(k * columns, columns);
            foreach (var row in rows)
                TensorPrimitives.MultiplyAdd(examples.Inputs.Row(row), 1.0 / rows.Length, centre, centre);
        }

        return centres;
    }

    /// <summary>min(1, Σ‖xxᵀ − W‖²/n² / ‖W − τ·I‖²), in the axes of W, where only squares remain.</summary>
    private static double BestShare(double[] left, SampleTable table, PrincipalAxes axes, double mean)
    {
        var variances = axes.SquaredValues.Select(square => square / table.Rows).ToArray();
        var norm = TensorPrimitives.SumOfSquares<double>(variances);
        var (noise, scores) = (0.0, new double[axes.Count]);
        for (var i = 0; i < table.Rows; i++)
        {
            var row = left.AsSpan(i * table.Columns, table.Columns).ToArray();
            var length = TensorPrimitives.SumOfSquares<double>(row);
            axes.Split(row, scores);
            var along = 0.0;
            for (var a = 0; a < scores.Length; a++)
                along += variances[a] * scores[a] * scores[a];
            noise += length * length - 2 * along + norm;
        }

        var signal = norm - table.Columns * mean * mean;
        return signal > 0 ? Math.Clamp(noise / table.Rows / table.Rows / signal, LeastShrinkage, 1) : 1;
    }
}
