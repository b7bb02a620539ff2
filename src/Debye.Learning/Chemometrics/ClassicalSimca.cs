using Debye.Learning.Tables;
using MathNet.Numerics.Distributions;

namespace Debye.Learning.Chemometrics;

/// <summary>
/// Soft independent modelling of class analogy as first published: an F-test on what the components of one class leave over.
/// </summary>
/// <remarks>
/// F = [‖r‖²/(a−A)] / [Σ‖r‖²/((a−A)(n−A−1))], r the residual in the columns' own units, A components, n samples, a = columns where they are
/// fewer than samples, otherwise n−1. Source: S. Wold, Pattern Recognit. 8, 127 (1976), doi 10.1016/0031-3203(76)90014-5.
/// </remarks>
public sealed class ClassicalSimca : IClassModel
{
    private readonly PrincipalComponentModel _model;
    private readonly double _unit;

    private ClassicalSimca(SampleTable table, PrincipalComponentOptions options)
    {
        _model = PrincipalComponentModel.Fit(table, options);
        var freedom = (table.Rows > table.Columns ? table.Columns : table.Rows - 1) - options.Components;
        var left = table.Rows - options.Components - 1;
        for (var i = 0; i < table.Rows; i++)
            _unit += _model.PlainResidual(table.Row(i)) / left;
        CriticalValue = FisherSnedecor.InvCDF(freedom, (double)freedom * left, 1 - options.Significance);
    }

    /// <summary>F from which a sample does not belong.</summary>
    public double CriticalValue { get; }

    /// <inheritdoc/>
    public int FeatureCount => _model.FeatureCount;

    /// <summary>Fits a class.</summary>
    /// <param name="table">Samples of the class, at least two more than components.</param>
    /// <param name="options">Settings; estimator and outlier significance are not used.</param>
    /// <exception cref="ArgumentException">As for <see cref="PrincipalComponentModel.Fit"/>.</exception>
    public static ClassicalSimca Fit(SampleTable table, PrincipalComponentOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return new ClassicalSimca(table, options);
    }

    /// <summary>F of a sample, 0 or more.</summary>
    /// <param name="row"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is not finite.</exception>
    public double Ratio(ReadOnlySpan<double> row) => _model.PlainResidual(row) / _unit;

    /// <inheritdoc/>
    public double DecisionValue(ReadOnlySpan<double> row) => Math.Sqrt(CriticalValue) - Math.Sqrt(Ratio(row));
}
