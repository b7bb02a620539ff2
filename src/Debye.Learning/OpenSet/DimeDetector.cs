using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>
/// Distance to modelled embedding: the distance of features from the plane through the origin that fits the known samples best.
/// </summary>
/// <remarks>Score = −‖f − V·Vᵀ·f‖, V the first right singular vectors, not centred. Source: R. Sjögren and J. Trygg, arXiv 2108.10673
/// (2021).</remarks>
public sealed record DimeDetector : OpenSetDetector
{
    /// <summary>Axes of the plane, orthonormal, row-major.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Axes { get; init; }

    /// <summary>Mean co-ordinates of the known samples in the plane.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Centre { get; init; }

    /// <summary>Matrix, row-major, that makes their co-ordinates uncorrelated with variance 1.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Whitening { get; init; }

    /// <summary>Distances of the known samples from the plane, ascending.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Distances { get; init; }

    /// <inheritdoc/>
    public override string Name => "dime";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <summary>Mahalanobis distance from the known samples within the plane; not part of the verdict.</summary>
    /// <param name="input">One finite value for every feature.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public double DistanceWithin(ReadOnlySpan<double> input)
    {
        SampleTable.RequireSample(input, InputCount);
        var (scores, sum) = (new double[Centre.Length], 0.0);
        Split(input, scores);
        TensorPrimitives.Subtract(scores, Centre.Span, scores);
        for (var a = 0; a < scores.Length; a++)
        {
            var white = TensorPrimitives.Dot(Whitening.Span.Slice(a * scores.Length, scores.Length), scores);
            sum += white * white;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Share of known samples that are nearer to the plane, 0…1, interpolated; not part of the verdict.</summary>
    /// <param name="input">One finite value for every feature.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public double Percentile(ReadOnlySpan<double> input)
    {
        var distance = -Score(input);
        var known = Distances.Span;
        if (distance < known[0])
            return 0;
        if (distance >= known[^1])
            return 1;
        var below = 0;
        while (known[below + 1] <= distance)
            below++;
        return (below + (distance - known[below]) / (known[below + 1] - known[below])) / (known.Length - 1);
    }

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input) => -Math.Sqrt(Split(input, new double[Centre.Length]));

    /// <inheritdoc/>
    internal override string? Problem() =>
        Centre.IsEmpty
        || Axes.Length != Centre.Length * InputCount
        || Whitening.Length != Centre.Length * Centre.Length
        || Distances.Length < 2
            ? "axes that do not fit together"
            : null;

    private double Split(ReadOnlySpan<double> input, double[] scores)
    {
        var left = input.ToArray();
        for (var a = 0; a < scores.Length; a++)
        {
            var axis = Axes.Span.Slice(a * InputCount, InputCount);
            scores[a] = TensorPrimitives.Dot<double>(left, axis);
            TensorPrimitives.MultiplyAdd(axis, -scores[a], left, left);
        }

        return TensorPrimitives.SumOfSquares<double>(left);
    }
}
