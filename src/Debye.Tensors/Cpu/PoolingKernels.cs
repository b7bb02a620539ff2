namespace Debye.Tensors.Cpu;

/// <summary>Pooling of one signal (length, channels). Padding never wins a maximum and counts as zeros in a mean.</summary>
internal static class PoolingKernels
{
    public static void Forward(PoolingKind kind, in ConvolutionShape s, ReadOnlySpan<float> x, Span<float> destination)
    {
        var channels = s.InChannels;
        for (var l = 0; l < s.OutLength; l++)
        {
            var to = destination.Slice(l * channels, channels);
            to.Fill(kind == PoolingKind.Maximum ? float.NegativeInfinity : 0);
            for (var k = 0; k < s.Kernel; k++)
            {
                var at = (l * s.Stride) + (k * s.Dilation) - s.PadLeft;
                if (at < 0 || at >= s.Length)
                    continue;
                var from = x.Slice(at * channels, channels);
                if (kind == PoolingKind.Maximum)
                    for (var c = 0; c < channels; c++)
                        to[c] = Math.Max(to[c], from[c]);
                else
                    VectorKernels.Add(from, to, to);
            }

            if (kind == PoolingKind.Average)
                VectorKernels.Scale(to, 1f / s.Kernel, to);
        }
    }

    public static void Backward(
        PoolingKind kind,
        in ConvolutionShape s,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        Span<float> destination
    )
    {
        var channels = s.InChannels;
        destination.Clear();
        for (var l = 0; l < s.OutLength; l++)
        {
            var gradient = dy.Slice(l * channels, channels);
            if (kind == PoolingKind.Maximum)
            {
                RouteToMaximum(s, l, x, y.Slice(l * channels, channels), gradient, destination);
                continue;
            }

            for (var k = 0; k < s.Kernel; k++)
            {
                var at = (l * s.Stride) + (k * s.Dilation) - s.PadLeft;
                if (at >= 0 && at < s.Length)
                    VectorKernels.AddScaled(gradient, 1f / s.Kernel, destination.Slice(at * channels, channels));
            }
        }
    }

    private static void RouteToMaximum(
        in ConvolutionShape s,
        int l,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> maximum,
        ReadOnlySpan<float> gradient,
        Span<float> destination
    )
    {
        var channels = s.InChannels;
        for (var c = 0; c < channels; c++)
        {
            for (var k = 0; k < s.Kernel; k++)
            {
                var at = (l * s.Stride) + (k * s.Dilation) - s.PadLeft;
                if (at < 0 || at >= s.Length || x[(at * channels) + c] != maximum[c])
                    continue;
                destination[(at * channels) + c] += gradient[c];
                break;
            }
        }
    }
}
