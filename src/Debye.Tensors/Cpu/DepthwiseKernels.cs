using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Convolution of every channel with its own taps, several channels at a time.</summary>
internal static class DepthwiseKernels
{
    /// <summary>One signal: x (padded length, channels), w (kernel, channels) → y (out length, channels).</summary>
    public static void Forward(
        in ConvolutionShape s,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> w,
        ReadOnlySpan<float> bias,
        Span<float> destination
    )
    {
        var channels = s.InChannels;
        var width = Vector<float>.Count;
        for (var l = 0; l < s.OutLength; l++)
        {
            var from = x[(l * s.Stride * channels)..];
            var to = destination.Slice(l * channels, channels);
            var c = 0;
            for (; c + width <= channels; c += width)
            {
                var sum = bias.IsEmpty ? Vector<float>.Zero : new Vector<float>(bias[c..]);
                for (var k = 0; k < s.Kernel; k++)
                    sum = Vector.FusedMultiplyAdd(
                        new Vector<float>(from[((k * s.Dilation * channels) + c)..]),
                        new Vector<float>(w[((k * channels) + c)..]),
                        sum
                    );
                sum.CopyTo(to[c..]);
            }

            for (; c < channels; c++)
            {
                var sum = bias.IsEmpty ? 0 : bias[c];
                for (var k = 0; k < s.Kernel; k++)
                    sum += from[(k * s.Dilation * channels) + c] * w[(k * channels) + c];
                to[c] = sum;
            }
        }
    }

    /// <summary>One signal: adds dy (out length, channels) through w to dx (padded length, channels).</summary>
    public static void InputGradient(in ConvolutionShape s, ReadOnlySpan<float> dy, ReadOnlySpan<float> w, Span<float> destination)
    {
        var channels = s.InChannels;
        for (var l = 0; l < s.OutLength; l++)
        {
            for (var k = 0; k < s.Kernel; k++)
                AddProduct(
                    dy.Slice(l * channels, channels),
                    w.Slice(k * channels, channels),
                    destination.Slice(((l * s.Stride) + (k * s.Dilation)) * channels, channels)
                );
        }
    }

    /// <summary>One tap: sums x·dy over all signals and points.</summary>
    public static void WeightGradient(
        in ConvolutionShape s,
        int tap,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> dy,
        Span<float> destination
    )
    {
        var channels = s.InChannels;
        destination.Clear();
        for (var b = 0; b < s.Batch; b++)
        {
            for (var l = 0; l < s.OutLength; l++)
            {
                var from = ((b * s.PaddedLength) + (l * s.Stride) + (tap * s.Dilation)) * channels;
                AddProduct(x.Slice(from, channels), dy.Slice(((b * s.OutLength) + l) * channels, channels), destination);
            }
        }
    }

    private static void AddProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> destination)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count)
            Vector
                .FusedMultiplyAdd(new Vector<float>(a[i..]), new Vector<float>(b[i..]), new Vector<float>(destination[i..]))
                .CopyTo(destination[i..]);
        for (; i < a.Length; i++)
            destination[i] += a[i] * b[i];
    }
}
