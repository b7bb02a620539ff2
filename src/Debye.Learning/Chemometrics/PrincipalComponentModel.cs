using Debye.Learning.Tables;
using MathNet.Numerics.Distributions;

namespace Debye.Learning.Chemometrics;

/// <summary>Principal components of one class of samples, with limits that the data themselves set on the distance to it.</summary>
/// <remarks>
/// Score and orthogonal distance follow scaled χ² distributions whose degrees of freedom are estimated; their sum has limits for extremes
/// and outliers. Source: A. L. Pomerantsev and O. Ye. Rodionova, J. Chemometrics 28, 429 (2014), doi 10.1002/cem.2506. Immutable; safe from
/// many threads.
/// </remarks>
public sealed class PrincipalComponentModel
{
    private readonly ColumnScaler _scaler;
    private readonly PrincipalAxes _axes;
    private readonly double[] _variances;

    private PrincipalComponentModel(SampleTable table, PrincipalComponentOptions options)
    {
        _scaler = ColumnScaler.Of(table, options.Scaling);
        _axes = PrincipalAxes.Of(_scaler.Apply(table), table.Columns, options.Components);
        if (_axes.Count < options.Components)
            throw new ArgumentException(
                Invariant($"Expected at most {_axes.Count} components, the rank of the samples, got {options.Components}."),
                nameof(options)
            );
        (FeatureCount, _variances) = (table.Columns, [.. _axes.SquaredValues.Select(square => square / (table.Rows - 1))]);
        var (score, orthogonal) = (new double[table.Rows], new double[table.Rows]);
        for (var i = 0; i < table.Rows; i++)
            (score[i], orthogonal[i]) = Plain(table.Row(i));
        ScoreDistribution = ScaledChiSquared.Estimate(score, options.Estimator);
        OrthogonalDistribution = ScaledChiSquared.Estimate(orthogonal, options.Estimator);
        CriticalDistance = LimitFor(options.Significance);
        OutlierDistance = options.OutlierSignificance is { } gamma
            ? ChiSquared.InvCDF(Degrees, Math.Pow(1 - gamma, 1.0 / table.Rows))
            : CriticalDistance;
    }

    /// <summary>Numbers of a sample.</summary>
    public int FeatureCount { get; }

    /// <summary>Number of components.</summary>
    public int ComponentCount => _axes.Count;

    /// <summary>Variance λ of the training samples along every component, descending, in the squared scaled unit of the columns.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>Distribution of the score distance.</summary>
    public ScaledChiSquared ScoreDistribution { get; }

    /// <summary>Distribution of the orthogonal distance.</summary>
    public ScaledChiSquared OrthogonalDistribution { get; }

    /// <summary>Total distance from which a sample is extreme.</summary>
    public double CriticalDistance { get; }

    /// <summary>Total distance from which it is an outlier, at least nearly <see cref="CriticalDistance"/> for usual settings.</summary>
    public double OutlierDistance { get; }

    private int Degrees => ScoreDistribution.Degrees + OrthogonalDistribution.Degrees;

    /// <summary>Finds components and limits.</summary>
    /// <param name="table">Samples of the class, at least two more than components.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">Too few samples or columns for the components, a column that does not vary though it is to be
    /// scaled, or an option out of range.</exception>
    public static PrincipalComponentModel Fit(SampleTable table, PrincipalComponentOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var most = Math.Min(table.Rows - 1, table.Columns) - 1;
        if (options.Components > most)
            throw new ArgumentException(
                Invariant($"Expected 1…{most} components for {table.Rows} samples of {table.Columns} values, got ")
                    + Invariant($"{options.Components}: something must be left over."),
                nameof(options)
            );
        return new PrincipalComponentModel(table, options);
    }

    /// <summary>Weights of the scaled columns in a component, of length 1; the largest is positive.</summary>
    /// <param name="component">0…<see cref="ComponentCount"/>−1.</param>
    public ReadOnlySpan<double> Loadings(int component) => _axes.Axis(component);

    /// <summary>Co-ordinates of a sample on the components.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public double[] Scores(ReadOnlySpan<double> row) => Split(row).Scores;

    /// <summary>Distances of a sample from the class.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public SampleDistances Measure(ReadOnlySpan<double> row)
    {
        var (score, orthogonal) = Plain(row);
        var total =
            ScoreDistribution.Degrees * score / ScoreDistribution.Scale
            + OrthogonalDistribution.Degrees * orthogonal / OrthogonalDistribution.Scale;
        return new SampleDistances(score, orthogonal, total);
    }

    /// <summary>Where a sample stands to the limits.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public SampleKind Judge(ReadOnlySpan<double> row)
    {
        var distance = Measure(row).Total;
        if (distance < CriticalDistance)
            return SampleKind.Regular;
        return distance < OutlierDistance ? SampleKind.Extreme : SampleKind.Outlier;
    }

    /// <summary>Sum of squares that the components leave over, in the columns' own units.</summary>
    internal double PlainResidual(ReadOnlySpan<double> row)
    {
        var (left, sum) = (Split(row).Left, 0.0);
        for (var j = 0; j < left.Length; j++)
            sum += left[j] * left[j] * _scaler.Scale[j] * _scaler.Scale[j];
        return sum;
    }

    /// <summary>Total distance below which a share 1 − <paramref name="significance"/> of the class lies.</summary>
    internal double LimitFor(double significance) => ChiSquared.InvCDF(Degrees, 1 - significance);

    private (double Score, double Orthogonal) Plain(ReadOnlySpan<double> row)
    {
        var (scores, _, orthogonal) = Split(row);
        var sum = 0.0;
        for (var a = 0; a < scores.Length; a++)
            sum += scores[a] * scores[a] / _variances[a];
        return (sum, orthogonal);
    }

    private (double[] Scores, double[] Left, double Orthogonal) Split(ReadOnlySpan<double> row)
    {
        SampleTable.RequireSample(row, FeatureCount);
        var (left, scores) = (new double[row.Length], new double[ComponentCount]);
        _scaler.Apply(row, left);
        var orthogonal = _axes.Split(left, scores);
        return (scores, left, orthogonal);
    }
}
