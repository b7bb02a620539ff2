using System.Numerics.Tensors;
using System.Text.Json.Serialization;

namespace Debye.Learning.OpenSet;

/// <summary>Distance to the nearest class centre in the metric of the scatter that all classes share.</summary>
/// <remarks>
/// Score = −min (f − μ)ᵀ·Σ⁻¹·(f − μ), Σ the pooled covariance shrunk towards a multiple of the identity. Source: K. Lee, K. Lee, H. Lee and
/// J. Shin, Adv. Neural Inf. Process. Syst. 31, 7167 (2018), arXiv 1807.03888.
/// </remarks>
public sealed record MahalanobisDetector : OpenSetDetector
{
    /// <summary>Centres of the classes, row-major.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Centres { get; init; }

    /// <summary>Axes of the scatter about the centres, orthonormal, row-major.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Axes { get; init; }

    /// <summary>Variance along every axis after shrinkage, above 0.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Variances { get; init; }

    /// <summary>Variance in all other directions, above 0.</summary>
    public required double OtherVariance { get; init; }

    /// <summary>Shrinkage that was used, 0…1.</summary>
    public required double Shrinkage { get; init; }

    /// <inheritdoc/>
    public override string Name => "mahalanobis";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input)
    {
        var (nearest, left) = (double.PositiveInfinity, new double[InputCount]);
        for (var start = 0; start < Centres.Length; start += InputCount)
        {
            TensorPrimitives.Subtract(input, Centres.Span.Slice(start, InputCount), left);
            var distance = 0.0;
            for (var a = 0; a < Variances.Length; a++)
            {
                var axis = Axes.Span.Slice(a * InputCount, InputCount);
                var score = TensorPrimitives.Dot<double>(left, axis);
                TensorPrimitives.MultiplyAdd(axis, -score, left, left);
                distance += score * score / Variances.Span[a];
            }

            nearest = Math.Min(nearest, distance + TensorPrimitives.SumOfSquares<double>(left) / OtherVariance);
        }

        return -nearest;
    }

    /// <inheritdoc/>
    internal override string? Problem()
    {
        if (Centres.IsEmpty || Centres.Length % InputCount != 0 || Axes.Length != Variances.Length * InputCount)
            return "axes that do not fit together";
        return OtherVariance > 0 && !Variances.Span.ContainsAnyInRange(double.NegativeInfinity, 0)
            ? null
            : "variances that are not above 0";
    }
}
