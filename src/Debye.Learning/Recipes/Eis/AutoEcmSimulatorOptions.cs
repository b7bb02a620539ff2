using Debye.Techniques.Eis;

namespace Debye.Learning.Recipes.Eis;

/// <summary>How spectra are drawn from parameter rows; the defaults: as the AutoECM set has them.</summary>
public sealed record AutoEcmSimulatorOptions
{
    /// <summary>Standard deviation of ln of the factor on every parameter but exponents (and 0.2 times it on exponents), 0…2; default 0.</summary>
    public double Jitter { get; init; }

    /// <summary>Levels of noise of which each spectrum draws one, each 0…1; none for no noise.</summary>
    public double[] NoiseLevels { get; init; } = [];

    /// <summary>What the noise follows; default each part by itself.</summary>
    public EisNoise NoiseKind { get; init; } = EisNoise.Proportional;

    /// <summary>Whether Z is rounded as the set has it; default true.</summary>
    public bool RoundAsListed { get; init; } = true;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!(Jitter is >= 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, "Expected 0…2.");
        if (NoiseLevels is null || Array.Exists(NoiseLevels, level => !(level is >= 0 and <= 1))) throw new ArgumentOutOfRangeException(nameof(NoiseLevels), "Expected levels of 0…1.");
        if (!Enum.IsDefined(NoiseKind)) throw new ArgumentOutOfRangeException(nameof(NoiseKind), NoiseKind, "Expected a kind of noise.");
    }
}
