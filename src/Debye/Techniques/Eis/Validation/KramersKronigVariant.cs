namespace Debye.Techniques.Eis.Validation;

/// <summary>Outcome of one variant of the linear Kramers–Kronig test.</summary>
/// <param name="Kind">What was described, and by what.</param>
/// <param name="Elements">Number M of relaxations.</param>
/// <param name="Mu">µ = 1 - Σ|R &lt; 0|/Σ|R ≥ 0|.</param>
/// <param name="RootMeanSquare">Root mean square of the residuals of both parts, as a share of |Z|.</param>
/// <param name="PredictionError">Root mean square error at points left out, the largest tenth aside, as a share of the modulus; NaN where M
/// was found by µ.</param>
/// <param name="Passes">Whether the root mean square is within the limit.</param>
public sealed record KramersKronigVariant(
    KramersKronigVariantKind Kind,
    int Elements,
    double Mu,
    double RootMeanSquare,
    double PredictionError,
    bool Passes
);
