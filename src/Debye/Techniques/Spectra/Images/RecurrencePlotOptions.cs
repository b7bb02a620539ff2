namespace Debye.Techniques.Spectra.Images;

/// <summary>Settings of <see cref="RecurrencePlot"/>.</summary>
public sealed record RecurrencePlotOptions
{
    /// <summary>Means that a spectrum is condensed to first, 2 or more and at most its points.</summary>
    public int Points { get; init; } = 224;

    /// <summary>Number of values that make a state, 1 or more.</summary>
    public int Dimension { get; init; } = 1;

    /// <summary>Distance between the values of a state, 1 or more.</summary>
    public int Delay { get; init; } = 1;

    /// <summary>
    /// Share of the largest distance up to which two states count as the same, above 0 and up to 1; null for the distances themselves.
    /// </summary>
    public double? Threshold { get; init; } = 0.1;

    /// <summary>Rows and columns of the image: one for every state.</summary>
    public int Size => Points - (Dimension - 1) * Delay;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Delay, 1);
        if (Points - (Dimension - 1L) * Delay < 2)
            throw new ArgumentOutOfRangeException(
                nameof(Dimension),
                Dimension,
                Invariant($"Expected at least 2 states from {Points} points at delay {Delay}.")
            );
        if (Threshold is { } share && !(share > 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(Threshold), share, "Expected above 0 and up to 1.");
    }
}
