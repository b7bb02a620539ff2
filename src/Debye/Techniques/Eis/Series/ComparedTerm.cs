namespace Debye.Techniques.Eis.Series;

/// <summary>One term of a fitted series circuit.</summary>
/// <param name="Amplitude">Its resistance, Ω, or the coefficient of an element without one, in that element's unit.</param>
/// <param name="TauSeconds">Its time constant, s; null where it has none.</param>
/// <param name="Exponent">Its exponent; null where it has none.</param>
/// <param name="AmplitudeError">Standard error of ln amplitude, at most 3.</param>
/// <param name="TauError">Standard error of ln τ, at most 5; 0 where it has none.</param>
/// <param name="ExponentError">Standard error of the exponent, at most 0.15; 0 where it is fixed.</param>
/// <param name="IsAtLimit">Whether one of the three ended at a limit.</param>
public readonly record struct ComparedTerm(
    double Amplitude,
    double? TauSeconds,
    double? Exponent,
    double AmplitudeError,
    double TauError,
    double ExponentError,
    bool IsAtLimit
);
