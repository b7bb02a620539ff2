using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.OpenSet;

/// <summary>
/// Turns the features of a sample into what a detector looks at: themselves, or something from within a model. Deterministic; safe from
/// many threads.
/// </summary>
public interface IRepresentation
{
    /// <summary>Number of features of a sample.</summary>
    int FeatureCount { get; }

    /// <summary>Number of values that the detector looks at.</summary>
    int OutputCount { get; }

    /// <summary>Represents every row of a table.</summary>
    /// <param name="table">Samples with <see cref="FeatureCount"/> finite columns.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>As many rows of <see cref="OutputCount"/> values.</returns>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is not finite.</exception>
    SampleTable Represent(FeatureTable table, int threads = 1);
}
