using System.Collections.Immutable;
using System.Numerics;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>A distribution of relaxation times: Z = R∞ + jωL + 1/(jωC) + ∫ γ/(1 + jωτ) d ln τ.</summary>
public sealed record RelaxationResult
{
    /// <summary>Time constants, s, ascending and evenly spaced in ln τ.</summary>
    public required ReadOnlyMemory<double> TauSeconds { get; init; }

    /// <summary>γ at each of them, Ω; never negative.</summary>
    public required ReadOnlyMemory<double> GammaOhm { get; init; }

    /// <summary>Lower end of the credible interval of each γ, Ω; empty without draws.</summary>
    public required ReadOnlyMemory<double> GammaLowOhm { get; init; }

    /// <summary>Upper end of the credible interval of each γ, Ω; empty without draws.</summary>
    public required ReadOnlyMemory<double> GammaHighOhm { get; init; }

    /// <summary>Peaks, by ascending τ; their areas sum to <see cref="PolarisationOhm"/>.</summary>
    public required ImmutableArray<RelaxationPeak> Peaks { get; init; }

    /// <summary>R∞, Ω: what is left at high frequencies.</summary>
    public required double ResistanceOhm { get; init; }

    /// <summary>Area under γ, Ω: the total polarisation resistance.</summary>
    public required double PolarisationOhm { get; init; }

    /// <summary>Interval of the area, Ω, from repeated noise; null without draws.</summary>
    public required CredibleInterval? PolarisationInterval { get; init; }

    /// <summary>L, H; 0 for none.</summary>
    public required double InductanceHenry { get; init; }

    /// <summary>C in series, F; null for none.</summary>
    public required double? CapacitanceFarad { get; init; }

    /// <summary>λ: weight of the penalty, without dimension.</summary>
    public required double Lambda { get; init; }

    /// <summary>Effective number of fitted parameters.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>
    /// Standard deviation of a part's noise, as a share of |Z| (modulus weights) or of the root mean square of |Z| (unit weights).
    /// </summary>
    public required double NoiseLevel { get; init; }

    /// <summary>Impedance of the model at the frequencies of the spectrum, in its order, Ω.</summary>
    public required ReadOnlyMemory<Complex> ModelOhm { get; init; }

    /// <summary>What was decided or should be known, one sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}
