using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Steps of optimisers.</summary>
internal static class OptimiserKernels
{
    /// <inheritdoc cref="AdamStep"/>
    public static void Adam(in AdamStep s, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> destination)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= gradient.Length; i += Vector<float>.Count)
        {
            var p = new Vector<float>(destination[i..]);
            var g = new Vector<float>(gradient[i..]) + (p * s.Coupled);
            var m = (new Vector<float>(first[i..]) * s.Beta1) + (g * s.Rest1);
            var v = (new Vector<float>(second[i..]) * s.Beta2) + (g * g * s.Rest2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            var denominator = (Vector.SquareRoot(v) / new Vector<float>(s.Root)) + new Vector<float>(s.Epsilon);
            ((p * s.Shrink) - (m * s.Rate / denominator)).CopyTo(destination[i..]);
        }

        for (; i < gradient.Length; i++)
        {
            var g = gradient[i] + (destination[i] * s.Coupled);
            first[i] = (first[i] * s.Beta1) + (g * s.Rest1);
            second[i] = (second[i] * s.Beta2) + (g * g * s.Rest2);
            destination[i] = (destination[i] * s.Shrink) - (first[i] * s.Rate / ((MathF.Sqrt(second[i]) / s.Root) + s.Epsilon));
        }
    }
}
