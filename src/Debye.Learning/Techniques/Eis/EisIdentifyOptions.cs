namespace Debye.Learning.Techniques.Eis;

/// <summary>How to identify an equivalent circuit.</summary>
public sealed record EisIdentifyOptions
{
    /// <summary>Number of candidates reported, 1…9.</summary>
    public int Top { get; init; } = 3;

    /// <summary>Coverage of the prediction set, above 0 and below 1.</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>Level of confidence of the parameters' intervals, 0.5…0.9999.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Number of features in the explanation, 0 or more.</summary>
    public int Reasons { get; init; } = 5;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Top is < 1 or > 9)
            throw new ArgumentOutOfRangeException(nameof(Top), Top, "Expected 1…9 candidates.");
        if (!(Coverage > 0 && Coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(Coverage), Coverage, "Expected a coverage between 0 and 1.");
        if (!(Confidence is >= 0.5 and <= 0.9999))
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "Expected a confidence of 0.5…0.9999.");
        ArgumentOutOfRangeException.ThrowIfNegative(Reasons);
    }
}
