using Debye.Techniques.Eis.Sampling;

namespace Debye.Learning.Techniques.Eis;

/// <summary>How spectra are drawn from parameter rows; the defaults: as the AutoECM set has them.</summary>
public sealed record AutoEcmSimulatorOptions
{
    /// <summary>
    /// Standard deviation of ln of the factor on every parameter but exponents (and 0.2 times it on exponents), 0…2; default 0.
    /// </summary>
    public double Jitter { get; init; }

    /// <summary>Noise and other disturbances, added after rounding; null for none.</summary>
    public EisDisturbanceRanges? Disturbances { get; init; }

    /// <summary>Whether Z is rounded as the set has it; default true.</summary>
    public bool RoundAsListed { get; init; } = true;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Jitter is >= 0 and <= 2))
            throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, "Expected 0…2.");
        Disturbances?.Validate();
    }
}
