namespace Debye.Techniques.Eis.Validation;

/// <summary>How the number of relaxations of a variant is found.</summary>
public enum ElementCountRule
{
    /// <summary>Every other point is predicted from the rest; the fewest relaxations whose error is within 5 % of the least.</summary>
    CrossValidation,

    /// <summary>It grows until µ is at most <see cref="KramersKronigVariantOptions.Cutoff"/>.</summary>
    Mu,
}

/// <summary>Settings of the variants of the linear Kramers–Kronig test.</summary>
public sealed record KramersKronigVariantOptions
{
    /// <summary>How the number of relaxations is found; default cross-validation.</summary>
    public ElementCountRule Rule { get; init; } = ElementCountRule.CrossValidation;

    /// <summary>Largest µ at which the number stops to grow, 0…1; default 0.85.</summary>
    public double Cutoff { get; init; } = 0.85;

    /// <summary>Most relaxations, 1…1000; default 50, and never more than half the points.</summary>
    public int MaximumElements { get; init; } = 50;

    /// <summary>By how much the range of time constants goes beyond 1/ω of the data at either end, 1…1000; default 1.</summary>
    public double RangeFactor { get; init; } = 1;

    /// <summary>Largest root mean square of the residuals of a variant that passes, as a share of |Z|, above 0; default 0.01.</summary>
    public double ResidualLimit { get; init; } = 0.01;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Rule))
            throw new ArgumentOutOfRangeException(nameof(Rule), Rule, "Unknown rule.");
        if (Cutoff is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Cutoff), Cutoff, "Cutoff must be 0…1.");
        if (MaximumElements is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(MaximumElements), MaximumElements, "MaximumElements must be 1…1000.");
        if (RangeFactor is not (>= 1 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(RangeFactor), RangeFactor, "RangeFactor must be 1…1000.");
        if (!(ResidualLimit > 0))
            throw new ArgumentOutOfRangeException(nameof(ResidualLimit), ResidualLimit, "ResidualLimit must be above 0.");
    }
}
