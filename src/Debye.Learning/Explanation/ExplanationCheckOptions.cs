namespace Debye.Learning.Explanation;

/// <summary>How explanations are checked by deletion and insertion.</summary>
public sealed record ExplanationCheckOptions
{
    /// <summary>Bands of equal width, 2…4096.</summary>
    public int Bands { get; init; } = 50;

    /// <summary>Random orders beside the one of the explanation, 1…1000; each costs twice as many evaluations as there are bands.</summary>
    public int RandomOrders { get; init; } = 10;

    /// <summary>Seed of the random orders.</summary>
    public ulong Seed { get; init; }

    /// <summary>Most rows in one call of the model, 1…65,536.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Bands is < 2 or > 4096)
            throw new ArgumentOutOfRangeException(nameof(Bands), Bands, "Expected 2…4096.");
        if (RandomOrders is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(RandomOrders), RandomOrders, "Expected 1…1000.");
        if (Batch is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Batch), Batch, "Expected 1…65,536.");
    }
}
