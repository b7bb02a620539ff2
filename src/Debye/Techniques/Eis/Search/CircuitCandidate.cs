using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Search;

/// <summary>A circuit that a search proposes, with its evidence.</summary>
public sealed record CircuitCandidate
{
    /// <summary>The circuit, without settings.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>Its fit.</summary>
    public required FitResult Fit { get; init; }

    /// <summary>
    /// n ln(χ²/n) + k ln n, n = 2N, k = parameters + 1; χ²/n counts as at least the square of the noise floor. Smaller is better.
    /// </summary>
    public required double Bic { get; init; }

    /// <summary>Akaike's criterion with correction for few points, likewise; positive infinity where there are too few points.</summary>
    public required double Aicc { get; init; }

    /// <summary>
    /// BIC, plus 2 ln A for each element where A elements were to choose from, plus 10 for each note: what the rank follows.
    /// </summary>
    /// <remarks>
    /// Among many structures some fit noise; the extended criterion counts them: J. Chen, Z. Chen, Biometrika 95, 759 (2008), doi
    /// 10.1093/biomet/asn034.
    /// </remarks>
    public required double Score { get; init; }

    /// <summary>
    /// exp(-Score/2), as a share of the sum over all candidates found, 0…1; circuits that are equal within the data count once.
    /// </summary>
    public double Weight { get; init; }

    /// <summary>
    /// Circuits with as many parameters and the same impedance within the data: the spectrum cannot tell them from this one.
    /// </summary>
    public ImmutableArray<Circuit> Equivalents { get; init; } = [];

    /// <summary>What speaks against the circuit, a sentence each; empty where nothing does.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Whether nothing speaks against it.</summary>
    public bool IsPlausible => Notes.IsEmpty;
}
