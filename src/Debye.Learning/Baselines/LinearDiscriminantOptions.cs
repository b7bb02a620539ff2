namespace Debye.Learning.Baselines;

/// <summary>Settings of <see cref="LinearDiscriminant"/>.</summary>
public sealed record LinearDiscriminantOptions
{
    /// <summary>
    /// Share λ of the common variance in the scatter within classes, above 0 and up to 1; null for that of Ledoit and Wolf.
    /// </summary>
    public double? Shrinkage { get; init; }

    /// <summary>Whether all classes are taken for equally frequent, else as frequent as among the examples.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Threads, 1 or more; the trained model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Shrinkage is not (null or (> 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(Shrinkage), Shrinkage, "Expected above 0 and up to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
