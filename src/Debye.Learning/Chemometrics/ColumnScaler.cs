using Debye.Learning.Metrics;
using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>Centre and scale of every column, learned from training samples.</summary>
internal sealed class ColumnScaler
{
    private const double LeastSpread = 1e-12;
    private readonly double[] _centre;
    private readonly double[] _scale;

    private ColumnScaler(double[] centre, double[] scale)
    {
        _centre = centre;
        _scale = scale;
    }

    /// <summary>Divisor of every column.</summary>
    public ReadOnlySpan<double> Scale => _scale;

    /// <summary>Learns from at least two rows.</summary>
    /// <exception cref="ArgumentException">There are fewer, or a column to be divided by its spread is constant.</exception>
    public static ColumnScaler Of(SampleTable table, ColumnScaling scaling)
    {
        if (table.Rows < 2)
            throw new ArgumentException(Invariant($"Expected at least 2 samples, got {table.Rows}."), nameof(table));
        if (!Enum.IsDefined(scaling))
            throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "Expected a scaling.");
        var (centre, scale, column) = (new double[table.Columns], new double[table.Columns], new double[table.Rows]);
        for (var j = 0; j < table.Columns; j++)
        {
            for (var i = 0; i < column.Length; i++)
                column[i] = table.Row(i)[j];
            (centre[j], scale[j]) = scaling == ColumnScaling.Robust ? MedianAndRange(column) : MeanAndDeviation(column);
            if (scaling == ColumnScaling.Centred)
                scale[j] = 1;
            else if (!(scale[j] > LeastSpread * Math.Abs(centre[j])))
                throw new ArgumentException(
                    Invariant($"Expected columns that vary, column {j} does not: drop it, or only centre."),
                    nameof(table)
                );
            else if (scaling == ColumnScaling.Pareto)
                scale[j] = Math.Sqrt(scale[j]);
        }

        return new ColumnScaler(centre, scale);
    }

    /// <summary>Scales one row.</summary>
    public void Apply(ReadOnlySpan<double> row, Span<double> destination)
    {
        for (var j = 0; j < destination.Length; j++)
            destination[j] = (row[j] - _centre[j]) / _scale[j];
    }

    /// <summary>Scales a table, row-major.</summary>
    public double[] Apply(SampleTable table)
    {
        var scaled = new double[table.Values.Length];
        for (var i = 0; i < table.Rows; i++)
            Apply(table.Row(i), scaled.AsSpan(i * table.Columns, table.Columns));
        return scaled;
    }

    private static (double Mean, double Deviation) MeanAndDeviation(double[] column)
    {
        var mean = column.Average();
        return (mean, Math.Sqrt(column.Sum(value => (value - mean) * (value - mean)) / (column.Length - 1)));
    }

    private static (double Median, double Range) MedianAndRange(double[] column)
    {
        var sorted = SampleQuantile.Sort(column, 2, nameof(column));
        return (SampleQuantile.Of(sorted, 0.5), SampleQuantile.Of(sorted, 0.75) - SampleQuantile.Of(sorted, 0.25));
    }
}
