using Debye.Learning.Tables;

namespace Debye.Learning.Trees;

/// <summary>A feature table turned into small integers, column by column.</summary>
internal sealed class BinnedFeatures
{
    private BinnedFeatures(int rows, FeatureBins[] bins, ushort[][] codes)
    {
        Rows = rows;
        Bins = bins;
        Codes = codes;
    }

    /// <summary>Number of examples.</summary>
    public int Rows { get; }

    /// <summary>Bins of each feature.</summary>
    public FeatureBins[] Bins { get; }

    /// <summary>Code of each value, by feature, then by row.</summary>
    public ushort[][] Codes { get; }

    /// <summary>Bins a table.</summary>
    public static BinnedFeatures From(FeatureTable table, int maxBins, int threads)
    {
        var bins = new FeatureBins[table.Columns];
        var codes = new ushort[table.Columns][];
        ParallelLoop.Run(
            table.Columns,
            threads,
            (feature, _) =>
            {
                var column = new float[table.Rows];
                var values = table.Values;
                for (var row = 0; row < column.Length; row++)
                    column[row] = values[row * table.Columns + feature];
                bins[feature] = FeatureBins.From(column, maxBins, new float[column.Length]);
                codes[feature] = new ushort[column.Length];
                for (var row = 0; row < column.Length; row++)
                    codes[feature][row] = (ushort)bins[feature].CodeOf(column[row]);
            }
        );
        return new BinnedFeatures(table.Rows, bins, codes);
    }
}
