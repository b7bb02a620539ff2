using System.Numerics.Tensors;
using System.Text.Json.Serialization;

namespace Debye.Learning.OpenSet;

/// <summary>Distance to the nearest known samples.</summary>
/// <remarks>
/// Score = −Euclidean distance to the k-th nearest example. Source: Y. Sun, Y. Ming, X. Zhu and Y. Li, Proc. Mach. Learn. Res. 162, 20827
/// (2022).
/// </remarks>
public sealed record NearestNeighbourDetector : OpenSetDetector
{
    /// <summary>Which neighbour's distance counts.</summary>
    public required int Neighbour { get; init; }

    /// <summary>Known samples, row-major.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public required ReadOnlyMemory<double> Examples { get; init; }

    /// <inheritdoc/>
    public override string Name => "nearest-neighbour";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input) => ScoreOf(input, -1);

    /// <summary>Score among the examples but one.</summary>
    internal double ScoreOf(ReadOnlySpan<double> input, int leftOut)
    {
        Span<double> nearest = Neighbour <= 64 ? stackalloc double[Neighbour] : new double[Neighbour];
        nearest.Fill(double.PositiveInfinity);
        for (int i = 0, start = 0; start < Examples.Length; i++, start += InputCount)
        {
            if (i == leftOut)
                continue;
            var distance = TensorPrimitives.Distance(input, Examples.Span.Slice(start, InputCount));
            var place = Neighbour;
            for (; place > 0 && nearest[place - 1] > distance; place--)
                if (place < Neighbour)
                    nearest[place] = nearest[place - 1];
            if (place < Neighbour)
                nearest[place] = distance;
        }

        return -nearest[^1];
    }

    /// <inheritdoc/>
    internal override string? Problem() =>
        Neighbour < 1 || Examples.Length % InputCount != 0 || Examples.Length / InputCount <= Neighbour ? "too few examples" : null;
}
