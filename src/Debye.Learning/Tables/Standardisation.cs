using Debye.Learning.Trees;

namespace Debye.Learning.Tables;

/// <summary>Scales every feature to mean 0 and variance 1 over the training examples; a constant feature becomes 0.</summary>
internal sealed class Standardisation
{
    private readonly double[] _mean;
    private readonly double[] _factor;

    /// <summary>Takes measured numbers.</summary>
    /// <param name="mean">Mean of every column.</param>
    /// <param name="factor">One over its standard deviation, or 0.</param>
    public Standardisation(double[] mean, double[] factor)
    {
        _mean = mean;
        _factor = factor;
    }

    /// <summary>Mean of every column.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>One over the standard deviation of every column; 0 where it is constant.</summary>
    public ReadOnlySpan<double> Factor => _factor;

    /// <summary>Measures mean and variance (over n) of every column.</summary>
    public static Standardisation Of(FeatureTable table)
    {
        var (mean, factor) = (new double[table.Columns], new double[table.Columns]);
        for (var i = 0; i < table.Rows; i++)
        {
            var row = table.Row(i);
            for (var f = 0; f < mean.Length; f++)
                mean[f] += row[f] / (double)table.Rows;
        }

        for (var i = 0; i < table.Rows; i++)
        {
            var row = table.Row(i);
            for (var f = 0; f < mean.Length; f++)
                factor[f] += (row[f] - mean[f]) * (row[f] - mean[f]) / table.Rows;
        }

        // Rounding leaves a trace of variance in a constant column.
        for (var f = 0; f < mean.Length; f++)
            factor[f] = factor[f] > 1e-14 * mean[f] * mean[f] ? 1 / Math.Sqrt(factor[f]) : 0;
        return new Standardisation(mean, factor);
    }

    /// <summary>The same but for the first columns, which are only brought to mean 0.</summary>
    /// <param name="columns">How many.</param>
    public Standardisation CentringOnly(int columns) => new(_mean, [.. Enumerable.Repeat(1.0, columns), .. _factor[columns..]]);

    /// <summary>Standardises one row.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<float> destination)
    {
        for (var f = 0; f < destination.Length; f++)
            destination[f] = (float)((row[f] - _mean[f]) * _factor[f]);
    }
}
