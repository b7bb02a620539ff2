namespace Debye.Techniques.Eis.Validation;

/// <summary>Something about a spectrum that its user should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FrequencyHertz">Frequency of the point; of a range, the end next to the middle of the spectrum, Hz.</param>
/// <param name="Part">"real" or "imaginary": the part of Z that is off; empty where both are meant.</param>
/// <param name="Value">Outlier: (Z - model)/|Z| in that part. Drift: relative change of Z up to the lowest frequency. Tail: inductance, H.
/// Loop: largest Z″/|Z|.</param>
/// <param name="StandardError">Standard error of the value: for an outlier the robust standard deviation of all residuals of the part; NaN
/// where unknown.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record SpectrumFlag(
    SpectrumFlagKind Kind,
    double FrequencyHertz,
    string Part,
    double Value,
    double StandardError,
    string Sentence
);
