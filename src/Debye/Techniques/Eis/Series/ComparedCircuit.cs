using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Series;

/// <summary>One circuit of a comparison, fitted.</summary>
public sealed record ComparedCircuit
{
    /// <summary>The circuit.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>Its parameters, in its order and units.</summary>
    public required ImmutableArray<double> Parameters { get; init; }

    /// <summary>χ² for each number of the spectrum: about 1 where the circuit explains all but noise and rounding.</summary>
    public required double ReducedChiSquared { get; init; }

    /// <summary>Number of fitted parameters.</summary>
    public required int FreeParameters { get; init; }

    /// <summary>
    /// χ² + k ln n for the estimated noise; a smaller one is better. A circuit that explains all but the noise gets no advantage from
    /// explaining noise of its own.
    /// </summary>
    public required double Bic { get; init; }

    /// <summary>
    /// ln of the evidence without the prior density: -χ²/2 - ½ ln det(1 + Fisher matrix), for parameters ln R, ln τ, a of a priori
    /// spread 3, 5 and 0.15. Laplace's approximation; D. J. C. MacKay, Neural Comput. 4, 415 (1992), doi 10.1162/neco.1992.4.3.415.
    /// </summary>
    public required double LogEvidence { get; init; }

    /// <summary>Root mean square of |Z - Z(fit)|/|Z|.</summary>
    public required double RelativeDeviation { get; init; }

    /// <summary>
    /// Correlation of neighbouring weighted deviations, -1…1: near 0 for noise, towards 1 where the circuit misses a feature.
    /// </summary>
    public required double ResidualCorrelation { get; init; }

    /// <summary>The terms of the sum in order of their time constants: those without one first.</summary>
    public required ImmutableArray<ComparedTerm> Terms { get; init; }
}
