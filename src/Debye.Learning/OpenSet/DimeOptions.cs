using Debye.Learning.Chemometrics;
using Debye.Learning.Metrics;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="DimeDetector"/>.</summary>
public sealed record DimeOptions : DetectorOptions
{
    /// <summary>Number of axes of the plane, 1 or more; the rank of the examples where that is lower.</summary>
    public int Axes { get; init; } = 20;

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(Axes, 1);
    }

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        var (table, axes) = (examples.Inputs, PrincipalAxes.Of(examples.Inputs.Values, examples.Inputs.Columns, Axes));
        if (axes.Count == 0)
            throw new ArgumentException("Expected features that are not all 0.", nameof(examples));
        var (scores, distances) = (Matrix<double>.Build.Dense(table.Rows, axes.Count), new double[table.Rows]);
        for (var i = 0; i < table.Rows; i++)
        {
            var (row, own) = (table.Row(i).ToArray(), new double[axes.Count]);
            distances[i] = Math.Sqrt(axes.Split(row, own));
            scores.SetRow(i, own);
        }

        var centre = scores.ColumnSums() / table.Rows;
        for (var i = 0; i < table.Rows; i++)
            scores.SetRow(i, scores.Row(i) - centre);
        var covariance = ClassScatter.Whitening(scores.TransposeThisAndMultiply(scores) / (table.Rows - 1));
        return new DimeDetector
        {
            InputCount = table.Columns,
            Threshold = 0,
            Axes = Enumerable.Range(0, axes.Count).SelectMany(a => axes.Axis(a).ToArray()).ToArray(),
            Centre = centre.ToArray(),
            Whitening = covariance.ToRowMajorArray(),
            Distances = SampleQuantile.Sort(distances, 2, nameof(examples)),
        };
    }
}
