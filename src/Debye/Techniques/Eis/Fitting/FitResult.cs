using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>How a fit ended.</summary>
public enum FitStatus
{
    /// <summary>At a minimum.</summary>
    Converged,

    /// <summary>Still improving when the iterations ran out.</summary>
    IterationLimit,

    /// <summary>No start gave a finite deviation.</summary>
    Failed,

    /// <summary>There are not more numbers than free parameters; nothing was fitted.</summary>
    TooFewPoints,
}

/// <summary>One parameter after a fit.</summary>
/// <param name="Name">Its name in the circuit.</param>
/// <param name="Unit">Its unit; "1" for a pure number.</param>
/// <param name="Value">Its value.</param>
/// <param name="StandardError">From the covariance; null where the data do not determine it, 0 for a fixed parameter.</param>
/// <param name="Lower">Lower end of its confidence interval; null where the data do not bound it.</param>
/// <param name="Upper">Upper end, likewise.</param>
/// <param name="IsFixed">Whether it was left alone.</param>
/// <param name="IsAtLimit">Whether it ended at one of its limits.</param>
public sealed record FittedParameter(
    string Name,
    string Unit,
    double Value,
    double? StandardError,
    double? Lower,
    double? Upper,
    bool IsFixed,
    bool IsAtLimit
);

/// <summary>A fitted circuit.</summary>
public sealed record FitResult
{
    /// <summary>The circuit.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>How the fit ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>The parameters in the order of the circuit.</summary>
    public required ImmutableArray<FittedParameter> Parameters { get; init; }

    /// <summary>Σ w |ΔZ|² (or ΔY) with the weights asked for, robust weights included.</summary>
    public required double ChiSquared { get; init; }

    /// <summary>Akaike's criterion with correction for few points, for an unknown noise level; null when there are too few.</summary>
    /// <remarks>
    /// n ln(χ²/n) + 2k + 2k(k+1)/(n-k-1), n = 2N, k = free parameters + 1; χ²/n counts as at least 10⁻²⁸. C. M. Hurvich, C.-L. Tsai,
    /// Biometrika 76, 297 (1989), doi 10.1093/biomet/76.2.297.
    /// </remarks>
    public double? Aicc { get; init; }

    /// <summary>
    /// Bayesian information criterion n ln(χ²/n) + k ln n, likewise. G. Schwarz, Ann. Stat. 6, 461 (1978), doi 10.1214/aos/1176344136.
    /// </summary>
    public double? Bic { get; init; }

    /// <summary>Points fitted.</summary>
    public required int Points { get; init; }

    /// <summary>Number of free parameters.</summary>
    public int FreeParameters { get; init; }

    /// <summary>Correlation of two parameters after each other, row by row; 0 for fixed or undetermined ones.</summary>
    public ReadOnlyMemory<double> Correlation { get; init; }

    /// <summary>Condition number of the scaled normal matrix; above 10¹⁰ the parameters are not identifiable together.</summary>
    public double ConditionNumber { get; init; }

    /// <summary>Iterations of all local fits.</summary>
    public int Iterations { get; init; }

    /// <summary>What a user should know, a sentence each: undetermined parameters, limits that were reached, strong correlations.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The values alone.</summary>
    public double[] Values() => [.. Parameters.Select(parameter => parameter.Value)];
}
