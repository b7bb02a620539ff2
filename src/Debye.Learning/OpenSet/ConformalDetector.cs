using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>Conformal p-values: for each class, how many of its own samples are at least as far from the class as the new one is.</summary>
/// <remarks>
/// Strangeness = distance to the nearest example of the class, p = (1 + number of calibration samples at least as strange)/(n + 1), score =
/// the largest p of all classes. A sample of class k gets p ≤ α from it with a probability of at most α, if calibration samples were held
/// out; judged among themselves the promise holds nearly. A class of n samples never gives less than 1/(n + 1). Source: V. Vovk, A.
/// Gammerman and G. Shafer, Algorithmic Learning in a Random World, Springer 2005, doi 10.1007/b106715.
/// </remarks>
public sealed record ConformalDetector : OpenSetDetector
{
    /// <summary>Known samples, row-major, class by class.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Examples { get; init; }

    /// <summary>Number of examples of every class.</summary>
    public required int[] Counts { get; init; }

    /// <summary>Unit of strangeness of every class, above 0: 1, or its median where classes are pooled.</summary>
    public required double[] Units { get; init; }

    /// <summary>Strangeness of the calibration samples, ascending: one list for every class, or one for all.</summary>
    public required double[][] Calibration { get; init; }

    /// <summary>The smallest p that a sample can get: with a threshold at or below it nothing is ever refused.</summary>
    [JsonIgnore]
    public double SmallestValue => Calibration.Max(list => 1.0 / (list.Length + 1));

    /// <inheritdoc/>
    public override string Name => "conformal";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <summary>p-value of every class.</summary>
    /// <param name="input">One finite value for every feature.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public double[] Values(ReadOnlySpan<double> input)
    {
        SampleTable.RequireSample(input, InputCount);
        return Values(input, -1, -1);
    }

    /// <summary>p-values, an example of a class perhaps left out, which its calibration counts already.</summary>
    internal double[] Values(ReadOnlySpan<double> input, int ownClass, int leftOut)
    {
        var values = new double[Counts.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (list, itself) = (Calibration[Calibration.Length == 1 ? 0 : k], k == ownClass ? 0 : 1);
            var strangeness = Strangeness(input, k, k == ownClass ? leftOut : -1) / Units[k];
            values[k] = (double)(itself + list.Count(own => own >= strangeness)) / (list.Length + itself);
        }

        return values;
    }

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input) => Values(input, -1, -1).Max();

    /// <summary>Distance to the nearest example of a class, one of them perhaps left out.</summary>
    internal double Strangeness(ReadOnlySpan<double> input, int index, int leftOut)
    {
        var (nearest, first) = (double.PositiveInfinity, Counts.Take(index).Sum());
        for (var i = 0; i < Counts[index]; i++)
            if (i != leftOut)
                nearest = Math.Min(nearest, TensorPrimitives.Distance(input, Examples.Span.Slice((first + i) * InputCount, InputCount)));
        return nearest;
    }

    /// <inheritdoc/>
    internal override string? Problem()
    {
        if (Counts is not { Length: > 0 } || Units is null || Calibration is null || Units.Length != Counts.Length)
            return "classes that do not fit together";
        if (Calibration.Length != 1 && Calibration.Length != Counts.Length)
            return "calibration that does not fit the classes";
        if (Array.Exists(Counts, count => count < 1) || Counts.Sum(count => (long)count) * InputCount != Examples.Length)
            return "examples that do not fit the classes";
        return Array.TrueForAll(Units, unit => unit > 0) && Array.TrueForAll(Calibration, list => list is { Length: > 0 })
            ? null
            : "empty calibration";
    }
}
