namespace Debye.Learning.Explanation;

/// <summary>How far the bands of a spectrum are taken apart.</summary>
public sealed record BandShapOptions
{
    /// <summary>Most rows the model is asked for, whole spectrum and background included; 2…10,000,000.</summary>
    public int MaximumEvaluations { get; init; } = 500;

    /// <summary>Points of a band that is not cut further, 1 or more.</summary>
    public int MinimumWidth { get; init; } = 4;

    /// <summary>
    /// Whether a band is cut at its lowest point within the middle half, so that peaks are not torn, rather than in the middle.
    /// </summary>
    public bool CutsAtMinima { get; init; } = true;

    /// <summary>Most rows in one call of the model, 1…65,536; decides, with the budget, how many bands are cut at a time.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (MaximumEvaluations is < 2 or > 10_000_000)
            throw new ArgumentOutOfRangeException(nameof(MaximumEvaluations), MaximumEvaluations, "Expected 2…10,000,000.");
        if (MinimumWidth < 1)
            throw new ArgumentOutOfRangeException(nameof(MinimumWidth), MinimumWidth, "Expected at least 1.");
        if (Batch is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Batch), Batch, "Expected 1…65,536.");
    }
}
