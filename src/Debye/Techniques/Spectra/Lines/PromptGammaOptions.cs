namespace Debye.Techniques.Spectra.Lines;

/// <summary>How peaks are matched to lines.</summary>
public sealed record PromptGammaOptions
{
    /// <summary>Largest distance of a peak from a line at energy 0, keV; above 0. Allow for the bins.</summary>
    public double ToleranceKeV { get; init; } = 3;

    /// <summary>Share of the energy by which the distance may be larger, 0…0.01. Allow for the calibration.</summary>
    public double RelativeTolerance { get; init; } = 5e-4;

    /// <summary>How far a bin must stand above the continuum to be a peak, in standard deviations; above 0.</summary>
    public double LeastSignificance { get; init; } = 4;

    /// <summary>Share of a peak that a line must be able to explain, 0…1; peaks that no line explains stay without a name.</summary>
    public double LeastShare { get; init; } = 0.3;

    /// <summary>Share of an element's strength, cross section times efficiency, at which peaks must be seen, 0…1.</summary>
    public double LeastSupport { get; init; } = 0.5;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(ToleranceKeV > 0) || !double.IsFinite(ToleranceKeV))
            throw new ArgumentOutOfRangeException(nameof(ToleranceKeV), ToleranceKeV, "Expected a finite value above 0 keV.");
        if (RelativeTolerance is not (>= 0 and <= 0.01))
            throw new ArgumentOutOfRangeException(nameof(RelativeTolerance), RelativeTolerance, "Expected 0…0.01.");
        if (!(LeastSignificance > 0))
            throw new ArgumentOutOfRangeException(nameof(LeastSignificance), LeastSignificance, "Expected above 0.");
        if (LeastSupport is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(LeastSupport), LeastSupport, "Expected 0…1.");
        if (LeastShare is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(LeastShare), LeastShare, "Expected 0…1.");
    }
}
