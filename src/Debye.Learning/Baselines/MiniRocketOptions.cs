namespace Debye.Learning.Baselines;

/// <summary>Settings of <see cref="MiniRocket"/>.</summary>
public sealed record MiniRocketOptions
{
    /// <summary>Features wanted, <see cref="MiniRocket.KernelCount"/> or more; rounded down to a multiple of it.</summary>
    public int Features { get; init; } = 10_000;

    /// <summary>Most dilations of a kernel, 1 or more.</summary>
    public int MaxDilations { get; init; } = 32;

    /// <summary>Seed of the examples that thresholds are taken from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Features is < MiniRocket.KernelCount or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(Features), Features, $"Expected {MiniRocket.KernelCount}…1,000,000.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDilations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
