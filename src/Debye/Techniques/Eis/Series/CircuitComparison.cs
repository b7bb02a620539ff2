using System.Collections.Immutable;

namespace Debye.Techniques.Eis.Series;

/// <summary>A list of circuits fitted to one spectrum, with the noise estimated on the way.</summary>
public sealed record CircuitComparison
{
    /// <summary>One entry for each circuit, in the order they were given.</summary>
    public required ImmutableArray<ComparedCircuit> Circuits { get; init; }

    /// <summary>Noise that the best fits leave; level 0 where rounding of the printed numbers explains all.</summary>
    public required NoiseEstimate Noise { get; init; }

    /// <summary>Root mean square of the deviation that rounding of the printed numbers gives, relative to |Z|.</summary>
    public required double RelativeResolution { get; init; }
}
