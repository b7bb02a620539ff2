namespace Debye.Learning.Answers;

/// <summary>A number with its unit and an interval that holds the truth as often as asked.</summary>
public abstract record ValueAnswer : Answer
{
    /// <summary>What the number is, such as "bandGap".</summary>
    public required string Property { get; init; }

    /// <summary>Unit of the value and the interval, such as "eV".</summary>
    public required string Unit { get; init; }

    /// <summary>The value; null where the model cannot give one.</summary>
    public required double? Value { get; init; }

    /// <summary>Interval that holds the truth with probability <see cref="Coverage"/>; null for a model that was not calibrated.</summary>
    public required (double Low, double High)? Interval { get; init; }

    /// <summary>Coverage that was asked for, above 0 and below 1.</summary>
    public required double Coverage { get; init; }
}
