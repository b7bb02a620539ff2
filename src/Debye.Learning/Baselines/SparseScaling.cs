using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Baselines;

/// <summary>Standardises counts of which many are zero: a zero stays zero, and a count that is mostly zero weighs less.</summary>
/// <remarks>
/// (x − mean)/(s + z⁴ + 1e-8) with z the share of zeros in training and s the standard deviation (over n − 1); 0 for a count that did not
/// vary in training. Source: A. Dempster, D. F. Schmidt and G. I. Webb, Data Min. Knowl. Discov. 37, 1779 (2023), doi
/// 10.1007/s10618-023-00939-3.
/// </remarks>
internal sealed class SparseScaling(float[] mean, float[] factor)
{
    private const double Floor = 1e-8;

    /// <summary>Mean of every column.</summary>
    public ReadOnlySpan<float> Mean => mean;

    /// <summary>What every column is multiplied by.</summary>
    public ReadOnlySpan<float> Factor => factor;

    /// <summary>Measures every column.</summary>
    public static SparseScaling Of(FeatureTable table)
    {
        var (sum, zeros, squares) = (new double[table.Columns], new int[table.Columns], new double[table.Columns]);
        for (var i = 0; i < table.Rows; i++)
        {
            var row = table.Row(i);
            for (var f = 0; f < sum.Length; f++)
            {
                sum[f] += row[f];
                if (row[f] == 0)
                    zeros[f]++;
            }
        }

        for (var i = 0; i < table.Rows; i++)
        {
            var row = table.Row(i);
            for (var f = 0; f < sum.Length; f++)
                squares[f] += (row[f] - (sum[f] / table.Rows)) * (row[f] - (sum[f] / table.Rows));
        }

        var mean = Array.ConvertAll(sum, total => (float)(total / table.Rows));
        return new SparseScaling(
            mean,
            [.. Enumerable.Range(0, mean.Length).Select(f => (float)FactorOf(mean[f], squares[f], zeros[f], table.Rows))]
        );
    }

    /// <summary>Scales one row in place.</summary>
    public void Apply(Span<float> row)
    {
        for (var f = 0; f < row.Length; f++)
            row[f] = row[f] == 0 ? 0 : (row[f] - mean[f]) * factor[f];
    }

    private static double FactorOf(double mean, double squares, int zeros, int rows)
    {
        // Rounding leaves a trace of variance in a constant column.
        if (squares <= 1e-14 * rows * mean * mean)
            return 0;
        return 1 / (Math.Sqrt(squares / (rows - 1)) + Math.Pow(zeros / (double)rows, 4) + Floor);
    }
}
