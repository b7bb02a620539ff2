namespace Debye.Learning.Baselines;

/// <summary>Settings of <see cref="Hydra"/>.</summary>
public sealed record HydraOptions
{
    /// <summary>Groups of kernels for each dilation, half of them on the signal and half on its first difference; even, 2…1024.</summary>
    public int Groups { get; init; } = 64;

    /// <summary>Kernels of a group, that compete with each other; 2…64.</summary>
    public int Kernels { get; init; } = 8;

    /// <summary>Most dilations (1, 2, 4 … as far as a kernel fits into the signal), 1 or more.</summary>
    public int MaxDilations { get; init; } = 32;

    /// <summary>Seed of the kernels.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Groups is < 2 or > 1024 || Groups % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(Groups), Groups, "Expected an even number, 2…1024.");
        if (Kernels is < 2 or > 64)
            throw new ArgumentOutOfRangeException(nameof(Kernels), Kernels, "Expected 2…64.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDilations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
