namespace Debye.Learning.Explanation;

/// <summary>How windows are moved over a spectrum.</summary>
public sealed record OcclusionOptions
{
    /// <summary>Points of a window, 1 or more.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Points between windows, 1…<see cref="Width"/>, so that none is left out.</summary>
    public int Stride { get; init; } = 16;

    /// <summary>Most rows in one call of the model, 1…65,536.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (Width < 1)
            throw new ArgumentOutOfRangeException(nameof(Width), Width, "Expected at least 1.");
        if (Stride < 1 || Stride > Width)
            throw new ArgumentOutOfRangeException(nameof(Stride), Stride, Invariant($"Expected 1…{Width}."));
        if (Batch is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Batch), Batch, "Expected 1…65,536.");
    }
}
