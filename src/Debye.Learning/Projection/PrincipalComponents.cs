using System.Numerics.Tensors;
using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>Principal components: the orthogonal directions along which rows of a table differ most.</summary>
/// <remarks>
/// Eigenvectors of the covariance matrix (divisor rows − 1) of the columns, or of the products of the rows where these are fewer. Columns
/// are centred, not scaled. The element of largest magnitude of every loading is positive. Directions whose variance is below 1e-12 of the
/// largest are rounding: their variance and loadings are 0. Cost, in double precision: rows × columns × the smaller of both, and the cube
/// of the smaller one for the eigenvectors, which decides where both are large: about half a second for 500, 3 s for 1000. Source: K.
/// Pearson, Phil. Mag. 2, 559 (1901), doi 10.1080/14786440109462720; I. T. Jolliffe and J. Cadima, Phil. Trans. R. Soc. A 374, 20150202
/// (2016), doi 10.1098/rsta.2015.0202.
/// </remarks>
public sealed class PrincipalComponents
{
    private readonly double[] _mean;
    private readonly double[] _loadings;
    private readonly double[] _variances;

    private PrincipalComponents(CentredRows rows, double[] loadings, double[] variances)
    {
        _mean = rows.Mean;
        _loadings = loadings;
        _variances = variances;
        TotalVariance = rows.TotalVariance;
    }

    /// <summary>Number of columns.</summary>
    public int FeatureCount => _mean.Length;

    /// <summary>Number of components.</summary>
    public int Count => _variances.Length;

    /// <summary>Mean of every column.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Directions of length 1, components × columns, row-major.</summary>
    public ReadOnlySpan<double> Loadings => _loadings;

    /// <summary>Variance of the fitted rows along every component, largest first.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>Sum of the variances of all columns.</summary>
    public double TotalVariance { get; }

    /// <summary>Share of the variance that every component explains, 0…1; all 0 where the rows do not differ.</summary>
    public double[] VarianceShares => Array.ConvertAll(_variances, variance => TotalVariance > 0 ? variance / TotalVariance : 0);

    /// <summary>Finds the components of a table.</summary>
    /// <param name="table">At least two rows of finite values.</param>
    /// <param name="components">How many, 1…the smaller of rows and columns.</param>
    /// <exception cref="ArgumentException">A value is missing or infinite, there are too few rows, or the number of components is out of
    /// range.</exception>
    public static PrincipalComponents Fit(FeatureTable table, int components)
    {
        ArgumentNullException.ThrowIfNull(table);
        ClassifierInput.RequireTable(table, table.Columns, 1);
        if (table.Rows < 2)
            throw new ArgumentException(Invariant($"Expected two rows or more, got {table.Rows}."), nameof(table));
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, Math.Min(table.Rows, table.Columns));
        var rows = new CentredRows(table);
        var (loadings, variances) = rows.Directions(components);
        return new PrincipalComponents(rows, loadings, variances);
    }

    /// <summary>Scores of rows: their coordinates along the components, with the mean of the fitted rows as origin.</summary>
    /// <param name="table">Rows with <see cref="FeatureCount"/> columns; finite values.</param>
    /// <returns>Rows × <see cref="Count"/>, row-major.</returns>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is missing or infinite.</exception>
    public double[] Transform(FeatureTable table)
    {
        ClassifierInput.RequireTable(table, FeatureCount, 1);
        var scores = new double[table.Rows * Count];
        var centred = new double[FeatureCount];
        for (var i = 0; i < table.Rows; i++)
        {
            CentredRows.Subtract(table.Row(i), _mean, centred);
            for (var c = 0; c < Count; c++)
                scores[i * Count + c] = TensorPrimitives.Dot<double>(centred, _loadings.AsSpan(c * FeatureCount, FeatureCount));
        }

        return scores;
    }
}
