namespace Debye.Techniques.Eis.Validation;

/// <summary>Settings of the linear Kramers–Kronig test.</summary>
public sealed record KramersKronigOptions
{
    /// <summary>
    /// The number of elements grows until µ is at most this, 0…1; null for <see cref="MaximumElements"/> elements. Default 0.85.
    /// </summary>
    public double? Cutoff { get; init; } = 0.85;

    /// <summary>
    /// Whether the number of elements grows beyond the cutoff while the residuals are beyond their limit; default yes. The cutoff alone
    /// often stops early on steep arcs without noise, and would call a good spectrum bad; sums of RC elements obey the relations however
    /// many they are.
    /// </summary>
    public bool GrowsWhileInvalid { get; init; } = true;

    /// <summary>Most RC elements, 1…1000; default 50, and never more than points where growing.</summary>
    public int MaximumElements { get; init; } = 50;

    /// <summary>What is fitted; default both parts.</summary>
    public KramersKronigFit Fit { get; init; } = KramersKronigFit.Complex;

    /// <summary>Whether a capacitance lies in series; default yes, for cells that block direct current.</summary>
    public bool WithCapacitance { get; init; } = true;

    /// <summary>Largest root mean square of the residuals of a valid spectrum, as a share of |Z|, above 0; default 0.01.</summary>
    public double ResidualLimit { get; init; } = 0.01;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its property states.</exception>
    public void Validate()
    {
        if (Cutoff is { } cutoff && !(cutoff is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Cutoff), cutoff, "Cutoff must be 0…1.");
        if (MaximumElements is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(MaximumElements), MaximumElements, "MaximumElements must be 1…1000.");
        if (!(ResidualLimit > 0))
            throw new ArgumentOutOfRangeException(nameof(ResidualLimit), ResidualLimit, "ResidualLimit must be above 0.");
    }
}
