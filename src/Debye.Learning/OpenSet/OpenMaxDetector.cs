using System.Numerics.Tensors;
using System.Text.Json.Serialization;

namespace Debye.Learning.OpenSet;

/// <summary>
/// OpenMax: logits lose what extreme-value theory says is too far from the mean logits of their class; the loss goes to "unknown".
/// </summary>
/// <remarks>
/// Score = the largest probability of a known class: low where "unknown" is most probable, and where no class is probable.
/// Distances are Euclidean; logits are counted from the smallest, so that they are not negative and a constant added to all of them
/// changes nothing. Source: A. Bendale and T. E. Boult, CVPR 2016, 1563, doi 10.1109/CVPR.2016.173.
/// </remarks>
public sealed record OpenMaxDetector : OpenSetDetector
{
    /// <summary>Mean logits of every class, row-major.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Means { get; init; }

    /// <summary>Weibull shape of the largest distances of every class, above 0.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Shapes { get; init; }

    /// <summary>Weibull scale of the largest distances of every class, above 0.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Scales { get; init; }

    /// <summary>Number of classes whose logits are revised, the largest first.</summary>
    public required int Revised { get; init; }

    /// <inheritdoc/>
    public override string Name => "openmax";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input)
    {
        var (logits, unknown) = (Counted(input), 0.0);
        var order = Enumerable.Range(0, logits.Length).OrderByDescending(k => logits[k]).Take(Revised).ToArray();
        var distances = order
            .Select(k => TensorPrimitives.Distance<double>(logits, Means.Span.Slice(k * InputCount, InputCount)))
            .ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            var k = order[rank];
            var far = 1 - Math.Exp(-Math.Pow(distances[rank] / Scales.Span[k], Shapes.Span[k]));
            var loss = logits[k] * far * (order.Length - rank) / order.Length;
            logits[k] -= loss;
            unknown += loss;
        }

        return Math.Exp(logits.Max() - EnergyDetector.LogSumExp([.. logits, unknown], 1));
    }

    /// <inheritdoc/>
    internal override string? Problem()
    {
        if (Means.Length != InputCount * InputCount || Shapes.Length != InputCount || Scales.Length != InputCount || Revised < 1)
            return "classes that do not fit together";
        return Shapes.Span.ContainsAnyInRange(double.NegativeInfinity, 0) || Scales.Span.ContainsAnyInRange(double.NegativeInfinity, 0)
            ? "distributions that are not above 0"
            : null;
    }

    /// <summary>Logits counted from the smallest.</summary>
    internal static double[] Counted(ReadOnlySpan<double> logits)
    {
        var counted = new double[logits.Length];
        TensorPrimitives.Subtract(logits, TensorPrimitives.Min(logits), counted);
        return counted;
    }
}
