namespace Debye.Learning.Projection;

/// <summary>Settings of <see cref="StochasticNeighbours"/>.</summary>
public sealed record StochasticNeighboursOptions
{
    private const double UsualPerplexity = 30;

    /// <summary>
    /// How many neighbours a row effectively has, 1…rows − 1; default 30. Affinities reach the 3 × perplexity nearest rows.
    /// </summary>
    public double Perplexity { get; init; } = UsualPerplexity;

    /// <summary>Side of a cell over its distance up to which its points repel as one, 0…1; 0 is exact and takes rows² steps.</summary>
    public double Theta { get; init; } = 0.5;

    /// <summary>Number of iterations, 1 or more.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Factor of the attraction at first, 1 or more.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>How many iterations have this factor, and momentum 0.5 instead of 0.8; 0 or more.</summary>
    public int ExaggeratedIterations { get; init; } = 250;

    /// <summary>Factor of the gradient, above 0; null for rows/48, at least 50 (rows over four times the early exaggeration).</summary>
    public double? LearningRate { get; init; }

    /// <summary>Seed of the small disturbance of the start.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, 1 or more; the positions do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The usual perplexity of 30, or less for few rows: a third of the other rows, at least 1.</summary>
    /// <param name="rows">Number of rows, 2 or more.</param>
    public static double PerplexityFor(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        return Math.Clamp((rows - 1) / 3, 1, UsualPerplexity);
    }

    /// <summary>Checks every range that does not depend on the rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Perplexity >= 1 && double.IsFinite(Perplexity)))
            throw new ArgumentOutOfRangeException(nameof(Perplexity), Perplexity, "Expected 1 or more.");
        if (!(Theta is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Theta), Theta, "Expected 0…1.");
        if (!(EarlyExaggeration >= 1 && double.IsFinite(EarlyExaggeration)))
            throw new ArgumentOutOfRangeException(nameof(EarlyExaggeration), EarlyExaggeration, "Expected 1 or more.");
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "Expected above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ExaggeratedIterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }

    internal double LearningRateFor(int rows) => LearningRate ?? Math.Max(rows / EarlyExaggeration / 4, 50);
}
