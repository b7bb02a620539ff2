using System.Collections.Immutable;

namespace Debye.Techniques.Eis.Validation;

/// <summary>What <see cref="SpectrumCheck"/> found.</summary>
/// <param name="Linear">The linear Kramers–Kronig test.</param>
/// <param name="Variants">Its variants; empty where there are too few points.</param>
/// <param name="ZHit">The modulus from the phase; null where there are fewer than five different frequencies.</param>
/// <param name="ResidualReal">(Z′ - model)/|Z| of each point of the spectrum, from a model fitted without the flagged points.</param>
/// <param name="ResidualImaginary">(Z″ - model)/|Z|, likewise.</param>
/// <param name="Flags">What should be known of the spectrum; empty where nothing is wrong.</param>
/// <param name="Notes">How the spectrum was judged, one sentence each.</param>
public sealed record SpectrumCheckResult(
    KramersKronigResult Linear,
    ImmutableArray<KramersKronigVariant> Variants,
    ZHitResult? ZHit,
    ReadOnlyMemory<double> ResidualReal,
    ReadOnlyMemory<double> ResidualImaginary,
    ImmutableArray<SpectrumFlag> Flags,
    ImmutableArray<string> Notes
);
