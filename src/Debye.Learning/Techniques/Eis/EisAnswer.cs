using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Techniques.Eis.Fitting;
using Debye.Techniques.Eis.Search;
using Debye.Techniques.Eis.Series;

namespace Debye.Learning.Techniques.Eis;

/// <summary>An impedance spectrum identified: circuits by probability, each with its fit, and what spoke for the first.</summary>
public sealed record EisAnswer : ClassAnswer
{
    /// <summary>The fit of each candidate, in their order: circuit, parameters with intervals.</summary>
    public required ImmutableArray<FitResult> Fits { get; init; }

    /// <summary>Noise estimated from the spectrum; level 0 where the printed digits explain all deviations.</summary>
    public required NoiseEstimate Noise { get; init; }

    /// <summary>
    /// Correlation of neighbouring deviations from the most probable circuit, in its standard errors 1/√(2N): within some ±2 for noise,
    /// large where the circuit misses something.
    /// </summary>
    public required double Misfit { get; init; }

    /// <summary>Features that spoke most for or against the most probable circuit, strongest first.</summary>
    public required ImmutableArray<FeatureInfluence> Explanation { get; init; }

    /// <summary>Circuits that a search without a list found, best first; empty where none was asked for.</summary>
    public ImmutableArray<CircuitCandidate> Found { get; init; } = [];
}

/// <summary>How much one feature spoke for an answer.</summary>
/// <param name="Feature">Name of the feature, see <see cref="FitFeatures"/>.</param>
/// <param name="Value">Its value for this spectrum.</param>
/// <param name="Influence">Its Shapley value: how much it raised the logarithmic score of the answer.</param>
public readonly record struct FeatureInfluence(string Feature, double Value, double Influence);
