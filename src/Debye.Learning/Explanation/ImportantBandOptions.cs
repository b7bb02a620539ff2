namespace Debye.Learning.Explanation;

/// <summary>How important bands are told from the rest.</summary>
public sealed record ImportantBandOptions
{
    /// <summary>A point belongs to a band from this share of the largest importance, above 0…1.</summary>
    public double Threshold { get; init; } = 0.2;

    /// <summary>Bands with so few unimportant points between them become one, 0 or more.</summary>
    public int MergedGap { get; init; } = 2;

    /// <summary>Bands with fewer points are left out, 1 or more.</summary>
    public int MinimumPoints { get; init; } = 1;

    /// <summary>
    /// Wider stretches, as a share of all points, are narrowed to their more important parts, above 0…1; coarse maps need it.
    /// </summary>
    public double MaximumWidthShare { get; init; } = 0.03;

    /// <summary>Most bands, the most important; 1 or more.</summary>
    public int MaximumBands { get; init; } = 10;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Threshold is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "Expected above 0…1.");
        if (MergedGap < 0)
            throw new ArgumentOutOfRangeException(nameof(MergedGap), MergedGap, "Expected at least 0.");
        if (MinimumPoints < 1)
            throw new ArgumentOutOfRangeException(nameof(MinimumPoints), MinimumPoints, "Expected at least 1.");
        if (!(MaximumWidthShare is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(MaximumWidthShare), MaximumWidthShare, "Expected above 0…1.");
        if (MaximumBands < 1)
            throw new ArgumentOutOfRangeException(nameof(MaximumBands), MaximumBands, "Expected at least 1.");
    }
}
