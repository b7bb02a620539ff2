namespace Debye.Learning.Chemometrics;

/// <summary>Settings of <see cref="PrincipalComponentModel"/>.</summary>
public sealed record PrincipalComponentOptions
{
    /// <summary>Number of components, 1 or more and below the number of samples.</summary>
    public int Components { get; init; } = 2;

    /// <summary>What is done to the columns first.</summary>
    public ColumnScaling Scaling { get; init; } = ColumnScaling.Centred;

    /// <summary>How the distributions of the distances are estimated.</summary>
    public DistanceEstimator Estimator { get; init; } = DistanceEstimator.Robust;

    /// <summary>Share α of samples of the class that fall outside of the acceptance area, above 0 and below 1.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>
    /// Chance γ that any one of the training samples is called an outlier, above 0 and below 1; null: whatever is extreme is an outlier.
    /// </summary>
    public double? OutlierSignificance { get; init; } = 0.01;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);
        if (!Enum.IsDefined(Scaling))
            throw new ArgumentOutOfRangeException(nameof(Scaling), Scaling, "Expected a scaling.");
        if (!Enum.IsDefined(Estimator))
            throw new ArgumentOutOfRangeException(nameof(Estimator), Estimator, "Expected an estimator.");
        RequireShare(Significance, nameof(Significance));
        if (OutlierSignificance is { } gamma)
            RequireShare(gamma, nameof(OutlierSignificance));
    }

    /// <summary>Checks a share.</summary>
    internal static void RequireShare(double value, string name)
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "Expected above 0 and below 1.");
    }
}
