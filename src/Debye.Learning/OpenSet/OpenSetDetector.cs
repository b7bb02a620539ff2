using System.Text.Json.Serialization;
using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>
/// A fitted detector of samples of no known class: immutable, deterministic, safe from many threads; its state is its properties.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConformalDetector), "conformal")]
[JsonDerivedType(typeof(DimeDetector), "dime")]
[JsonDerivedType(typeof(EnergyDetector), "energy")]
[JsonDerivedType(typeof(MahalanobisDetector), "mahalanobis")]
[JsonDerivedType(typeof(NearestNeighbourDetector), "nearest-neighbour")]
[JsonDerivedType(typeof(OpenMaxDetector), "openmax")]
[JsonDerivedType(typeof(SoftmaxDetector), "softmax")]
public abstract record OpenSetDetector
{
    /// <summary>Numbers of a sample that it looks at.</summary>
    public required int InputCount { get; init; }

    /// <summary>Score from which a sample counts as known.</summary>
    public required double Threshold { get; init; }

    /// <summary>Name of the method, as in the JSON state.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>What it looks at.</summary>
    [JsonIgnore]
    public abstract DetectorInput Input { get; }

    /// <summary>How much like the known classes a sample is: the higher, the more.</summary>
    /// <param name="input"><see cref="InputCount"/> finite values.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public double Score(ReadOnlySpan<double> input)
    {
        SampleTable.RequireSample(input, InputCount);
        return ScoreOf(input);
    }

    /// <summary>Whether a sample counts as one of the known classes.</summary>
    /// <param name="input"><see cref="InputCount"/> finite values.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public bool Accepts(ReadOnlySpan<double> input) => Score(input) >= Threshold;

    /// <summary>Score of a checked sample.</summary>
    internal abstract double ScoreOf(ReadOnlySpan<double> input);

    /// <summary>What is wrong with a state that was read; null where nothing is.</summary>
    internal abstract string? Problem();

    /// <summary>Scores of all rows.</summary>
    internal double[] Scores(SampleTable table)
    {
        var scores = new double[table.Rows];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score(table.Row(i));
        return scores;
    }
}
