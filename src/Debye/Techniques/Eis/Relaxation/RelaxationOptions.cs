namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Functions of ln τ that γ is a sum of.</summary>
public enum RelaxationBasis
{
    /// <summary>Gaussians.</summary>
    Gaussian,

    /// <summary>Hat functions: γ is linear from node to node.</summary>
    PiecewiseLinear,
}

/// <summary>How strongly the distribution is smoothed: the rule that chooses λ.</summary>
public enum RelaxationSelection
{
    /// <summary>Generalised cross-validation.</summary>
    Gcv,

    /// <summary>Generalised cross-validation that counts every degree of freedom more than once: smoother.</summary>
    ModifiedGcv,

    /// <summary>Generalised cross-validation that also penalises influential points: smoother.</summary>
    RobustGcv,

    /// <summary>The corner of the L-curve, where its curvature is largest.</summary>
    LCurve,

    /// <summary>Each part of the impedance is predicted from a fit to the other.</summary>
    CrossValidation,
}

/// <summary>What residuals are divided by.</summary>
public enum RelaxationWeights
{
    /// <summary>|Z| of the point: noise is a share of the impedance.</summary>
    Modulus,

    /// <summary>The same for all points.</summary>
    Unit,
}

/// <summary>Whether an element lies in series with the distribution.</summary>
public enum SeriesElement
{
    /// <summary>Kept where leaving it out costs more than ln(2N) noise variances (Schwarz's criterion).</summary>
    Auto,

    /// <summary>Always; its value may come out as none.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}

/// <summary>How γ ≥ 0 enters the posterior that credible intervals come from.</summary>
public enum RelaxationPosterior
{
    /// <summary>
    /// The normal posterior without the constraint, each draw moved to the nearest admissible point in its own metric: draws may hold exact
    /// zeros.
    /// </summary>
    Projected,

    /// <summary>
    /// The normal posterior cut off at 0: every draw is positive everywhere, so areas over many near-zero γ are biased upwards.
    /// </summary>
    Truncated,
}

/// <summary>Settings of a distribution of relaxation times.</summary>
public sealed record RelaxationOptions
{
    /// <summary>Functions γ is a sum of; default Gaussians.</summary>
    public RelaxationBasis Basis { get; init; } = RelaxationBasis.Gaussian;

    /// <summary>Distance of neighbouring Gaussians over their full width at half maximum, 0.1…1; default 0.5. Unused by hats.</summary>
    public double ShapeCoefficient { get; init; } = 0.5;

    /// <summary>Basis functions in a decade of τ, 3…50; default 10.</summary>
    public int PointsPerDecade { get; init; } = 10;

    /// <summary>Decades of τ beyond 1/ωmax and 1/ωmin, 0…3; default 1.</summary>
    public double DecadesBeyond { get; init; } = 1;

    /// <summary>Shortest and longest τ, s, both above 0; null for the range of the data and <see cref="DecadesBeyond"/>.</summary>
    public (double Shortest, double Longest)? TauRangeSeconds { get; init; }

    /// <summary>Which derivative of γ is kept small, 1 or 2; default 2.</summary>
    public int PenaltyOrder { get; init; } = 2;

    /// <summary>Rule that chooses λ; default generalised cross-validation.</summary>
    public RelaxationSelection Selection { get; init; } = RelaxationSelection.Gcv;

    /// <summary>λ itself, 1e-12…1e6; null lets <see cref="Selection"/> choose.</summary>
    public double? Lambda { get; init; }

    /// <summary>What residuals are divided by; default the modulus.</summary>
    public RelaxationWeights Weights { get; init; } = RelaxationWeights.Modulus;

    /// <summary>An inductance in series; default where the data ask for it.</summary>
    public SeriesElement Inductance { get; init; } = SeriesElement.Auto;

    /// <summary>A capacitance in series, for cells that block direct current; default where the data ask for it.</summary>
    public SeriesElement Capacitance { get; init; } = SeriesElement.Auto;

    /// <summary>Draws from the posterior for credible intervals, 0 (none) or 100…100000; default 1000.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>How γ ≥ 0 enters the posterior; default by projection.</summary>
    public RelaxationPosterior Posterior { get; init; } = RelaxationPosterior.Projected;

    /// <summary>Probability of the credible intervals, 0.5…0.999; default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the draws; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        Require(ShapeCoefficient is >= 0.1 and <= 1, nameof(ShapeCoefficient), ShapeCoefficient, "0.1…1");
        Require(PointsPerDecade is >= 3 and <= 50, nameof(PointsPerDecade), PointsPerDecade, "3…50");
        Require(DecadesBeyond is >= 0 and <= 3, nameof(DecadesBeyond), DecadesBeyond, "0…3");
        Require(PenaltyOrder is 1 or 2, nameof(PenaltyOrder), PenaltyOrder, "1 or 2");
        Require(Lambda is null or (>= 1e-12 and <= 1e6), nameof(Lambda), Lambda ?? 0, "1e-12…1e6");
        Require(Samples is 0 or (>= 100 and <= 100_000), nameof(Samples), Samples, "0 or 100…100000");
        Require(Confidence is >= 0.5 and <= 0.999, nameof(Confidence), Confidence, "0.5…0.999");
        if (TauRangeSeconds is { } range)
            Require(
                range.Shortest > 0 && range.Longest / range.Shortest is >= 10 and <= 1e20,
                nameof(TauRangeSeconds),
                range.Longest,
                "two times in s, 1 to 20 decades apart"
            );
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value:g6}."));
    }
}
