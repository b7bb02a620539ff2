namespace Debye.Learning.Baselines;

/// <summary>Settings of <see cref="RidgeClassifier"/>.</summary>
public sealed record RidgeClassifierOptions
{
    /// <summary>Least relative penalty: single precision does not carry less.</summary>
    public const double LeastPenalty = 1e-4;

    /// <summary>
    /// Penalties to choose from, as multiples of the mean squared length of a standardised example; at least one, each 1e-4 or more.
    /// </summary>
    public IReadOnlyList<double> Penalties { get; init; } = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

    /// <summary>Threads, 1 or more; the trained model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Penalties);
        if (Penalties.Count == 0)
            throw new ArgumentException("Expected at least one penalty.", nameof(Penalties));
        foreach (var penalty in Penalties)
            if (!(penalty >= LeastPenalty && double.IsFinite(penalty)))
                throw new ArgumentOutOfRangeException(nameof(Penalties), penalty, Invariant($"Expected {LeastPenalty} or more."));
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
