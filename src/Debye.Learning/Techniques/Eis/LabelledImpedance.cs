using System.Collections.Immutable;
using Debye.Spectra;

namespace Debye.Learning.Techniques.Eis;

/// <summary>An impedance spectrum whose equivalent circuit is known.</summary>
/// <param name="Id">Name within its set.</param>
/// <param name="Spectrum">The spectrum, Hz and Ω.</param>
/// <param name="Label">Name of its circuit class, such as "L-R-RCPE-RCPE"; see <see cref="EisCircuitClass"/>.</param>
/// <param name="Parameters">Parameters by the names of the set (see <see cref="EisCircuitClass.ListedNames"/>); null where unknown.</param>
public sealed record LabelledImpedance(
    string Id,
    ImpedanceSpectrum Spectrum,
    string Label,
    ImmutableDictionary<string, double>? Parameters = null
);
