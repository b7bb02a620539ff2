using System.Collections.Immutable;

namespace Debye.Techniques.Eis.Validation;

/// <summary>Outcome of the linear Kramers–Kronig test.</summary>
/// <param name="Elements">Number M of RC elements.</param>
/// <param name="Mu">µ = 1 - Σ|R &lt; 0| / Σ|R ≥ 0|: near 1 few elements, near 0 so many that noise is fitted.</param>
/// <param name="ResidualReal">(Z′ - model)/|Z| of each point.</param>
/// <param name="ResidualImaginary">(Z″ - model)/|Z| of each point.</param>
/// <param name="IsValid">Whether the root mean square of all residuals is within the limit.</param>
/// <param name="FlaggedPoints">Points whose residual is beyond the limit and beyond 4 times the median one.</param>
public sealed record KramersKronigResult(
    int Elements,
    double Mu,
    ReadOnlyMemory<double> ResidualReal,
    ReadOnlyMemory<double> ResidualImaginary,
    bool IsValid,
    ImmutableArray<int> FlaggedPoints
);
