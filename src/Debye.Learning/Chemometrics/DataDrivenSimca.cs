using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>
/// Data-driven soft independent modelling of one class: a sample belongs where its total distance is below the critical one.
/// </summary>
/// <remarks>
/// Source: A. L. Pomerantsev, J. Chemometrics 22, 601 (2008), doi 10.1002/cem.1147; O. Ye. Rodionova, P. Oliveri and A. L. Pomerantsev,
/// Chemom. Intell. Lab. Syst. 159, 89 (2016), doi 10.1016/j.chemolab.2016.10.002.
/// </remarks>
public sealed class DataDrivenSimca : IClassModel
{
    private DataDrivenSimca(PrincipalComponentModel model, TrimmingReport? trimming) => (Model, Trimming) = (model, trimming);

    /// <summary>Components, distances and limits.</summary>
    public PrincipalComponentModel Model { get; }

    /// <summary>What focused trimming did; null where it was not asked for.</summary>
    public TrimmingReport? Trimming { get; }

    /// <inheritdoc/>
    public int FeatureCount => Model.FeatureCount;

    /// <summary>Fits a class to all samples given.</summary>
    /// <param name="table">Samples of the class, at least two more than components.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">As for <see cref="PrincipalComponentModel.Fit"/>.</exception>
    public static DataDrivenSimca Fit(SampleTable table, PrincipalComponentOptions options) =>
        new(PrincipalComponentModel.Fit(table, options), null);

    /// <summary>Fits a class to those samples that are no outliers: sequential focused trimming.</summary>
    /// <remarks>
    /// A robust model names outliers; they are left out until there are none, then those that are none by the cleaned model come back;
    /// the last model is classical. Source: O. Ye. Rodionova and A. L. Pomerantsev, Anal. Chem. 92, 2656 (2020), doi
    /// 10.1021/acs.analchem.9b04611.
    /// </remarks>
    /// <param name="table">Samples, most of them of the class.</param>
    /// <param name="options">Settings; the outlier significance is needed, the estimator is not used.</param>
    /// <exception cref="ArgumentException">As for <see cref="PrincipalComponentModel.Fit"/>, or the outlier significance is missing, or too
    /// few samples are left.</exception>
    public static DataDrivenSimca FitTrimmed(SampleTable table, PrincipalComponentOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        if (options.OutlierSignificance is null)
            throw new ArgumentException("Expected an outlier significance: trimming looks for outliers.", nameof(options));
        var trimming = FocusedTrimming.Run(table, options);
        var model = PrincipalComponentModel.Fit(
            table.Select(trimming.Kept.Span.ToArray()),
            options with
            {
                Estimator = DistanceEstimator.Classical,
            }
        );
        return new DataDrivenSimca(model, trimming);
    }

    /// <inheritdoc/>
    public double DecisionValue(ReadOnlySpan<double> row) => Math.Sqrt(Model.CriticalDistance) - Math.Sqrt(Model.Measure(row).Total);
}
