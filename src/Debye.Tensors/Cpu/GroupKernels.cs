using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Normalisation of groups of channels over one signal (length, channels).</summary>
internal static class GroupKernels
{
    /// <summary>x̂ = (x - mean) / σ by group; the reciprocals of σ go to <paramref name="inverse"/>.</summary>
    public static void Normalise(
        int channels,
        int groups,
        float epsilon,
        ReadOnlySpan<float> x,
        Span<float> inverse,
        Span<float> destination
    )
    {
        var width = channels / groups;
        var count = (double)x.Length / groups;
        for (var g = 0; g < groups; g++)
        {
            var mean = 0.0;
            for (var at = g * width; at < x.Length; at += channels)
                mean += Sum(x.Slice(at, width));
            mean /= count;
            var squares = 0.0;
            for (var at = g * width; at < x.Length; at += channels)
                squares += SumOfSquares(x.Slice(at, width), (float)mean);
            var reciprocal = 1 / Math.Sqrt((squares / count) + epsilon);
            inverse[g] = (float)reciprocal;
            for (var at = g * width; at < x.Length; at += channels)
                ScaleShift(x.Slice(at, width), (float)reciprocal, (float)(-mean * reciprocal), destination.Slice(at, width));
        }
    }

    /// <summary>dx = (dx̂ - mean(dx̂) - x̂ mean(dx̂ x̂)) / σ by group.</summary>
    public static void Backward(
        int channels,
        int groups,
        ReadOnlySpan<float> normalised,
        ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> gradient,
        Span<float> destination
    )
    {
        var width = channels / groups;
        var count = (double)normalised.Length / groups;
        for (var g = 0; g < groups; g++)
        {
            double sum = 0,
                product = 0;
            for (var at = g * width; at < normalised.Length; at += channels)
            {
                sum += Sum(gradient.Slice(at, width));
                product += Dot(gradient.Slice(at, width), normalised.Slice(at, width));
            }

            var shift = (float)(-sum / count * inverse[g]);
            var slope = (float)(-product / count * inverse[g]);
            for (var at = g * width; at < normalised.Length; at += channels)
            {
                for (var i = at; i < at + width; i++)
                    destination[i] = MathF.FusedMultiplyAdd(gradient[i], inverse[g], MathF.FusedMultiplyAdd(normalised[i], slope, shift));
            }
        }
    }

    private static float Sum(ReadOnlySpan<float> x)
    {
        var i = 0;
        var sums = Vector<float>.Zero;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            sums += new Vector<float>(x[i..]);
        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    private static float SumOfSquares(ReadOnlySpan<float> x, float mean)
    {
        var i = 0;
        var sums = Vector<float>.Zero;
        var centre = new Vector<float>(mean);
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
        {
            var d = new Vector<float>(x[i..]) - centre;
            sums += d * d;
        }

        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return sum;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var i = 0;
        var sums = Vector<float>.Zero;
        for (; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count)
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void ScaleShift(ReadOnlySpan<float> x, float scale, float shift, Span<float> destination)
    {
        var i = 0;
        var factor = new Vector<float>(scale);
        var offset = new Vector<float>(shift);
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            Vector.FusedMultiplyAdd(new Vector<float>(x[i..]), factor, offset).CopyTo(destination[i..]);
        for (; i < x.Length; i++)
            destination[i] = MathF.FusedMultiplyAdd(x[i], scale, shift);
    }
}
