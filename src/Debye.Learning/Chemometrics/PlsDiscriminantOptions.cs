namespace Debye.Learning.Chemometrics;

/// <summary>What a discriminant may answer.</summary>
public enum DiscriminantStyle
{
    /// <summary>The nearest class, always one.</summary>
    Hard = 0,

    /// <summary>Every class whose acceptance area holds the sample: several, one or none.</summary>
    Soft = 1,
}

/// <summary>Settings of <see cref="PlsDiscriminant"/>.</summary>
public sealed record PlsDiscriminantOptions
{
    /// <summary>The regression on class membership.</summary>
    public PartialLeastSquaresOptions Regression { get; init; } = new();

    /// <summary>Hard or soft.</summary>
    public DiscriminantStyle Style { get; init; } = DiscriminantStyle.Soft;

    /// <summary>Share α of the samples of a class that fall outside of its acceptance area, above 0 and below 1; soft only.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Chance γ that any one of the training samples of a class is called an outlier, above 0 and below 1; soft only.</summary>
    public double OutlierSignificance { get; init; } = 0.01;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Regression);
        Regression.Validate();
        if (!Enum.IsDefined(Style))
            throw new ArgumentOutOfRangeException(nameof(Style), Style, "Expected a style.");
        PrincipalComponentOptions.RequireShare(Significance, nameof(Significance));
        PrincipalComponentOptions.RequireShare(OutlierSignificance, nameof(OutlierSignificance));
    }
}
